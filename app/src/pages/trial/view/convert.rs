//! The way to keep a trial: what it costs, from the engine, and the button that opens a checkout with everything filled in.

use domain::access::{Denied, Needs};
use domain::refusal::Refusal;
use domain::trial::TrialView;
use leptos::form::ActionForm;
use leptos::prelude::*;
use leptos_router::hooks::use_navigate;

use crate::api::trial::{ConvertTrial, TRIAL_FORM};
use crate::components::action_button::ActionButton;
use crate::components::error_summary::ErrorSummary;
use crate::components::form_state::FormState;
use crate::components::trouble::Trouble;
use crate::pages::checkout::address;
use crate::pages::plans::choices::Choices;
use crate::pages::plans::offer::{CardOffer, Sold, card_offer};
use crate::pages::trial::ours::plan_name;
use crate::setting::{use_catalogue, use_words};
use crate::view::{AnyView, IntoAny};

/// The way to keep it; whoever may not buy is told who may.
#[component]
pub fn Convert(view: TrialView) -> AnyView {
    let words = use_words();
    let form = FormState::plain(TRIAL_FORM);
    form.settle();
    let convert = ServerAction::<ConvertTrial>::new();
    let navigate = use_navigate();
    Effect::new(move |_| match convert.value().get() {
        Some(Ok(checkout)) => navigate(&address::plan(checkout), Default::default()),
        Some(Err(error)) => form.refuse(&error),
        None => {}
    });
    let id = view.id;
    let refused = (!view.may_convert).then(|| words.refusal(&Refusal::from(Denied::Lacks(Needs::Buyer))));
    view! {
        <div class="stack">
            <h2>{words.trial_convert_title(plan_name(&view))}</h2>
            <p>{words.trial_convert_text()}</p>
            {price(&view)}
            <ErrorSummary fields=form.fields() general=form.general() failures=form.failures()/>
            <ActionForm action=convert>
                <input type="hidden" name="id" value=id.to_string()/>
                <ActionButton
                    text=words.trial_convert_button()
                    busy=convert.pending()
                    refused=Signal::stored(refused)
                />
            </ActionForm>
            <Trouble
                trouble=form.trouble()
                retry=Callback::new(move |()| {
                    convert.dispatch(ConvertTrial { id });
                })
            />
        </div>
    }
    .into_any()
}

/// What the checkout will begin with: the seats of the trial, for the usual term, in the currency of its account.
fn price(view: &TrialView) -> Option<AnyView> {
    let words = use_words();
    let catalogue = use_catalogue();
    let choices = Choices { seats: view.seats, ..Choices::at_first(&catalogue, view.currency) };
    let CardOffer::Sold(Sold { total, .. }) = card_offer(catalogue.plan(&view.plan)?, choices) else { return None };
    let text = words.trial_convert_price(words.money(total), words.common_seats(view.seats), words.term(choices.term));
    Some(view! { <p class="trial-price">{text} " · " {words.common_plus_vat()}</p> }.into_any())
}

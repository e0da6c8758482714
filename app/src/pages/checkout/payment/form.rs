//! The form of the payment step. An island: it knows nothing of the page around it, so that a card can be typed in while the
//! rest of the page is still on its way.

use domain::checkout::Step;
use domain::ids::{CheckoutId, PaymentMethodId};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

use super::declined::Declined;
use super::fields::{Fields, ProviderFields};
use super::test_cards::TestCards;
use super::ways::{Choosing, Ways};
use crate::api::error::ApiError;
use crate::api::payment::{GoesOn, PaymentFacts, choose_method, choose_saved_method};
use crate::components::action_button::ActionButton;
use crate::components::error_summary::ErrorSummary;
use crate::components::form_state::FormState;
use crate::components::trouble::Trouble;
use crate::island::leave;
use crate::pages::checkout::address;
use crate::pages::checkout::live::{say, step_name};
use crate::setting::{use_locale, use_words};
use crate::view::{AnyView, IntoAny};

/// What is sent to the server: a token of the fields, or one that the account has saved.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Chosen {
    Token(String),
    Saved(PaymentMethodId),
}

async fn choose(id: CheckoutId, chosen: Chosen) -> Result<GoesOn, ApiError> {
    match chosen {
        Chosen::Token(token) => choose_method(id, token).await,
        Chosen::Saved(saved) => choose_saved_method(id, saved).await,
    }
}

/// Choosing how a checkout is paid.
#[component]
pub fn PaymentForm(
    /// The checkout.
    id: CheckoutId,
    /// What can be chosen.
    facts: PaymentFacts,
) -> AnyView {
    let words = use_words();
    let form = FormState::new("payment", say());
    let language = use_locale().code();
    let declined = facts.declined;
    let ways = Ways::new(&facts, language);
    let chosen = RwSignal::new(ways.first());
    let open = move || chosen.with(|chosen| ways.fields(chosen));
    let open_fields = move || open().map(|(_, fields)| fields);
    let last = StoredValue::new(None::<Chosen>);
    let save = Action::new(move |chosen: &Chosen| choose(id, chosen.clone()));
    let send = move |chosen: Chosen| {
        if form.is_ready() {
            last.set_value(Some(chosen.clone()));
            save.dispatch(chosen);
        }
    };
    Effect::new(move |_| match save.value().get() {
        Some(Ok(GoesOn { next, awaits_proof })) => leave(&address::go_on(id, next, awaits_proof)),
        Some(Err(error)) => form.refuse(&error),
        None => {}
    });
    let go_on = move || match chosen.with_untracked(|chosen| ways.without_fields(chosen)) {
        _ if save.pending().get_untracked() => {}
        Some(Choosing::Kept) => leave(&address::review(id)),
        Some(Choosing::Saved(saved)) => send(Chosen::Saved(saved)),
        None => untrack(open_fields).into_iter().for_each(Fields::submit),
    };
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        go_on();
    };
    let again = move || last.get_value().into_iter().for_each(send);
    let busy = Signal::derive(move || save.pending().get() || open_fields().is_some_and(Fields::are_asked));
    let waits = Signal::derive(move || {
        let waits = open_fields().is_some_and(|fields| !fields.are_there());
        waits.then(|| words.payment_frame_loading().to_owned())
    });
    let shown = move || {
        let on_token = Callback::new(move |token| send(Chosen::Token(token)));
        open().map(|(kind, fields)| view! { <ProviderFields fields kind on_token/> })
    };
    view! {
        <div class="stack">
            <p class="lede">{words.payment_lead()}</p>
            <noscript inner_html=format!(r#"<p class="notice">{}</p>"#, words.payment_needs_script())></noscript>
            <Declined reason=declined/>
            <form class="stack checkout-form" novalidate on:submit=submit>
                <ErrorSummary fields=form.fields() general=form.general() failures=form.failures()/>
                {ways.view(chosen)}
                {shown}
                <TestCards/>
                <Trouble trouble=form.trouble() retry=Callback::new(move |()| again())/>
                <div class="form-end">
                    <a class="button button--plain" href=address::details(id)>
                        {words.checkout_back_to(step_name(words, Step::Details))}
                    </a>
                    <ActionButton text=words.payment_continue_button() busy refused=waits/>
                </div>
            </form>
        </div>
    }
    .into_any()
}

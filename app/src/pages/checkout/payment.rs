//! The payment step: one of the ways to pay is chosen, and the provider's fields give a token for it. Nothing is charged
//! here, and no card number ever comes to us.

mod declined;
mod fields;
mod test_cards;
mod ways;

use domain::checkout::{CheckoutView, Step, StepState};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos_router::hooks::use_navigate;

pub use self::declined::Declined;
use self::fields::{Fields, ProviderFields};
use self::test_cards::TestCards;
use self::ways::{Choosing, Ways};
use super::address;
use super::frame::CheckoutPage;
use super::live::{Live, step_name};
use crate::api::error::ApiError;
use crate::api::payment::{PaymentFacts, WayKind, choose_method, choose_saved_method, payment_view};
use crate::components::action_button::ActionButton;
use crate::components::error_summary::ErrorSummary;
use crate::components::form_state::FormState;
use crate::components::notice::Notice;
use crate::components::skeleton::{Expected, Skeleton};
use crate::components::trouble::Trouble;
use crate::setting::{use_locale, use_words};
use crate::view::{AnyView, IntoAny};

/// `/checkout/{id}/payment`.
#[component]
pub fn PaymentStep() -> AnyView {
    let heading = use_words().payment_headline();
    view! { <CheckoutPage step=Step::Payment heading body=|live| view! { <PaymentPage live/> }.into_any()/> }.into_any()
}

#[component]
fn PaymentPage(live: Live) -> AnyView {
    let not_needed = live.view().with_untracked(|view| view.step(Step::Payment) == Some(&StepState::NotNeeded));
    if not_needed {
        return view! { <NothingDue live/> }.into_any();
    }
    let id = live.id();
    let facts = Resource::new(|| (), move |()| payment_view(id));
    let retry = Callback::new(move |()| facts.refetch());
    let loaded = move || {
        facts.get().map(|answer| match answer {
            Ok(facts) => view! { <PaymentForm live facts/> }.into_any(),
            Err(error) => view! { <Trouble trouble=Signal::stored(Some(error)) retry/> }.into_any(),
        })
    };
    view! {
        <Suspense fallback=|| view! { <Skeleton expected=Expected::CardFields/> }>
            {loaded}
        </Suspense>
    }
    .into_any()
}

/// A total of zero: there is no way to pay to choose.
#[component]
fn NothingDue(live: Live) -> AnyView {
    let words = use_words();
    view! {
        <Notice title=words.checkout_due_nothing()>
            <p>
                <a class="button button--primary" href=address::review(live.id())>{words.payment_continue_button()}</a>
            </p>
        </Notice>
    }
    .into_any()
}

/// What is sent to the server: a token of the fields, or one that the account has saved.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Chosen {
    Token(String),
    Saved(domain::ids::PaymentMethodId),
}

async fn choose(live: Live, chosen: Chosen) -> Result<CheckoutView, ApiError> {
    match chosen {
        Chosen::Token(token) => choose_method(live.id(), token).await,
        Chosen::Saved(saved) => choose_saved_method(live.id(), saved).await,
    }
}

#[component]
fn PaymentForm(live: Live, facts: PaymentFacts) -> AnyView {
    let words = use_words();
    let form = FormState::new("payment", live.say());
    let language = use_locale().code();
    let declined = facts.declined;
    let ways = Ways::new(&facts, language);
    let chosen = RwSignal::new(ways.first());
    let open = move || chosen.with(|chosen| ways.fields(chosen));
    let open_fields = move || open().map(|(_, fields)| fields);
    let last = StoredValue::new(None::<Chosen>);
    let save = Action::new(move |chosen: &Chosen| choose(live, chosen.clone()));
    let send = move |chosen: Chosen| {
        if form.is_ready() {
            last.set_value(Some(chosen.clone()));
            save.dispatch(chosen);
        }
    };
    let navigate = use_navigate();
    let leave = navigate.clone();
    Effect::new(move |_| match save.value().get() {
        Some(Ok(view)) => {
            live.show(view.clone());
            navigate(&address::next(&view), Default::default());
        }
        Some(Err(error)) => form.refuse(&error),
        None => {}
    });
    let go_on = move || match chosen.with_untracked(|chosen| ways.without_fields(chosen)) {
        _ if save.pending().get_untracked() => {}
        Some(Choosing::Kept) => leave(&address::review(live.id()), Default::default()),
        Some(Choosing::Saved(id)) => send(Chosen::Saved(id)),
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
                    <a class="button button--plain" href=address::details(live.id())>
                        {words.checkout_back_to(step_name(words, Step::Details))}
                    </a>
                    <ActionButton text=words.payment_continue_button() busy refused=waits/>
                </div>
            </form>
        </div>
    }
    .into_any()
}

/// The kinds of way to pay, in words.
fn kind_name(kind: WayKind) -> &'static str {
    let words = use_words();
    match kind {
        WayKind::Card => words.payment_method_card(),
        WayKind::Debit => words.payment_method_debit(),
    }
}

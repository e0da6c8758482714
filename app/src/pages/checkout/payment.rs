//! The payment step: one of the ways to pay is chosen, and the provider's fields give a token for it. Nothing is charged
//! here, and no card number ever comes to us.

mod declined;
mod fields;
mod form;
mod test_cards;
mod ways;

use domain::checkout::{Step, StepState};
use leptos::prelude::*;
use leptos_router::hooks::use_navigate;

pub use self::declined::Declined;
use self::form::PaymentForm;
use super::address;
use super::frame::CheckoutPage;
use super::live::Live;
use super::own_account::OwnAccount;
use crate::api::payment::{PaymentFacts, payment_view};
use crate::components::notice::Notice;
use crate::components::skeleton::{Expected, Skeleton};
use crate::components::trouble::Trouble;
use crate::island::Island;
use crate::setting::use_words;
use crate::view::{AnyView, IntoAny, written};

/// The form of the step, an island: from the checkout's id and what is known about how to pay, as JSON.
#[must_use]
pub fn form(facts: &str) -> AnyView {
    match serde_json::from_str(facts) {
        Ok((id, facts)) => view! { <PaymentForm id facts/> }.into_any(),
        // Only the page itself writes them.
        Err(_) => ().into_any(),
    }
}

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
            Ok(facts) => view! { <ToChoose live facts/> }.into_any(),
            Err(error) => view! { <Trouble trouble=Signal::stored(Some(error)) retry/> }.into_any(),
        })
    };
    view! {
        <OwnAccount live/>
        <Suspense fallback=|| view! { <Skeleton expected=Expected::CardFields/> }>
            {loaded}
        </Suspense>
    }
    .into_any()
}

/// The place of the form, which leaves by way of this page while it is alive.
#[component]
fn ToChoose(live: Live, facts: PaymentFacts) -> AnyView {
    let navigate = use_navigate();
    let on_leave = Callback::new(move |address: String| {
        // What is known of the checkout is from before the way to pay was chosen.
        live.known().forget();
        navigate(&address, Default::default());
    });
    let facts = serde_json::to_string(&(live.id(), facts)).unwrap_or_default();
    let html = written(|| form(&facts));
    view! { <Island facts html on_leave/> }.into_any()
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

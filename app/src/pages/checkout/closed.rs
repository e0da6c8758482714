//! A checkout that is not open any more, or not now: where it went and how to go on.

use domain::access::Action;
use domain::checkout::{CheckoutState, Step};
use domain::ids::CheckoutId;
use leptos::form::ActionForm;
use leptos::prelude::*;
use leptos_router::hooks::use_navigate;

use super::address;
use super::live::{Live, say};
use super::paying::Paying;
use crate::api::checkout_time::ResumeCheckout;
use crate::components::action_button::ActionButton;
use crate::components::error_summary::ErrorSummary;
use crate::components::form_state::FormState;
use crate::components::page_heading::PageHeading;
use crate::setting::use_words;
use crate::view::{AnyView, IntoAny};

/// Where it stands, and the one thing to do.
#[component]
pub fn Closed(live: Live) -> AnyView {
    let words = use_words();
    let picture = live.picture();
    let id = picture.id;
    if picture.shows(Step::Review) {
        let title = match &picture.state {
            CheckoutState::WithApprover { to, .. } if !picture.is_to_decide() => words.handover_waiting_title(to),
            _ => words.handover_approver_headline().to_owned(),
        };
        let text = words.checkout_step_review().to_owned();
        return ended(title, text, Some((address::review(id), words.handover_look())));
    }
    match &picture.state {
        CheckoutState::Expired { resumed_as: Some(next), .. } => {
            let link = (address::plan(*next), words.checkout_resume());
            ended(words.checkout_expired_title(), words.checkout_expired_text().to_owned(), Some(link))
        }
        CheckoutState::Expired { .. } | CheckoutState::Open { .. } | CheckoutState::WithApprover { .. } => {
            let may = picture.may(Action::ResumeCheckout);
            view! { <Resume id may/> }.into_any()
        }
        CheckoutState::Confirming { .. } => view! { <Paying live/> }.into_any(),
        CheckoutState::Completed { order, .. } => {
            let link = (address::order(*order), words.checkout_to_order());
            ended(words.checkout_completed_title(), words.checkout_completed_text().to_owned(), Some(link))
        }
        CheckoutState::Cancelled { .. } => {
            let link = ("/".to_owned(), words.checkout_begin_again());
            ended(words.checkout_cancelled_title(), words.checkout_cancelled_text().to_owned(), Some(link))
        }
    }
}

/// It is not open to whoever looks any more: it was taken back from them.
#[component]
pub fn Gone() -> AnyView {
    let words = use_words();
    ended(words.handover_gone_title(), words.handover_gone_text().to_owned(), None)
}

fn ended(title: impl Into<String>, text: String, link: Option<(String, &'static str)>) -> AnyView {
    let title = title.into();
    let link = link.map(|(to, label)| view! { <p><a class="button button--primary" href=to>{label}</a></p> });
    view! {
        <div class="column stack">
            <PageHeading text=title/>
            <p class="lede">{text}</p>
            {link}
        </div>
    }
    .into_any()
}

/// An expired checkout, and the button that goes on with today's prices.
#[component]
fn Resume(id: CheckoutId, may: bool) -> AnyView {
    let words = use_words();
    let resume = ServerAction::<ResumeCheckout>::new();
    let form = FormState::new("checkout", say());
    form.settle();
    let navigate = use_navigate();
    Effect::new(move |_| match resume.value().get() {
        Some(Ok(next)) => navigate(&address::plan(next), Default::default()),
        Some(Err(error)) => form.refuse(&error),
        None => {}
    });
    let button = move || {
        view! {
            <ErrorSummary fields=form.fields() general=form.general() failures=form.failures()/>
            <ActionForm action=resume>
                <input type="hidden" name="id" value=id.to_string()/>
                <ActionButton text=words.checkout_resume() busy=resume.pending()/>
            </ActionForm>
        }
    };
    view! {
        <div class="column stack">
            <PageHeading text=words.checkout_expired_title()/>
            <p class="lede">{words.checkout_expired_text()}</p>
            {may.then(button)}
        </div>
    }
    .into_any()
}

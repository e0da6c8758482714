//! What every step of a checkout shows around its form: the steps, what there is to know, the order summary, and how long it
//! is kept. A checkout that is not open shows where it went instead.

use domain::checkout::{CheckoutView, Step, StepState};
use domain::ids::CheckoutId;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use super::address;
use super::aside::Aside;
use super::closed::{Closed, Gone};
use super::fresh::keep_fresh;
use super::hand_over::{HandoverNews, History};
use super::keeping::Keeping;
use super::known::use_known;
use super::live::{Live, step_name};
use super::told::Told;
use crate::api::error::ApiError;
use crate::components::notice::{Notice, Tone};
use crate::components::page_heading::PageHeading;
use crate::components::skeleton::{Expected, Skeleton};
use crate::components::steps::{Standing, Step as ShownStep, Steps};
use crate::components::trouble::Trouble;
use crate::own_path::leading_to;
use crate::pages::not_found::NotFound;
use crate::setting::use_words;
use crate::view::{AnyView, IntoAny};

/// The inside of a step's page.
pub type Body = fn(Live) -> AnyView;

/// A page of the checkout whose id the address names.
#[component]
pub fn CheckoutPage(
    /// Which step it belongs to.
    step: Step,
    /// Its heading.
    heading: &'static str,
    /// Its form.
    body: Body,
) -> AnyView {
    let params = use_params_map();
    let id = Memo::new(move |_| params.read().get("id").and_then(|id| id.parse::<CheckoutId>().ok()));
    let known = use_known();
    let loading = Resource::new(
        move || id.get(),
        move |id| async move {
            match id {
                Some(id) => known.load(id).await,
                None => Err(ApiError::new(crate::api::error::NOT_FOUND)),
            }
        },
    );
    let retry = Callback::new(move |()| loading.refetch());
    let loaded = move || {
        loading.get().map(|answer| match answer {
            Ok(view) => open(view, step, heading, body),
            Err(error) if error.is_not_found() => view! { <NotFound/> }.into_any(),
            Err(error) => {
                let trouble = Signal::stored(Some(error));
                view! {
                    <PageHeading text=heading/>
                    <Trouble trouble retry/>
                }
                .into_any()
            }
        })
    };
    view! {
        <Suspense fallback=move || view! { <Waiting heading/> }>
            {loaded}
        </Suspense>
    }
    .into_any()
}

/// The size of what is loading, so that nothing moves when it comes.
#[component]
fn Waiting(heading: &'static str) -> AnyView {
    view! {
        <div class="split">
            <div>
                <header class="checkout-head">
                    <PageHeading text=heading/>
                </header>
                <Skeleton expected=Expected::Lines(12)/>
            </div>
        </div>
    }
    .into_any()
}

fn open(view: CheckoutView, step: Step, heading: &'static str, body: Body) -> AnyView {
    let live = Live::new(view, use_known());
    keep_fresh(live);
    // Sent and come back it is another page, made anew.
    let shows = Memo::new(move |_| {
        let view = live.view();
        let view = view.read();
        view.shows(step).then(|| view.is_with_approver())
    });
    view! {
        {move || match shows.get() {
            _ if live.is_gone() => view! { <Gone/> }.into_any(),
            Some(_) => view! { <Filled live step heading body/> }.into_any(),
            None => view! { <Closed live/> }.into_any(),
        }}
    }
    .into_any()
}

/// An open checkout.
#[component]
fn Filled(live: Live, step: Step, heading: &'static str, body: Body) -> AnyView {
    view! {
        <Steps steps=Signal::derive(move || shown_steps(&live.view().read(), step))/>
        <div class="split">
            <div>
                <header class="checkout-head">
                    <PageHeading text=heading/>
                </header>
                <Told live/>
                <HandoverNews live/>
                {blocked(live, step).unwrap_or_else(|| body(live))}
                {(step == Step::Review).then(|| view! { <History live/> })}
                <Keeping live/>
            </div>
            <Aside live/>
        </div>
    }
    .into_any()
}

/// What is shown instead of a step that an earlier one keeps closed.
fn blocked(live: Live, step: Step) -> Option<AnyView> {
    let words = use_words();
    let picture = live.picture();
    if step == Step::Review && (picture.is_with_approver() || picture.is_approvers()) {
        return None;
    }
    if picture.is_to_pay() && picture.approver.is_some() && !picture.proved {
        let here = leading_to("/sign-in", &address::step(picture.id, step));
        let notice = view! {
            <Notice tone=Tone::Warn title=words.handover_pay_title()>
                <p>{words.handover_pay_sign_in_text()}</p>
                <p><a class="button" href=here rel="external">{words.handover_pay_sign_in()}</a></p>
            </Notice>
        };
        return Some(notice.into_any());
    }
    let (by, reason) = live.view().with_untracked(|view| match view.step(step) {
        // That a field is empty is said where the field is.
        Some(StepState::Blocked { by, reason }) => {
            Some((*by, (reason.code != "field_required").then(|| live.say().run(reason.clone()))))
        }
        _ => None,
    })?;
    let name = step_name(words, by);
    let notice = view! {
        <Notice tone=Tone::Warn title=words.checkout_blocked(name)>
            {reason.map(|reason| view! { <p>{reason}</p> })}
            <p>
                <a class="button" href=address::step(live.id(), by)>{words.checkout_go_to_step(name)}</a>
            </p>
        </Notice>
    };
    Some(notice.into_any())
}

fn shown_steps(view: &CheckoutView, current: Step) -> Vec<ShownStep> {
    let words = use_words();
    let shown = |step: &domain::checkout::view::StepView| {
        let standing = match step.stands {
            _ if step.step == current => Standing::Current,
            StepState::Done => Standing::Done,
            _ => Standing::Later,
        };
        let reachable = matches!(step.stands, StepState::Done | StepState::Current { .. });
        let address = (reachable || standing == Standing::Current).then(|| address::step(view.id, step.step));
        ShownStep { name: step_name(words, step.step).to_owned(), address, standing }
    };
    view.steps.iter().map(shown).collect()
}

//! `/`: the plans compared.
//!
//! Rendered on the server with the engine's prices and hydrated with the same; from then on every price follows term,
//! currency and seats from the engine in the browser, without a request.

mod acts;
mod addons;
mod asking;
mod card;
pub mod choices;
mod controls;
mod highlights;
mod matrix;
pub mod offer;
mod questions;

use std::sync::Arc;

use domain::refusal::Refusal;
use leptos::prelude::*;

use self::addons::AddOns;
use self::asking::Asking;
use self::card::PlanCard;
use self::controls::Controls;
use self::matrix::Matrix;
use self::questions::Questions;
use crate::api::checkout::START_FORM;
use crate::components::error_summary::ErrorSummary;
use crate::components::form_state::FormState;
use crate::components::notice::{Notice, Tone};
use crate::components::page_heading::PageHeading;
use crate::setting::{use_catalogue, use_setting, use_words};
use crate::turns::{InTurn, Make, once_alive};
use crate::view::{AnyView, IntoAny};

/// The plan comparison.
#[component]
pub fn Plans() -> AnyView {
    let words = use_words();
    let setting = use_setting();
    let plans = setting.catalogue.plans.len();
    let asking = Asking::in_address(setting);
    let choices = once_alive(asking.choices());
    let controls: Make = Arc::new(move || view! { <Controls asking/> }.into_any());
    let cards: Make = Arc::new(move || {
        let cards = (0..plans).map(|index| view! { <PlanCard index choices/> }).collect_view();
        view! { <ul class="plan-cards" role="list">{cards}</ul> }.into_any()
    });
    let more: Make = Arc::new(move || view! { <Matrix/> <AddOns choices/> <Questions/> }.into_any());
    view! {
        <header class="plans-head">
            <PageHeading text=words.plans_headline() title=words.plans_title()/>
            <p class="lede">{words.plans_lead()}</p>
        </header>
        <Refused/>
        <Misunderstood asking/>
        <InTurn make=controls/>
        <InTurn make=cards/>
        <p class="plans-note">{words.plans_net_note()}</p>
        <InTurn make=more/>
    }
    .into_any()
}

/// Why no checkout was begun, for whoever pressed a button of this page and was sent back.
#[component]
fn Refused() -> AnyView {
    let words = use_words();
    let catalogue = use_catalogue();
    let named = move |fact: &str, id: &str| {
        let plan = catalogue.plan(id).filter(|_| fact == "plan")?;
        Some(plan.name.in_language(words.locale().code()).to_owned())
    };
    let form =
        FormState::new(START_FORM, Callback::new(move |refusal: Refusal| words.refusal_naming(&refusal, &named)));
    form.settle();
    view! { <ErrorSummary fields=form.fields() general=form.general() failures=form.failures()/> }.into_any()
}

/// What an address said and no control can show: a term or a currency that there is not.
#[component]
fn Misunderstood(asking: Asking) -> AnyView {
    let words = use_words();
    let sentences = Memo::new(move |_| {
        let refusals = ["term", "currency"].into_iter().filter_map(|field| asking.refusal(field));
        refusals.map(|refusal| words.refusal(&refusal)).collect::<Vec<_>>()
    });
    let notice = move || {
        let sentences = sentences.get();
        (!sentences.is_empty()).then(|| {
            let paragraphs = sentences.into_iter().map(|sentence| view! { <p>{sentence}</p> }).collect_view();
            view! {
                <div class="plans-misunderstood">
                    <Notice tone=Tone::Warn title=words.plans_address_misunderstood()>{paragraphs}</Notice>
                </div>
            }
        })
    };
    view! { {notice} }.into_any()
}

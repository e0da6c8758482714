//! The ways to have a plan: buy it, try it, begin for nothing, or talk to somebody. Plain forms and links, so that they work
//! before the bundle and without it.

use domain::catalogue::Plan;
use domain::quote::QuoteError;
use leptos::prelude::*;
use messages::Words;

use super::card::reason;
use super::choices::{Choices, Said};
use super::offer::CardOffer;
use crate::parts::Part;
use crate::setting::{use_catalogue, use_words};
use crate::view::{AnyView, IntoAny};

/// Where a checkout is started.
const START_CHECKOUT: &str = "/fn/start_checkout";

/// The buttons of the plan at this place in the catalogue.
#[component]
pub fn Acts(
    /// Its place.
    index: usize,
    /// What it offers for the choices.
    offer: Memo<CardOffer>,
    /// What is chosen.
    choices: Memo<Choices>,
) -> AnyView {
    let words = use_words();
    let catalogue = use_catalogue();
    // Only the kind of offer decides which buttons there are: a new number of seats changes fields, not buttons.
    let way = {
        let catalogue = catalogue.clone();
        Memo::new(move |_| Way::of(words, &catalogue.plans[index], &offer.read()))
    };
    let acts = move || {
        let plan = &catalogue.plans[index];
        match way.get() {
            Way::Begin => begin(words, plan, offer, choices),
            Way::Talk => talk(words, plan, choices),
            Way::Buy => view! {
                {buy(words, plan, choices, None)}
                {try_it(words, plan, choices)}
            }
            .into_any(),
            Way::Blocked(reason) => buy(words, plan, choices, Some(reason)),
        }
    };
    view! { <div class="plan-card__acts" on:pointerenter=|_| Part::Checkout.expect() on:focusin=|_| Part::Checkout.expect()>{acts}</div> }.into_any()
}

/// How a plan can be had.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Way {
    /// At once and for nothing.
    Begin,
    /// By talking to sales.
    Talk,
    /// For money, perhaps after a trial.
    Buy,
    /// Not so, for this reason.
    Blocked(String),
}

impl Way {
    fn of(words: Words, plan: &Plan, offer: &CardOffer) -> Self {
        match offer {
            CardOffer::Free { .. } => Self::Begin,
            CardOffer::OnRequest => Self::Talk,
            CardOffer::Sold(_) => Self::Buy,
            CardOffer::Refused { refusal, .. } if QuoteError::leads_to_sales(refusal) => Self::Talk,
            CardOffer::Refused { refusal, .. } => Self::Blocked(reason(words, plan, refusal)),
        }
    }
}

fn name(words: Words, plan: &Plan) -> String {
    plan.name.in_language(words.locale().code()).to_owned()
}

/// A form that starts a checkout of a paid plan; greyed out with its reason where it cannot be bought so.
fn buy(words: Words, plan: &Plan, choices: Memo<Choices>, blocked: Option<String>) -> AnyView {
    let class = if plan.most_popular { "button button--primary" } else { "button" };
    let label = words.plans_buy(name(words, plan));
    if blocked.is_some() {
        return view! { <button class=class type="button" aria-disabled="true" title=blocked>{label}</button> }
            .into_any();
    }
    let said = Memo::new(move |_| choices.get().said());
    let id = plan.id.clone();
    view! {
        <form method="post" action=START_CHECKOUT>
            <input type="hidden" name="plan" value=id/>
            <input type="hidden" name="term" value=move || said.get().term/>
            <input type="hidden" name="seats" value=move || said.get().seats/>
            <input type="hidden" name="currency" value=move || said.get().currency/>
            <button class=format!("{class} button--wide") type="submit">{label}</button>
        </form>
    }
    .into_any()
}

/// A form that starts a checkout of a plan that costs nothing.
fn begin(words: Words, plan: &Plan, offer: Memo<CardOffer>, choices: Memo<Choices>) -> AnyView {
    let seats = move || match &*offer.read() {
        CardOffer::Free { seats } => seats.to_string(),
        _ => String::new(),
    };
    let id = plan.id.clone();
    view! {
        <form method="post" action=START_CHECKOUT>
            <input type="hidden" name="plan" value=id/>
            <input type="hidden" name="seats" value=seats/>
            <input type="hidden" name="currency" value=move || choices.read().currency.code()/>
            <button class="button button--wide" type="submit">{words.plans_start_free(name(words, plan))}</button>
        </form>
    }
    .into_any()
}

fn try_it(words: Words, plan: &Plan, choices: Memo<Choices>) -> Option<AnyView> {
    let days = plan.trial_days?;
    let id = plan.id.clone();
    let address = move || format!("/trial/start?plan={id}&seats={}", choices.read().seats);
    let label = words.plans_start_trial(name(words, plan), words.common_days(days));
    let link = view! {
        <a class="button button--plain" href=address>{label}</a>
        <p class="plan-card__note">{words.plans_trial_note()}</p>
    };
    Some(link.into_any())
}

fn talk(words: Words, plan: &Plan, choices: Memo<Choices>) -> AnyView {
    let id = plan.id.clone();
    let address = move || {
        let Said { seats, .. } = choices.get().said();
        format!("/contact-sales?plan={id}&seats={seats}")
    };
    view! { <a class="button" href=address>{words.plans_contact_sales()}</a> }.into_any()
}

//! A plan's card: whom it is for, what it costs for the choices made and why, and the way to have it.

use std::sync::Arc;

use domain::catalogue::{Catalogue, Plan};
use domain::decimal::Decimal;
use domain::money::Currency;
use domain::refusal::Refusal;
use domain::term::Term;
use leptos::prelude::*;
use messages::Words;

use super::acts::Acts;
use super::choices::Choices;
use super::highlights::Highlights;
use super::offer::{CardOffer, Sold, card_offer};
use crate::components::disclosure::Disclosure;
use crate::setting::{use_catalogue, use_words};
use crate::view::{AnyView, IntoAny};

/// The card of the plan at this place in the catalogue.
#[component]
pub fn PlanCard(
    /// Its place.
    index: usize,
    /// What prices are shown for.
    choices: Memo<Choices>,
) -> AnyView {
    let words = use_words();
    let catalogue = use_catalogue();
    let language = words.locale().code();
    let plan = &catalogue.plans[index];
    let name = plan.name.in_language(language).to_owned();
    let popular = plan.most_popular;
    let offer = {
        let catalogue = catalogue.clone();
        Memo::new(move |_| card_offer(&catalogue.plans[index], choices.get()))
    };
    let mark = popular.then(|| view! { <span class="badge badge--accent">{words.plans_most_popular()}</span> });
    view! {
        <li class="plan-card" data-popular=popular.then_some("")>
            <div class="plan-card__head">
                <h2>{name}</h2>
                {mark}
            </div>
            <p class="plan-card__pitch">{plan.summary.in_language(language).to_owned()}</p>
            <Price index offer choices/>
            <Sum index offer choices/>
            <Acts index offer choices/>
            <Highlights index/>
        </li>
    }
    .into_any()
}

/// The large figure and what it is for.
#[component]
fn Price(index: usize, offer: Memo<CardOffer>, choices: Memo<Choices>) -> AnyView {
    let words = use_words();
    let catalogue = use_catalogue();
    let figure = move || {
        let money = |unit: Decimal| words.decimal_money(unit, choices.read().currency);
        match &*offer.read() {
            CardOffer::Free { .. } => words.plans_price_free().to_owned(),
            CardOffer::OnRequest => words.plans_price_sales().to_owned(),
            CardOffer::Sold(Sold { unit, .. }) | CardOffer::Refused { unit: Some(unit), .. } => money(*unit),
            CardOffer::Refused { unit: None, .. } => "–".to_owned(),
        }
    };
    let unit = move || match &*offer.read() {
        CardOffer::Free { .. } => words.plans_price_free_seats(catalogue.plans[index].seats.max),
        CardOffer::OnRequest => String::new(),
        CardOffer::Sold(_) | CardOffer::Refused { .. } => per_seat(words, choices.read().term),
    };
    view! {
        <p class="plan-card__price">
            <span class="money">{figure}</span>
            <span>{unit}</span>
        </p>
    }
    .into_any()
}

fn per_seat(words: Words, term: Term) -> String {
    match term {
        Term::Month => words.plans_per_seat_month().to_owned(),
        Term::Year => words.plans_per_seat_year().to_owned(),
        Term::TwoYears | Term::ThreeYears => words.plans_per_seat_term(words.term(term)),
    }
}

/// What it comes to: the total, what the term saves, and why; or why there is no total.
#[component]
fn Sum(index: usize, offer: Memo<CardOffer>, choices: Memo<Choices>) -> AnyView {
    let words = use_words();
    let catalogue = use_catalogue();
    let total = move || total(words, &catalogue, index, &offer.read(), choices.get());
    view! {
        <div class="plan-card__sum">
            <p class="plan-card__total">{total}</p>
            <p class="plan-card__saving">{move || saving(words, &offer.read())}</p>
            <Why offer currency=Memo::new(move |_| choices.read().currency)/>
        </div>
    }
    .into_any()
}

/// The total for the choices made, or why there is none.
fn total(words: Words, catalogue: &Arc<Catalogue>, index: usize, offer: &CardOffer, choices: Choices) -> String {
    match offer {
        CardOffer::Free { .. } => String::new(),
        CardOffer::OnRequest => {
            most_self_service_seats(catalogue).map_or_else(String::new, |most| words.plans_price_sales_hint(most))
        }
        CardOffer::Sold(Sold { total, .. }) => {
            words.plans_total_for(words.money(*total), words.common_seats(choices.seats), words.term(choices.term))
        }
        CardOffer::Refused { refusal, .. } => reason(words, &catalogue.plans[index], refusal),
    }
}

/// The sentence of a refusal about this plan, with its name.
pub(super) fn reason(words: Words, plan: &Plan, refusal: &Refusal) -> String {
    words.refusal_naming(refusal, |fact, id| {
        (fact == "plan" && id == plan.id).then(|| plan.name.in_language(words.locale().code()).to_owned())
    })
}

/// The most seats that can be bought without talking to anybody.
fn most_self_service_seats(catalogue: &Catalogue) -> Option<u32> {
    catalogue.plans.iter().filter(|plan| plan.is_self_service()).map(|plan| plan.seats.max).max()
}

fn saving(words: Words, offer: &CardOffer) -> String {
    let CardOffer::Sold(Sold { saving: Some((saving, against)), .. }) = offer else { return String::new() };
    let (amount, percent) = (words.money(saving.amount), words.percent(Decimal::from(i64::from(saving.percent))));
    match against {
        Term::Month => words.plans_saving_monthly(amount, percent),
        Term::Year | Term::TwoYears | Term::ThreeYears => words.plans_saving_yearly(amount, percent),
    }
}

/// How the total comes about, for whoever asks.
#[component]
fn Why(offer: Memo<CardOffer>, currency: Memo<Currency>) -> AnyView {
    let words = use_words();
    let sold = Memo::new(move |_| matches!(&*offer.read(), CardOffer::Sold(_)));
    let steps = move || match &*offer.read() {
        CardOffer::Sold(Sold { steps, .. }) => steps
            .iter()
            .map(|step| {
                let seats = words.common_seats(step.quantity);
                let line = words.quote_step(seats, words.decimal_money(step.unit_price, currency.get()));
                view! { <li>{line}</li> }
            })
            .collect_view(),
        _ => Vec::new(),
    };
    let several = move || matches!(&*offer.read(), CardOffer::Sold(Sold { steps, .. }) if steps.len() > 1);
    view! {
        <div hidden=move || !sold.get()>
            <Disclosure summary=words.review_why().to_owned()>
                <ul class="derivation" role="list">{steps}</ul>
                <p class="fine" hidden=move || !several()>{words.plans_price_graduated()}</p>
            </Disclosure>
        </div>
    }
    .into_any()
}

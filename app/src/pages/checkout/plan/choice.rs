//! Plan, term and currency: one of several each, with its price.

use domain::catalogue::{Offer, Plan};
use domain::money::Currency;
use domain::term::Term;
use leptos::prelude::*;
use messages::Words;

use super::Fields;
use crate::components::choices::{Choice, Choices};
use crate::components::field_state::FieldState;
use crate::components::segmented::{Segment, Segmented};
use crate::components::select_field::{Entry, SelectField};
use crate::setting::{use_catalogue, use_words};
use crate::view::{AnyView, IntoAny};

/// The plans that can be bought here.
#[component]
pub fn Plans(fields: Fields) -> AnyView {
    let words = use_words();
    let catalogue = use_catalogue();
    let language = words.locale().code();
    let card = |plan: &Plan| {
        let own = plan.clone();
        Choice {
            value: plan.id.clone(),
            label: plan.name.in_language(language).to_owned(),
            note: plan.summary.in_language(language).to_owned(),
            aside: Some(Signal::derive(move || price(words, &own, fields))),
        }
    };
    let choices = catalogue.plans.iter().filter(|plan| plan.is_self_service()).map(card).collect();
    view! {
        <Choices
            name="plan"
            legend=words.checkout_plan_label()
            choices
            chosen=fields.plan.value
            on_choose=choose(fields, fields.plan)
        />
        <Objection field=fields.plan/>
    }
    .into_any()
}

/// The price of a seat for the term and the currency that are chosen.
fn price(words: Words, plan: &Plan, fields: Fields) -> String {
    let (term, currency) = (fields.term.value.read().parse::<Term>(), fields.currency.value.read().parse::<Currency>());
    match (&plan.offer, term, currency) {
        (Offer::Free, _, _) => words.plans_price_free().to_owned(),
        (_, Ok(term), Ok(currency)) => match plan.price(currency, term) {
            Some(price) => {
                words.checkout_plan_price(words.decimal_money(price.model.list_price(), currency), words.term(term))
            }
            None => words.plans_price_not_sold(words.term(term)),
        },
        _ => String::new(),
    }
}

/// How long is paid for. Not asked for a plan without a term.
#[component]
pub fn Terms(fields: Fields) -> AnyView {
    let words = use_words();
    let catalogue = use_catalogue();
    let segments: Vec<Segment> = catalogue.terms.iter().map(|term| segment(words, *term)).collect();
    let takes_term = {
        let catalogue = catalogue.clone();
        Memo::new(move |_| catalogue.plan(&fields.plan.value.read()).is_none_or(|plan| !plan.prices().is_empty()))
    };
    let first = catalogue.terms.first().map_or("", |term| term.code());
    let chosen = Memo::new(move |_| fields.term.value.read().parse::<Term>().map_or(first, Term::code));
    view! {
        <div hidden=move || !takes_term.get()>
            <Segmented
                name="term"
                legend=words.checkout_term_label()
                segments
                chosen
                on_choose=choose(fields, fields.term)
            />
            <Objection field=fields.term/>
        </div>
    }
    .into_any()
}

fn segment(words: Words, term: Term) -> Segment {
    let label = term.years().map_or_else(|| words.plans_term_month().to_owned(), |years| words.plans_term_years(years));
    Segment { value: term.code(), label, note: None }
}

/// The currency to pay in.
#[component]
pub fn Currencies(fields: Fields) -> AnyView {
    let words = use_words();
    let catalogue = use_catalogue();
    let entries = catalogue.currencies.iter().map(|currency| Entry::new(currency.code(), currency.code())).collect();
    view! { <SelectField field=fields.currency label=words.checkout_currency_label() entries/> }.into_any()
}

/// Takes a choice over.
fn choose(fields: Fields, field: FieldState) -> Callback<String> {
    Callback::new(move |value| {
        field.typed(value);
        fields.chose();
    })
}

/// What stands against a choice, under its buttons.
#[component]
fn Objection(field: FieldState) -> AnyView {
    let words = use_words();
    let error = field.error_signal();
    view! {
        <p class="field__error" id=field.name tabindex="-1" hidden=move || error.read().is_none()>
            <span class="unseen">{words.common_error_prefix()} " "</span>
            <span>{move || error.get()}</span>
        </p>
    }
    .into_any()
}

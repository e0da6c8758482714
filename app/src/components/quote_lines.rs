//! What is bought, line by line; each line explains its amount to whoever asks.

use domain::money::Currency;
use domain::quote::{Quote, QuoteLine};
use leptos::prelude::*;
use messages::Words;

use crate::components::disclosure::Disclosure;
use crate::setting::use_words;
use crate::view::{AnyView, IntoAny};

/// The lines of a quote.
#[component]
pub fn QuoteLines(
    /// The quote.
    #[prop(into)]
    quote: Signal<Quote>,
    /// Whether each line offers its explanation, as in the review.
    #[prop(optional)]
    explained: bool,
) -> AnyView {
    let words = use_words();
    let lines = move || {
        let quote = quote.read();
        quote.lines.iter().map(|line| item(words, line, quote.currency, explained)).collect_view()
    };
    view! { <ul class="lines" role="list">{lines}</ul> }.into_any()
}

fn item(words: Words, line: &QuoteLine, currency: Currency, explained: bool) -> AnyView {
    let name = line.name.in_language(words.locale().code()).to_owned();
    let amount = words.money(domain::money::Money::new(line.amount_minor, currency));
    let why = explained.then(|| why(words, line, currency, &name, &amount));
    view! {
        <li class="line">
            <p class="line__what">{name}</p>
            <p class="line__amount money">{amount}</p>
            <p class="line__how">{words.derivation(line, currency)}</p>
            {why}
        </li>
    }
    .into_any()
}

fn why(words: Words, line: &QuoteLine, currency: Currency, name: &str, amount: &str) -> AnyView {
    let (derivation, sum) = (words.derivation(line, currency), amount.to_owned());
    let sentences = words.explanation(line, currency).into_iter().map(|sentence| view! { <li>{sentence}</li> });
    let sentences = sentences.collect_view();
    view! {
        <Disclosure summary=words.review_why().to_owned() label=words.review_why_item(amount, name)>
            <ul class="derivation" role="list">
                <li>
                    <span>{derivation}</span>
                    <span class="money">{sum}</span>
                </li>
                {sentences}
            </ul>
        </Disclosure>
    }
    .into_any()
}

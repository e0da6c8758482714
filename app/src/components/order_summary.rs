//! The order, always in reach: beside the form on a wide window, a bar at the foot of a phone that opens into a sheet.

use domain::checkout::TaxKnowledge;
use domain::quote::Quote;
use leptos::prelude::*;
use messages::Words;

use crate::children::Children;
use crate::components::quote_lines::QuoteLines;
use crate::components::quote_totals::QuoteTotals;
use crate::setting::use_words;
use crate::view::{AnyView, IntoAny};

/// Lines, sums, what follows and how to end it.
#[component]
pub fn OrderSummary(
    /// The quote, made in the browser from the choices on the page.
    #[prop(into)]
    quote: Signal<Quote>,
    /// What is known about its tax; all of it where nothing is said.
    #[prop(optional)]
    tax: Option<Signal<TaxKnowledge>>,
    /// What stands between lines and sums: the coupon's entry, where one can be entered.
    #[prop(optional)]
    children: Option<Children>,
) -> AnyView {
    let words = use_words();
    let tax = tax.unwrap_or_else(|| Signal::stored(TaxKnowledge::Known));
    let total = Memo::new(move |_| words.money(tax.get().total_of(&quote.read())));
    view! {
        <aside class="summary" aria-label=words.checkout_summary_title()>
            <p class="summary__due">
                {words.checkout_due_today()} " " <output class="money">{move || total.get()}</output>
            </p>
            <details class="summary__sheet">
                <summary class="summary__more">{words.checkout_summary_title()}</summary>
                <div class="summary__body">
                    <h2>{words.checkout_summary_title()}</h2>
                    <QuoteLines quote/>
                    {children.map(Children::view)}
                    <QuoteTotals quote tax/>
                    {move || what_follows(words, &quote.read(), tax.get())}
                </div>
            </details>
        </aside>
    }
    .into_any()
}

/// The amount and date of what follows, and how to cancel; or that nothing does.
fn what_follows(words: Words, quote: &Quote, tax: TaxKnowledge) -> AnyView {
    let (Some(on), Some(amount)) = (quote.renews_on, tax.renewal_of(quote)) else {
        return view! { <p class="summary__next">{words.checkout_then_nothing()}</p> }.into_any();
    };
    let note = match tax {
        TaxKnowledge::Unknown => words.checkout_then_note_before_tax(),
        TaxKnowledge::Known | TaxKnowledge::WithoutId => words.then_note(quote),
    };
    view! {
        <p class="summary__next">
            <strong>{words.checkout_then(words.money(amount), words.date(on))}</strong> " " {note}
        </p>
        <p class="summary__next">{words.checkout_cancel_how()}</p>
    }
    .into_any()
}

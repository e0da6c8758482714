//! What is bought and what it costs: every line, the coupon and the tax say why.

use domain::quote::{Quote, TaxEntry};
use leptos::prelude::*;
use messages::Words;

use super::Facts;
use crate::components::quote_lines::QuoteLines;
use crate::components::quote_totals::QuoteTotals;
use crate::pages::checkout::address;
use crate::pages::checkout::live::Live;
use crate::setting::use_words;
use crate::view::{AnyView, IntoAny};

/// Lines, sums, and why.
#[component]
pub fn Costs(live: Live, facts: Facts, quote: Memo<Quote>) -> AnyView {
    let words = use_words();
    let prices_of = move || words.review_prices_of(words.date(quote.read().as_of));
    let reasons = move || {
        let quote = quote.read();
        let coupon = quote.discount.iter().map(|coupon| words.coupon_explanation(coupon, quote.currency));
        let taxes = quote.tax.iter().map(|entry| tax(words, facts, &quote, entry));
        let checked = quote.tax_facts.vat_id.iter().map(|id| words.quote_tax_format_checked(id));
        coupon.chain(taxes).chain(checked).map(|sentence| view! { <li>{sentence}</li> }).collect_view()
    };
    view! {
        <section class="card" aria-labelledby="lines-title">
            <div class="card__head">
                <h2 id="lines-title">{words.review_lines_title()}</h2>
                <span class="fine">
                    {prices_of}
                    {live.can_edit().then(|| view! { " · " <a href=address::plan(live.id())>{words.review_change_plan()}</a> })}
                </span>
            </div>
            <QuoteLines quote explained=true/>
            <QuoteTotals quote due=words.review_due_title()/>
            <ul class="reasons" role="list">{reasons}</ul>
        </section>
    }
    .into_any()
}

fn tax(words: Words, facts: Facts, quote: &Quote, entry: &TaxEntry) -> String {
    words.tax_explanation(entry, quote.currency, &facts.country(entry.jurisdiction.code()))
}

//! What differs between the quote that somebody saw and the one of now, why, and line by line.

use domain::money::Money;
use domain::quote::{LineDifference, LineFigures, Quote, QuoteRequest, changed_facts, difference};
use leptos::prelude::*;
use messages::Words;

use crate::setting::use_words;
use crate::view::{AnyView, IntoAny};

/// Why they differ, the lines that do, and the totals.
#[component]
pub fn QuoteDifference(
    /// As it was seen.
    before: Quote,
    /// As it is now.
    now: Quote,
) -> AnyView {
    let words = use_words();
    let reasons = reasons(words, &before, &now).into_iter().map(|reason| view! { <p>{reason}</p> }).collect_view();
    let rows = difference(&before, &now).into_iter().map(|line| row(words, &before, &now, &line)).collect_view();
    view! {
        {reasons}
        <table class="comparison" role="table">
            <thead role="rowgroup">
                <tr role="row">
                    <th scope="col" role="columnheader">{words.checkout_changed_item()}</th>
                    <th scope="col" role="columnheader">{words.checkout_changed_before()}</th>
                    <th scope="col" role="columnheader">{words.checkout_changed_after()}</th>
                </tr>
            </thead>
            <tbody role="rowgroup">{rows}</tbody>
            <tfoot role="rowgroup">{total(words, &before, &now)}</tfoot>
        </table>
    }
    .into_any()
}

fn row(words: Words, before: &Quote, now: &Quote, line: &LineDifference) -> AnyView {
    let name = line.name.in_language(words.locale().code()).to_owned();
    let shown = |figures: Option<LineFigures>, quote: &Quote, absent: &str| {
        figures.map_or_else(|| absent.to_owned(), |figures| words.money(quote.money(figures.total_minor())))
    };
    let was = shown(line.before, before, words.checkout_changed_added());
    let is = shown(line.after, now, words.checkout_changed_gone());
    view! {
        <tr role="row" data-changed="">
            <th scope="row" role="rowheader">{name}</th>
            <td role="cell" data-label=words.checkout_changed_before() class="money"><del>{was}</del></td>
            <td role="cell" data-label=words.checkout_changed_after() class="money">{is}</td>
        </tr>
    }
    .into_any()
}

fn total(words: Words, before: &Quote, now: &Quote) -> AnyView {
    let money = |total: Money| words.money(total);
    view! {
        <tr role="row">
            <th scope="row" role="rowheader">{words.checkout_changed_total()}</th>
            <td role="cell" data-label=words.checkout_changed_before() class="money">{money(before.total())}</td>
            <td role="cell" data-label=words.checkout_changed_after() class="money">{money(now.total())}</td>
        </tr>
    }
    .into_any()
}

/// Why they differ, each reason once.
fn reasons(words: Words, before: &Quote, now: &Quote) -> Vec<&'static str> {
    let reason = |fact: &'static str| match fact {
        "catalogue_version" => Some(words.checkout_changed_reason_catalogue()),
        "as_of" => Some(words.checkout_changed_reason_day()),
        "tax_facts" => Some(words.checkout_changed_reason_tax()),
        _ => None,
    };
    let mut reasons: Vec<_> = changed_facts(before, now).into_iter().filter_map(reason).collect();
    let same_day = QuoteRequest { as_of: now.as_of, ..before.request.clone() };
    if same_day != now.request {
        reasons.push(words.checkout_changed_reason_request());
    }
    reasons
}

//! The sums under a quote's lines: subtotal, discount, tax, and what is due. Changes of the latter are announced.

use domain::checkout::TaxKnowledge;
use domain::money::Money;
use domain::quote::{Quote, TaxEntry};
use leptos::prelude::*;
use messages::Words;

use crate::setting::use_words;
use crate::view::{AnyView, IntoAny};

/// The sums of a quote.
#[component]
pub fn QuoteTotals(
    /// The quote.
    #[prop(into)]
    quote: Signal<Quote>,
    /// What is known about its tax; all of it where nothing is said.
    #[prop(optional)]
    tax: Option<Signal<TaxKnowledge>>,
    /// What the last sum is called; “due today” where nothing is said.
    #[prop(optional, into)]
    due: Option<String>,
) -> AnyView {
    let words = use_words();
    let due = due.unwrap_or_else(|| words.checkout_due_today().to_owned());
    let tax = tax.unwrap_or_else(|| Signal::stored(TaxKnowledge::Known));
    let total = Memo::new(move |_| words.money(tax.get().total_of(&quote.read())));
    view! {
        <dl class="totals">
            {move || sums(words, &quote.read(), tax.get())}
            <div class="totals__due">
                <dt>{due}</dt>
                <dd>
                    <output class="money">{move || total.get()}</output>
                </dd>
            </div>
        </dl>
        <p class="totals__note" hidden=move || tax.get() != TaxKnowledge::Unknown>
            {words.checkout_tax_unknown()}
        </p>
    }
    .into_any()
}

fn sums(words: Words, quote: &Quote, tax: TaxKnowledge) -> AnyView {
    let money = |minor| words.money(quote.money(minor));
    let discount = quote.discount.as_ref().map(|coupon| {
        view! {
            <div class="totals__saving">
                <dt>{words.checkout_discount_line(&coupon.code)}</dt>
                <dd class="money">{words.money(Money::new(-quote.discount_minor, quote.currency))}</dd>
            </div>
        }
    });
    let known = quote.tax.iter().filter(|_| tax != TaxKnowledge::Unknown);
    let taxes = known.map(|entry| {
        view! {
            <div>
                <dt>{tax_name(words, entry)}</dt>
                <dd class="money">{money(entry.amount_minor)}</dd>
            </div>
        }
    });
    view! {
        <div>
            <dt>{words.common_subtotal()}</dt>
            <dd class="money">{money(quote.subtotal_minor)}</dd>
        </div>
        {discount}
        {taxes.collect_view()}
    }
    .into_any()
}

fn tax_name(words: Words, entry: &TaxEntry) -> String {
    if entry.rate.is_zero() {
        words.common_no_vat().to_owned()
    } else {
        words.checkout_tax_line(words.percent(entry.rate))
    }
}

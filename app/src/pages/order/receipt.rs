//! The receipt: everything that was bought, every sum, the tax with its reason, who sold, who bought, how it was paid.
//! Before the money has arrived it is what was ordered. Printed it is alone on its page (ux 28).

use domain::address::{Address, Field, fields};
use domain::country::Country;
use domain::quote::Quote;
use leptos::prelude::*;
use messages::Words;

use super::live::Live;
use crate::api::order::OrderPicture;
use crate::components::icon::{Glyph, Icon};
use crate::components::quote_lines::QuoteLines;
use crate::components::quote_totals::QuoteTotals;
use crate::setting::use_words;
use crate::view::{AnyView, IntoAny};

/// The receipt of the order.
#[component]
pub fn Receipt(live: Live) -> AnyView {
    let words = use_words();
    let settled = live.part(|order| order.is_settled());
    let quote = live.part(|order| order.quote.clone());
    let picture = live.picture();
    let shown = move || {
        let settled = settled.get();
        let title = if settled { words.order_receipt_title() } else { words.order_receipt_ordered() };
        let due = if settled { words.order_receipt_total_paid() } else { words.order_receipt_total() };
        let no_invoice = settled.then(|| view! { <p class="receipt__note">{words.order_receipt_no_invoice()}</p> });
        view! {
            <div class="card__head">
                <h2 id="receipt">{title}</h2>
                {settled.then(print_button)}
            </div>
            {move || picture.with(|picture| parties(words, picture))}
            <QuoteLines quote/>
            {period(words, &quote.read())}
            <QuoteTotals quote due=due.to_owned()/>
            {picture.with(|picture| taxes(words, picture))}
            {no_invoice}
        }
    };
    view! { <section class="card receipt" aria-labelledby="receipt">{shown}</section> }.into_any()
}

fn print_button() -> AnyView {
    let words = use_words();
    let print = move |_| {
        let _ = window().print();
    };
    view! {
        <button class="button button--small receipt__print" type="button" on:click=print>
            <Icon glyph=Glyph::Print/>
            {words.order_receipt_print()}
        </button>
    }
    .into_any()
}

fn parties(words: Words, picture: &OrderPicture) -> AnyView {
    view! {
        <div class="receipt__parties">
            <div>
                <h3>{words.order_receipt_seller()}</h3>
                <address>{lines(seller(words, picture))}</address>
            </div>
            <div>
                <h3>{words.order_receipt_buyer()}</h3>
                <address>{lines(buyer(words, picture))}</address>
            </div>
            <div>
                <h3>{words.order_receipt_payment()}</h3>
                {lines(payment(words, picture))}
            </div>
            <div>
                <h3>{words.order_receipt_number()}</h3>
                <p class="ltr receipt__number">{picture.order.id.to_string()}</p>
                <h3>{words.order_receipt_date()}</h3>
                <p>
                    <time datetime=picture.order.placed_at.to_string()>{words.date_time(picture.order.placed_at)}</time>
                </p>
            </div>
        </div>
    }
    .into_any()
}

fn lines(lines: Vec<String>) -> AnyView {
    lines.into_iter().map(|line| view! { <p>{line}</p> }).collect_view().into_any()
}

fn seller(words: Words, picture: &OrderPicture) -> Vec<String> {
    let seller = &picture.seller;
    let mut lines = vec![seller.name.clone()];
    lines.extend(seller.address.iter().cloned());
    lines.extend(seller.vat_id.as_ref().map(|id| words.order_receipt_vat_id(id)));
    lines.push(seller.email.clone());
    lines
}

/// Name and address, the address in the order of its country.
fn buyer(words: Words, picture: &OrderPicture) -> Vec<String> {
    let buyer = &picture.order.buyer;
    let mut lines = vec![buyer.company.clone(), buyer.name.clone()];
    if let Some(country) = buyer.address.country {
        lines.extend(address_lines(&buyer.address, country));
        lines.push(picture.country(country).to_owned());
    }
    lines.extend(buyer.vat_id.as_ref().map(|id| words.order_receipt_vat_id(id)));
    lines.push(buyer.email.to_string());
    let number = buyer.purchase_order.as_ref();
    lines.extend(number.map(|number| format!("{}: {number}", words.order_receipt_purchase_order())));
    lines.retain(|line| !line.is_empty());
    lines
}

/// The address as its country writes it; town and postal code share a line where they stand beside each other.
fn address_lines(address: &Address, country: Country) -> Vec<String> {
    let shares = |field| matches!(field, Field::City | Field::PostalCode);
    let mut lines: Vec<String> = Vec::new();
    let mut shared = false;
    for field in fields(country).iter().map(|spec| spec.field) {
        let typed = address.typed(field).trim();
        match lines.last_mut() {
            Some(line) if shared && shares(field) && !typed.is_empty() => *line = format!("{line} {typed}"),
            _ => lines.push(typed.to_owned()),
        }
        shared = shares(field);
    }
    lines
}

fn payment(words: Words, picture: &OrderPicture) -> Vec<String> {
    let order = &picture.order;
    let Some(payment) = &order.payment else {
        return vec![words.order_receipt_nothing_paid().to_owned()];
    };
    let paid = payment.paid.map(|paid| words.order_receipt_paid_on(words.date_time(paid.at)));
    let mut lines = vec![words.method_kind(&payment.method)];
    lines.push(paid.unwrap_or_else(|| words.order_receipt_not_paid().to_owned()));
    lines.extend(payment.refunded.map(|refunded| words.order_receipt_refunded(words.money(refunded))));
    lines
}

/// From when to when the recurring lines are paid for.
fn period(words: Words, quote: &Quote) -> Option<AnyView> {
    let until = quote.renews_on?;
    let text = words.order_receipt_period(words.date(quote.as_of), words.date(until));
    Some(view! { <p class="receipt__period fine">{text}</p> }.into_any())
}

/// Why each tax is what it is, in the words that the law wants where there is none.
fn taxes(words: Words, picture: &OrderPicture) -> AnyView {
    let quote = &picture.order.quote;
    let why = |tax| words.tax_explanation(tax, quote.currency, picture.country(tax.jurisdiction));
    let reasons = quote.tax.iter().map(|tax| view! { <p class="receipt__note">{why(tax)}</p> }).collect_view();
    let basis = quote.discount.as_ref().map(|coupon| {
        view! { <p class="receipt__note">{words.coupon_explanation(coupon, quote.currency)}</p> }
    });
    view! { {basis} {reasons} }.into_any()
}

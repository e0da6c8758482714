//! What was entered before, each with the way back to it. Nothing is asked twice.

use domain::checkout::{CheckoutView, Details};
use domain::quote::Quote;
use leptos::prelude::*;

use super::Facts;
use crate::children::Children;
use crate::components::postal_address::PostalAddress;
use crate::pages::checkout::address;
use crate::pages::checkout::live::Live;
use crate::setting::use_words;
use crate::view::{AnyView, IntoAny};

/// One of them: its title, the way back, and what was entered.
#[component]
fn Block(
    #[prop(into)] title: String,
    /// Where it is changed, and what the link says; `None` where there is nothing to change.
    change: Option<(String, &'static str)>,
    children: Children,
) -> AnyView {
    let change = change.map(|(address, label)| view! { <a href=address>{label}</a> });
    view! {
        <div class="review-block">
            <h3>{title}</h3>
            {change}
            {children.view()}
        </div>
    }
    .into_any()
}

/// Who buys, how it is paid, what follows.
#[component]
pub fn Blocks(live: Live, facts: Facts, quote: Memo<Quote>) -> AnyView {
    view! {
        <section>
            {move || view! { <Buyer live facts/> }}
            <Paid live facts quote/>
            <Follows quote/>
        </section>
    }
    .into_any()
}

#[component]
fn Buyer(live: Live, facts: Facts) -> AnyView {
    let words = use_words();
    let Details { company, contact_name, contact_email, address: place, vat_id, purchase_order, invoice_email, .. } =
        live.view().get().content.details;
    let country = place.country.map(|country| facts.country(country.code())).unwrap_or_default();
    let receipts = invoice_email.filter(|email| !email.trim().is_empty()).unwrap_or_else(|| contact_email.clone());
    let vat_id = vat_id.filter(|id| !id.trim().is_empty()).map(|id| words.review_vat_id(id));
    let number =
        purchase_order.filter(|number| !number.trim().is_empty()).map(|number| words.review_order_number(number));
    let facts = vat_id.into_iter().chain(number).map(|line| view! { <p>{line}</p> }).collect_view();
    let change = live.can_edit().then(|| (address::details(live.id()), words.review_change_details()));
    view! {
        <Block title=words.review_buyer_title() change>
            <PostalAddress address=place above=vec![company, contact_name] country/>
            {facts}
        </Block>
        <Block title=words.review_invoice_title() change=None>
            <p dir="ltr" class="review-block__address">{receipts}</p>
        </Block>
    }
    .into_any()
}

#[component]
fn Paid(live: Live, facts: Facts, quote: Memo<Quote>) -> AnyView {
    let words = use_words();
    let free = Memo::new(move |_| quote.read().is_free());
    let shown = move || {
        let method = facts.payment.with_value(|payment| payment.chosen.as_ref().map(|kind| words.method_kind(kind)));
        let (text, change) = if free.get() {
            (words.checkout_due_nothing().to_owned(), None)
        } else {
            let change = (address::payment(live.id()), words.review_change_payment());
            let pays = live.view().with_untracked(CheckoutView::is_to_pay);
            let method = method.unwrap_or_else(|| words.review_payment_open().to_owned());
            (method, Some(change).filter(|_| pays))
        };
        view! {
            <Block title=words.review_payment_title() change>
                <p>{text}</p>
            </Block>
        }
    };
    view! { {shown} }.into_any()
}

/// What renews and when, and how to end it.
#[component]
fn Follows(quote: Memo<Quote>) -> AnyView {
    let words = use_words();
    let sentences = move || {
        let quote = quote.read();
        let renewal = quote.renews_on.zip(quote.renewal_total_minor).zip(quote.request.term);
        match renewal {
            Some(((on, minor), term)) => {
                let amount = words.money(quote.money(minor));
                let (on, term) = (words.date(on), words.term(term));
                let renews = if quote.is_taxed() {
                    words.review_renewal_text(on, term, amount)
                } else {
                    words.review_renewal_text_untaxed(on, term, amount)
                };
                format!("{renews} {}", words.review_cancel_how())
            }
            None => words.review_renewal_none().to_owned(),
        }
    };
    view! {
        <Block title=words.review_renewal_title() change=None>
            <p>{sentences}</p>
        </Block>
    }
    .into_any()
}

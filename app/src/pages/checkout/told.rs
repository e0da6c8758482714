//! What the buyer is told before the form: what others changed meanwhile, and what today's prices changed.

use domain::checkout::FieldChange;
use domain::quote::{Quote, changed_facts, difference};
use leptos::prelude::*;
use messages::Words;
use serde_json::Value;

use super::live::Live;
use super::news::News;
use crate::components::notice::{Notice, Tone};
use crate::components::quote_difference::QuoteDifference;
use crate::setting::use_words;
use crate::view::{AnyView, IntoAny};

/// Everything there is to tell.
#[component]
pub fn Told(live: Live) -> AnyView {
    let news = live.known().news();
    let shown = move || {
        let told = news.get();
        (!told.is_empty()).then(|| view! { <Changes live told/> })
    };
    view! {
        {shown}
        <Resumed live/>
    }
    .into_any()
}

/// Values that others have entered.
#[component]
fn Changes(live: Live, told: News) -> AnyView {
    let words = use_words();
    let News { overwrote, newer } = told;
    let newer = newer.into_iter().map(move |change| {
        let (was, now) = (shown(words, change.was.as_ref()), shown(words, change.now.as_ref()));
        view! { <li>{words.checkout_changed_elsewhere(field_name(words, &change), was, now)}</li> }
    });
    let overwrote = overwrote.into_iter().map(move |change| {
        let (was, now) = (shown(words, change.was.as_ref()), shown(words, change.now.as_ref()));
        view! { <li>{words.checkout_replaced_elsewhere(field_name(words, &change), was, now)}</li> }
    });
    let close = move |_| live.known().news().set(News::default());
    view! {
        <Notice tone=Tone::Warn title=words.checkout_conflict_title()>
            <ul>{newer.collect_view()} {overwrote.collect_view()}</ul>
            <button type="button" class="button button--plain copy" on:click=close>{words.common_close()}</button>
        </Notice>
    }
    .into_any()
}

/// What a field is called on its page.
fn field_name(words: Words, change: &FieldChange) -> String {
    let name = match change.field.rsplit('/').next().unwrap_or_default() {
        "plan" => words.checkout_plan_label(),
        "seats" => words.checkout_seats_label(),
        "term" => words.checkout_term_label(),
        "currency" => words.checkout_currency_label(),
        "coupon" => words.checkout_coupon_label(),
        "company" => words.details_company(),
        "contact_name" => words.details_contact_name(),
        "contact_email" => words.details_contact_email(),
        "country" => words.details_country(),
        "line1" => words.details_line1(),
        "line2" => words.details_line2(),
        "city" => words.details_city(),
        "region" => words.details_region(),
        "postal_code" => words.details_postal_code(),
        "business" => words.details_business_label(),
        "vat_id" => words.details_vat_id(),
        "purchase_order" => words.details_purchase_order(),
        "invoice_email" => words.details_invoice_email(),
        other => return other.to_owned(),
    };
    name.to_owned()
}

/// A value as text.
fn shown(words: Words, value: Option<&Value>) -> String {
    match value {
        Some(Value::String(text)) => text.clone(),
        Some(Value::Number(number)) => {
            number.as_i64().map_or_else(|| number.to_string(), |number| words.number(number))
        }
        Some(Value::Bool(yes)) => if *yes { words.common_yes() } else { words.common_no() }.to_owned(),
        _ => words.checkout_nothing().to_owned(),
    }
}

/// In a checkout that continues an expired one, until it is edited: what today's prices changed.
#[component]
fn Resumed(live: Live) -> AnyView {
    let words = use_words();
    let compared = Memo::new(move |_| {
        let view = live.view().get();
        let before = view.before.filter(|_| view.version == 1)?;
        let now = live.price().get()?.quote;
        Some((before, now))
    });
    let notice = move |(before, now): (Quote, Quote)| {
        if is_same(&before, &now) {
            return view! { <Notice title=words.checkout_resumed_title()><p>{words.checkout_resumed_same()}</p></Notice> }
                .into_any();
        }
        view! {
            <Notice tone=Tone::Warn title=words.checkout_resumed_title()>
                <QuoteDifference before now/>
            </Notice>
        }
        .into_any()
    };
    view! { {move || compared.get().map(notice)} }.into_any()
}

/// Whether two quotes differ in nothing but their days.
fn is_same(before: &Quote, now: &Quote) -> bool {
    let facts = changed_facts(before, now);
    difference(before, now).is_empty() && !facts.contains(&"total_minor") && !facts.contains(&"renewal_total_minor")
}

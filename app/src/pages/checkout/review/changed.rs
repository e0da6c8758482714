//! The price is not what was shown: the difference line by line, and why. Nothing was charged; the buyer decides.

use domain::quote::{Quote, changed_facts};
use leptos::prelude::*;
use messages::Words;

use crate::components::notice::{Notice, Tone};
use crate::components::quote_difference::QuoteDifference;
use crate::setting::use_words;
use crate::view::{AnyView, IntoAny};

/// The quote that was shown and the one of now.
#[component]
pub fn Difference(before: Quote, now: Quote) -> AnyView {
    let words = use_words();
    let reasons = reasons(words, &before, &now).into_iter().map(|reason| view! { <p>{reason}</p> }).collect_view();
    view! {
        <div id="difference" tabindex="-1">
            <Notice tone=Tone::Warn title=words.checkout_changed_title()>
                <p>{words.checkout_changed_text()}</p>
                {reasons}
                <QuoteDifference before now/>
                <p>{words.review_changed_lead()}</p>
            </Notice>
        </div>
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
    let same_day = domain::quote::QuoteRequest { as_of: now.as_of, ..before.request.clone() };
    if same_day != now.request {
        reasons.push(words.checkout_changed_reason_request());
    }
    reasons
}

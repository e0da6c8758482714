//! The price is not what was shown: the difference, and why. Nothing was charged; the buyer decides.

use domain::quote::Quote;
use leptos::prelude::*;

use crate::components::notice::{Notice, Tone};
use crate::components::quote_difference::QuoteDifference;
use crate::setting::use_words;
use crate::view::{AnyView, IntoAny};

/// The quote that was shown and the one of now.
#[component]
pub fn Difference(before: Quote, now: Quote) -> AnyView {
    let words = use_words();
    view! {
        <div id="difference" tabindex="-1">
            <Notice tone=Tone::Warn title=words.checkout_changed_title()>
                <p>{words.checkout_changed_text()}</p>
                <QuoteDifference before now/>
                <p>{words.review_changed_lead()}</p>
            </Notice>
        </div>
    }
    .into_any()
}

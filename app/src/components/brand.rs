//! The name and the mark of the shop.

use leptos::prelude::*;

use crate::setting::use_words;
use crate::view::{AnyView, IntoAny};

/// A link to the first page.
#[component]
pub fn Brand() -> AnyView {
    let words = use_words();
    view! {
        <a class="brand" href="/">
            <svg class="brand__mark" viewBox="0 0 26 26" aria-hidden="true">
                <rect width="26" height="26" rx="7"></rect>
                <path d="M8.5 6.5v13M18 6.5L11.5 13l6.5 6.5"></path>
            </svg>
            {words.common_brand()}
        </a>
    }
    .into_any()
}

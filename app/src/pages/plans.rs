//! `/`: the plans compared.

use leptos::prelude::*;

use crate::components::page_heading::PageHeading;
use crate::setting::use_words;

/// The plan comparison.
#[component]
pub fn Plans() -> AnyView {
    let words = use_words();
    view! { <PageHeading text=words.plans_title()/> }.into_any()
}

//! The page for an address that names nothing, or nothing that the caller may see.

use leptos::prelude::*;

use crate::api::response;
use crate::components::page_heading::PageHeading;
use crate::setting::use_words;
use crate::view::{AnyView, IntoAny};

/// Says so, with status 404, and shows the way back to the plans.
#[component]
pub fn NotFound() -> AnyView {
    let words = use_words();
    response::not_found();
    view! {
        <PageHeading text=words.errors_not_found_title()/>
        <p>{words.errors_not_found_text()}</p>
        <p><a href="/">{words.errors_to_plans()}</a></p>
    }
    .into_any()
}

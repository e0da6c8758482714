//! That a request to sales arrived. The page says what its address says and nothing else: an id opens nothing.

use domain::ids::LeadId;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use crate::components::page_heading::PageHeading;
use crate::pages::not_found::NotFound;
use crate::setting::use_words;
use crate::view::{AnyView, IntoAny};

/// Says that it arrived.
#[component]
pub fn ContactSent() -> AnyView {
    let words = use_words();
    let id = use_params_map().read_untracked().get("id").and_then(|id| id.parse::<LeadId>().ok());
    let Some(id) = id else { return view! { <NotFound/> }.into_any() };
    view! {
        <div class="column stack">
            <PageHeading text=words.lead_sent_title()/>
            <p class="lede">{words.lead_sent_text()}</p>
            <p class="fine">{words.lead_sent_reference(id)}</p>
            <p><a class="button" href="/">{words.errors_to_plans()}</a></p>
        </div>
    }
    .into_any()
}

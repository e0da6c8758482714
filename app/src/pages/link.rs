//! `/l/{secret}`: follows a link that somebody was sent, and leads on; or says why it leads nowhere.

use leptos::prelude::*;
use leptos_router::components::Redirect;
use leptos_router::hooks::use_params_map;

use crate::api::checkout_link::redeem_link;
use crate::api::error::ApiError;
use crate::api::response;
use crate::components::page_heading::PageHeading;
use crate::components::skeleton::{Expected, Skeleton};
use crate::setting::use_words;

/// Follows the link in the address.
#[component]
pub fn Link() -> AnyView {
    let secret = use_params_map().read_untracked().get("secret").unwrap_or_default();
    let followed = OnceResource::new(redeem_link(secret));
    view! {
        <Suspense fallback=|| view! { <Skeleton expected=Expected::Lines(3)/> }>
            {move || followed.get().map(|followed| match followed {
                Ok(path) => view! { <Redirect path/> }.into_any(),
                Err(error) => view! { <Nowhere error/> }.into_any(),
            })}
        </Suspense>
    }
    .into_any()
}

/// Why a link leads nowhere.
#[component]
fn Nowhere(error: ApiError) -> AnyView {
    let words = use_words();
    response::gone();
    let (title, text) = match error.error.code.as_str() {
        "link_used" => (words.errors_link_used_title(), words.errors_link_used_text().to_owned()),
        "link_expired" => (words.errors_link_expired_title(), words.errors_link_expired_text().to_owned()),
        _ => (words.errors_link_expired_title(), error.text(words)),
    };
    view! {
        <div class="column stack">
            <PageHeading text=title/>
            <p class="lede">{text}</p>
            <p><a class="button" href="/">{words.errors_to_plans()}</a></p>
        </div>
    }
    .into_any()
}

//! `/dev/terms`: what the terms of a demonstration say.

use app::document;
use axum::extract::State;
use axum::http::request::Parts;
use axum::http::{HeaderValue, header};
use axum::response::{Html, IntoResponse, Response};
use leptos::prelude::*;
use messages::Words;

use crate::state::AppState;
use crate::{locale, policy};

/// The terms, in the version that buyers accept.
pub(super) async fn page(State(state): State<AppState>, request: Parts) -> Response {
    let words = Words::new(locale::choose(&request, true).locale);
    let version = state.commerce().seller().terms_version.clone();
    let title = words.dev_terms_title();
    let html = document::plain(state.surroundings(words), title, move || {
        view! {
            <main id="main" class="page page--text stack">
                <h1>{title}</h1>
                <p>{words.dev_terms_version(version)}</p>
                <p>{words.dev_terms_nothing_sold()}</p>
                <p>{words.dev_terms_real_shop()}</p>
            </main>
        }
        .into_any()
    });
    let mut response = Html(html).into_response();
    response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, policy::scriptless());
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

//! The page between a form of ours and a provider. Browsers hold a form's redirects to our own site (`form-action`), so that
//! the way off it begins at a page of its own.

use app::document;
use axum::http::request::Parts;
use axum::http::{HeaderValue, header};
use axum::response::{Html, IntoResponse, Response};
use leptos::prelude::*;
use messages::Words;

use super::{private, sent_on};
use crate::state::AppState;
use crate::{locale, policy};

/// Goes on to `address` by itself, or by a link.
pub(super) fn page(
    state: &AppState,
    request: &Parts,
    provider: &str,
    address: &str,
    cookies: impl IntoIterator<Item = HeaderValue>,
) -> Response {
    let Ok(refresh) = HeaderValue::from_str(&format!("0; url={address}")) else { return sent_on("/sign-in", cookies) };
    let words = Words::new(locale::choose(request, state.config().mode.is_demo()).locale);
    let known = state.commerce().identity_providers().named(provider);
    let name = known.map_or_else(|| provider.to_owned(), |known| known.provider().name.clone());
    let (title, address) = (words.security_leaving_title(&name), address.to_owned());
    let html = document::plain(state.surroundings(words), &title.clone(), move || {
        view! {
            <main id="main" class="page page--text stack">
                <h1>{title}</h1>
                <p>{words.security_leaving_text()}</p>
                <p><a class="button" href=address>{words.security_leaving_link(name)}</a></p>
            </main>
        }
        .into_any()
    });
    let mut response = Html(html).into_response();
    response.headers_mut().insert(header::REFRESH, refresh);
    response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, policy::scriptless());
    private(&mut response, cookies);
    response
}

//! What a page or a function may say about the HTTP response that carries it. In the browser there is none, and nothing
//! happens.

/// Says that what the address names does not exist (404).
pub fn not_found() {
    #[cfg(feature = "ssr")]
    if let Some(response) = leptos::prelude::use_context::<leptos_axum::ResponseOptions>() {
        response.set_status(http::StatusCode::NOT_FOUND);
    }
}

/// Says that what the address names is not for whoever asks, who may know that it is there (403).
pub fn forbidden() {
    #[cfg(feature = "ssr")]
    if let Some(response) = leptos::prelude::use_context::<leptos_axum::ResponseOptions>() {
        response.set_status(http::StatusCode::FORBIDDEN);
    }
}

/// Says that what the address names is not there any more (410).
pub fn gone() {
    #[cfg(feature = "ssr")]
    if let Some(response) = leptos::prelude::use_context::<leptos_axum::ResponseOptions>() {
        response.set_status(http::StatusCode::GONE);
    }
}

/// Gives an answer to a program its status. A form that a browser posted without script is answered with a redirect, and
/// keeps that.
#[cfg(feature = "ssr")]
pub(super) fn status_for_program(status: http::StatusCode) {
    use leptos::prelude::use_context;

    let program = use_context::<http::request::Parts>().is_some_and(|parts| !wants_page(&parts));
    if let Some(response) = use_context::<leptos_axum::ResponseOptions>().filter(|_| program) {
        response.set_status(status);
    }
}

/// Whether whoever asks shows pages: a browser that posted a form without script.
#[cfg(feature = "ssr")]
pub(super) fn wants_page(request: &http::request::Parts) -> bool {
    let accepts = request.headers.get(http::header::ACCEPT).and_then(|value| value.to_str().ok());
    accepts.is_some_and(|accepts| accepts.contains("text/html"))
}

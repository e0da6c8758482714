//! What a page may say about the HTTP response that carries it. In the browser there is no response, and nothing happens.

/// Says that what the address names does not exist (404).
pub fn not_found() {
    #[cfg(feature = "ssr")]
    set_status(http::StatusCode::NOT_FOUND);
}

#[cfg(feature = "ssr")]
fn set_status(status: http::StatusCode) {
    if let Some(response) = leptos::prelude::use_context::<leptos_axum::ResponseOptions>() {
        response.set_status(status);
    }
}

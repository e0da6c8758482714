//! What every request passes on its way in and out, in this order from the outside:
//! request id and log, metrics, words for errors, security headers, panics, rate limit, cross-site refusal,
//! the test clock, body size, time.

pub mod answer;
mod client;
mod clock;
mod cross_site;
mod headers;
mod rate;
mod record;

use axum::Router;
use axum::http::StatusCode;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::{CompressionLayer, CompressionLevel};
use tower_http::limit::RequestBodyLimitLayer;
use tower_http::timeout::TimeoutLayer;

use crate::error::AppError;
use crate::state::AppState;

pub use client::ClientAddress;
pub use rate::RateLimiter;
pub use record::RequestId;

/// How hard pages are compressed while somebody waits: brotli's fifth of eleven steps.
const PAGE_QUALITY: i32 = 5;

/// The routes with every layer around them.
pub fn around(routes: Router<AppState>, state: &AppState) -> Router<AppState> {
    let limits = state.config().limits;
    routes
        .layer(TimeoutLayer::with_status_code(StatusCode::REQUEST_TIMEOUT, limits.timeout))
        .layer(RequestBodyLimitLayer::new(limits.body_bytes))
        .layer(from_fn_with_state(state.clone(), clock::refresh))
        .layer(from_fn_with_state(state.clone(), cross_site::refuse))
        .layer(from_fn_with_state(state.clone(), rate::limit))
        .layer(CatchPanicLayer::custom(panicked))
        .layer(from_fn_with_state(state.clone(), headers::secure))
        .layer(from_fn_with_state(state.clone(), answer::in_words))
        .layer(CompressionLayer::new().quality(CompressionLevel::Precise(PAGE_QUALITY)))
        .layer(from_fn(record::request))
        .layer(from_fn_with_state(state.clone(), client::identify))
}

/// A panic is a bug: the request fails, the process goes on. The hook has already written where it happened.
fn panicked(_: Box<dyn std::any::Any + Send>) -> Response {
    AppError::Internal.into_response()
}

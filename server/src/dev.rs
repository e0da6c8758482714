//! What exists only in a demonstration: `/dev/mail` and `/dev/terms`.
//!
//! Nothing here is mounted in production, so that there is nothing to find.

mod mail;
mod terms;

use axum::Router;
use axum::routing::get;

use crate::state::AppState;

/// Where a demonstration's terms are read.
pub const TERMS: &str = "/dev/terms";

/// The routes of a demonstration.
pub fn routes() -> Router<AppState> {
    Router::new()
        .route(TERMS, get(terms::page))
        .route("/dev/mail", get(mail::newest))
        .route("/dev/mail.json", get(mail::as_json))
        .route("/dev/mail/{id}", get(mail::one))
        .route("/dev/mail/{id}/html", get(mail::html_part))
}

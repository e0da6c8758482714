//! What people see in a browser: the fields, 3-D Secure, and the list of payments.
//!
//! Each page carries a policy of its own: no inline script or style, nothing from elsewhere, and frames only where the
//! merchant is the parent. Pages are small enough to be written by hand into templates under `web/`.

pub mod assets;
pub mod challenge;
pub mod dashboard;
pub mod fields;
pub mod policy;
pub mod template;
pub mod words;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::StatusCode;
use axum::routing::{get, post};
use tower_http::compression::CompressionLayer;

use crate::server::Shared;

/// The routes.
pub fn router() -> Router<Shared> {
    Router::new()
        .route("/", get(dashboard::show))
        .route("/fields", get(fields::show))
        .route("/fields/methods", post(fields::tokenise))
        .route("/3ds/{intent}", get(challenge::show).post(challenge::answer))
        .route("/assets/{name}", get(assets::serve))
        // Browsers ask; there is none.
        .route("/favicon.ico", get(StatusCode::NO_CONTENT))
        .layer(DefaultBodyLimit::max(16 * 1024))
        .layer(CompressionLayer::new())
}

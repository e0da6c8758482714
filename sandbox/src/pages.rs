//! What people see in a browser: the fields, 3-D Secure, and the list of payments.

use axum::Router;

use crate::server::Shared;

/// The routes.
pub fn router() -> Router<Shared> {
    Router::new()
}

//! What belongs to an order beside its page: its events as they happen, and its licence as a file.

mod events;
mod licence;

use axum::Router;
use axum::routing::get;
use domain::ids::OrderId;

use crate::error::AppError;
use crate::state::AppState;

/// The routes below `/orders/{id}`.
pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/orders/{id}/events", get(events::follow))
        .route("/orders/{id}/licence", get(licence::download))
}

/// The order that an address names. What is no id names nothing.
fn named(id: &str) -> Result<OrderId, AppError> {
    id.parse().map_err(|_| AppError::NotFound)
}

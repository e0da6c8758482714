//! `GET /checkout/{id}/events?ticket=`: the events of a checkout as they happen, for whoever waits for an approver, and for
//! the approver.

use axum::Router;
use axum::extract::{Path, Query, State};
use axum::http::HeaderMap;
use axum::response::Response;
use axum::routing::get;
use domain::ids::CheckoutId;

use crate::error::AppError;
use crate::state::AppState;
use crate::stream::{self, Asked};

/// The routes below `/checkout/{id}` that are no pages.
pub fn routes() -> Router<AppState> {
    Router::new().route("/checkout/{id}/events", get(follow))
}

async fn follow(
    State(state): State<AppState>,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
    headers: HeaderMap,
) -> Result<Response, AppError> {
    let id: CheckoutId = id.parse().map_err(|_| AppError::NotFound)?;
    let follower = state.commerce().follow_checkout(&asked.ticket, id, asked.after(&headers)).await?;
    Ok(stream::events(state, follower, "checkout"))
}

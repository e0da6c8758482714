//! `GET /orders/{id}/events?ticket=`: the events of an order as they happen.

use axum::extract::{Path, Query, State};
use axum::http::HeaderMap;
use axum::response::Response;

use super::named;
use crate::error::AppError;
use crate::state::AppState;
use crate::stream::{self, Asked};

pub(super) async fn follow(
    State(state): State<AppState>,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
    headers: HeaderMap,
) -> Result<Response, AppError> {
    let id = named(&id)?;
    let follower = state.commerce().follow_order(&asked.ticket, id, asked.after(&headers)).await?;
    Ok(stream::events(state, follower, "order"))
}

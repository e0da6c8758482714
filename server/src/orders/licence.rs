//! `GET /orders/{id}/licence`: the licence of an order, as a file to save.

use app::api::visit::visit_of;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::Response;

use super::named;
use crate::attachment::attachment;
use crate::error::AppError;
use crate::state::AppState;

pub(super) async fn download(
    State(state): State<AppState>,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Result<Response, AppError> {
    let commerce = state.commerce();
    let (visit, cookie) = visit_of(commerce, &headers, state.is_secure()).await?;
    let file = commerce.order_licence(&visit.caller, named(&id)?).await?;
    Ok(attachment(&file.name, "application/jwt", file.token, cookie))
}

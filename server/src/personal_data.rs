//! Everything that we hold about whoever is signed in, as a file.

use app::api::security::{OWN_DATA, SECURITY};
use app::api::visit::visit_of;
use app::own_path::leading_to;
use axum::Router;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;

use crate::attachment::attachment;
use crate::error::AppError;
use crate::state::AppState;

/// The route below `/account`.
pub fn routes() -> Router<AppState> {
    Router::new().route(OWN_DATA, get(data))
}

async fn data(State(state): State<AppState>, headers: HeaderMap) -> Result<Response, AppError> {
    let commerce = state.commerce();
    let (visit, cookie) = visit_of(commerce, &headers, state.is_secure()).await?;
    if visit.caller.user().is_none() {
        return Ok(Redirect::to(&leading_to("/sign-in", SECURITY)).into_response());
    }
    let held = commerce.export_person(&visit).await?;
    let file = serde_json::to_vec_pretty(&held).map_err(|error| AppError::internal(&error))?;
    let name = format!("kassa-data-{}.json", commerce.today());
    Ok(attachment(&name, "application/json", file, cookie))
}

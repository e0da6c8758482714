//! `/.well-known/kassa/jwks.json`: the public keys by which anybody verifies a licence, offline if they keep them.

use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Json, Router};

use crate::error::AppError;
use crate::state::AppState;

/// The route of the keys.
pub fn routes() -> Router<AppState> {
    Router::new().route("/.well-known/kassa/jwks.json", get(keys))
}

async fn keys(State(state): State<AppState>) -> Result<Response, AppError> {
    let keys = state.commerce().published_licence_keys().await.map_err(|error| AppError::internal(&error))?;
    // A new key is published before it signs, so that an hour is early enough.
    Ok(([(header::CACHE_CONTROL, "public, max-age=3600")], Json(keys)).into_response())
}

//! `GET /sign-in/oidc/{provider}/end`: a browser that was signed out here goes to leave the provider, too. It says nothing
//! about anybody, and signs nobody out here; the provider asks before it does.

use axum::extract::{Path, State};
use axum::http::request::Parts;
use axum::response::Response;

use super::{leaving, sent_on};
use crate::state::AppState;

pub(super) async fn end(State(state): State<AppState>, Path(provider): Path<String>, request: Parts) -> Response {
    match state.commerce().leave_provider(&provider).await {
        Ok(Some(address)) => leaving::page(&state, &request, &provider, &address, []),
        Ok(None) | Err(_) => sent_on("/sign-in", []),
    }
}

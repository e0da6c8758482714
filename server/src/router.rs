//! The whole HTTP surface in one router.

use axum::Router;

use crate::pages;
use crate::state::AppState;

/// Every route with every layer, ready to serve.
pub fn router(state: &AppState) -> Router {
    pages::routes(state).fallback(pages::file_or_not_found).with_state(state.clone())
}

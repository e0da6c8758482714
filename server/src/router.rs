//! The whole HTTP surface in one router.

use axum::Router;

use crate::state::AppState;
use crate::{health, layers, pages};

/// Every route with every layer, ready to serve.
pub fn router(state: &AppState) -> Router {
    let routes = pages::routes(state).merge(health::routes()).fallback(pages::file_or_not_found);
    layers::around(routes, state).with_state(state.clone())
}

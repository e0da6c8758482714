//! The whole HTTP surface in one router.

use axum::Router;

use crate::state::AppState;
use crate::{dev, health, layers, licences, orders, pages, webhooks};

/// Every route with every layer, ready to serve.
pub fn router(state: &AppState) -> Router {
    let mut routes = pages::routes(state)
        .merge(orders::routes())
        .merge(health::routes())
        .merge(licences::routes())
        .merge(webhooks::routes());
    if state.config().mode.is_demo() {
        routes = routes.merge(dev::routes());
    }
    layers::around(routes.fallback(pages::file_or_not_found), state).with_state(state.clone())
}

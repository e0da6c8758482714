//! The whole HTTP surface in one router.

use axum::Router;
use axum::middleware::from_fn_with_state;

use crate::state::AppState;
use crate::{
    accounts, checkouts, dev, health, layers, licences, orders, pages, person, personal_data, quotes, sso, webhooks,
};

/// Every route with every layer, ready to serve.
pub fn router(state: &AppState) -> Router {
    let mut routes = pages::routes(state)
        .merge(orders::routes())
        .merge(accounts::routes())
        .merge(checkouts::routes())
        .merge(health::routes())
        .merge(licences::routes())
        .merge(personal_data::routes())
        .merge(quotes::routes())
        .merge(webhooks::routes())
        .merge(sso::routes());
    if state.config().mode.is_demo() {
        routes = routes.merge(dev::routes());
    }
    let routes = routes.fallback(pages::file_or_not_found).layer(from_fn_with_state(state.clone(), person::attach));
    layers::around(routes, state).with_state(state.clone())
}

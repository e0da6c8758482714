//! The JSON API of the merchant's server, under `/v1`, and the control of tests, under `/v1/_control`.
//!
//! Everything asks for the secret key. Money is whole minor units and an ISO 4217 code. What changes something asks for
//! an `Idempotency-Key`.

pub mod auth;
pub mod command;
pub mod control;
pub mod fault;
pub mod once;
pub mod reading;
pub mod request;
pub mod time;
pub mod writing;

use axum::Router;
use axum::middleware::from_fn_with_state;
use axum::routing::{get, post};

use crate::problem::Problem;
use crate::server::Shared;

/// The routes, behind the secret key.
pub fn router(app: &Shared) -> Router<Shared> {
    Router::new()
        .route("/payment_methods", post(writing::create_method))
        .route("/payment_methods/{id}", get(reading::method))
        .route("/customers/{customer}/payment_methods", get(reading::saved_methods).post(writing::save_method))
        .route("/customers/{customer}/payment_methods/{id}/forget", post(writing::forget_method))
        .route("/intents", get(reading::intents).post(writing::create_intent))
        .route("/intents/{id}", get(reading::intent))
        .route("/intents/{id}/capture", post(writing::capture))
        .route("/intents/{id}/cancel", post(writing::cancel))
        .route("/intents/{id}/refunds", post(writing::refund))
        .nest("/_control", control::router())
        .fallback(async || Problem::not_found("route", "at this address"))
        .layer(from_fn_with_state(app.clone(), auth::require_secret_key))
}

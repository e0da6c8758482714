//! `/webhooks/{provider}`: what the payment provider tells by itself, signed, over and over until it is taken.
//!
//! Answers 204 once what it says is stored, 4xx to what must not be believed, and 5xx when it has to come again. No cookie
//! is read or set; the signature is all that opens this door, so that neither the origin nor the number of requests counts
//! (`layers`). Size and time are bounded as everywhere.

use app::api::error::ApiError;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use axum::{Json, Router};
use commerce::clock::Clock;
use commerce::ports::gateway::{NotAWebhook, Webhook};

use crate::error::AppError;
use crate::state::AppState;

/// Where the payment provider sends its webhooks.
pub const SANDBOX: &str = "/webhooks/sandbox";

/// The routes of webhooks.
pub fn routes() -> Router<AppState> {
    Router::new().route(SANDBOX, post(receive))
}

async fn receive(State(state): State<AppState>, headers: HeaderMap, body: Bytes) -> Response {
    let webhook = Webhook { headers: &headers, body: &body };
    // The age of a signature is a matter of the real time, whatever a demonstration's clock reads.
    let received = state.commerce().receive_webhook(&webhook, Clock::real_now()).await;
    let (outcome, response) = match received {
        Ok(Ok(())) => ("taken", StatusCode::NO_CONTENT.into_response()),
        Ok(Err(refused)) => ("refused", refuse(refused)),
        Err(error) => ("failed", AppError::internal(&error).into_response()),
    };
    metrics::counter!("kassa_webhooks_total", "outcome" => outcome).increment(1);
    response
}

fn refuse(refused: NotAWebhook) -> Response {
    tracing::warn!(%refused, "a webhook is not believed");
    let (status, code) = match refused {
        NotAWebhook::Unsigned => (StatusCode::UNAUTHORIZED, "webhook_unsigned"),
        NotAWebhook::WrongSignature => (StatusCode::UNAUTHORIZED, "webhook_wrong_signature"),
        NotAWebhook::OutOfTime => (StatusCode::UNAUTHORIZED, "webhook_out_of_time"),
        NotAWebhook::Unreadable => (StatusCode::BAD_REQUEST, "webhook_unreadable"),
    };
    let mut wire = ApiError::new(code);
    wire.error.message = refused.to_string();
    (status, Json(wire)).into_response()
}

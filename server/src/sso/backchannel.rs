//! `POST /sign-in/oidc/{provider}/backchannel`: the provider's word that somebody has left (Back-Channel Logout 1.0, 2.5, 2.8).
//!
//! The token's signature is all that opens this door; no cookie is read.

use axum::extract::{Path, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::{Form, Json};
use commerce::clock::Clock;
use domain::access::oidc::LogoutRefusal;
use serde::Deserialize;
use serde_json::json;

use crate::error::AppError;
use crate::state::AppState;

#[derive(Deserialize)]
pub(super) struct Told {
    #[serde(default)]
    logout_token: String,
}

pub(super) async fn receive(
    State(state): State<AppState>,
    Path(provider): Path<String>,
    Form(told): Form<Told>,
) -> Response {
    let ended = state.commerce().end_sso(&provider, &told.logout_token, Clock::real_now()).await;
    let (outcome, mut response) = match ended {
        Ok(Ok(sessions)) => {
            tracing::info!(provider, sessions, "signed out by the provider");
            ("taken", StatusCode::OK.into_response())
        }
        Ok(Err(refusal)) => {
            tracing::warn!(provider, %refusal, "a logout token is refused");
            ("refused", refuse(refusal))
        }
        Err(error) => ("failed", AppError::internal(&error).into_response()),
    };
    metrics::counter!("kassa_backchannel_logouts_total", "outcome" => outcome).increment(1);
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

fn refuse(refusal: LogoutRefusal) -> Response {
    let status = match refusal {
        LogoutRefusal::ProviderUnknown => StatusCode::NOT_FOUND,
        LogoutRefusal::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
        _ => StatusCode::BAD_REQUEST,
    };
    let wire = json!({ "error": "invalid_request", "error_description": refusal.to_string() });
    (status, Json(wire)).into_response()
}

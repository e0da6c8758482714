//! What the API answers when it does not do what was asked: a stable code, a sentence for a developer, a field.
//!
//! A decline is not a problem: it is an intent in state `failed`, answered with 200.

use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

use crate::instrument::card::CardError;
use crate::instrument::iban::InvalidIban;
use crate::store::StoreError;

/// A refused or failed request.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{code}: {message}")]
pub struct Problem {
    /// The HTTP status.
    pub status: StatusCode,
    /// Stable, in snake case.
    pub code: &'static str,
    /// For the developer who reads it.
    pub message: String,
    /// The part of the request that it concerns.
    pub field: Option<&'static str>,
}

impl Problem {
    /// The request makes no sense, whatever the state.
    #[must_use]
    pub fn invalid(code: &'static str, field: &'static str, message: impl Into<String>) -> Self {
        Self { status: StatusCode::BAD_REQUEST, code, message: message.into(), field: Some(field) }
    }

    /// The request does not fit the state it met.
    #[must_use]
    pub fn conflict(code: &'static str, message: impl Into<String>) -> Self {
        Self { status: StatusCode::CONFLICT, code, message: message.into(), field: None }
    }

    /// There is no such thing.
    #[must_use]
    pub fn not_found(what: &str, id: &str) -> Self {
        let message = format!("there is no {what} {id:?}");
        Self { status: StatusCode::NOT_FOUND, code: "not_found", message, field: None }
    }

    /// The secret key is missing or wrong.
    #[must_use]
    pub fn unauthorised() -> Self {
        let message = "send the merchant's secret key: Authorization: Bearer sk_…".to_owned();
        Self { status: StatusCode::UNAUTHORIZED, code: "unauthorised", message, field: None }
    }

    /// The sandbox itself failed, or was told to.
    #[must_use]
    pub fn internal(message: impl Into<String>) -> Self {
        Self { status: StatusCode::INTERNAL_SERVER_ERROR, code: "internal", message: message.into(), field: None }
    }

    /// The JSON that is answered.
    #[must_use]
    pub fn body(&self) -> Value {
        json!({ "error": { "code": self.code, "message": self.message, "field": self.field } })
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        (self.status, Json(self.body())).into_response()
    }
}

impl From<StoreError> for Problem {
    fn from(error: StoreError) -> Self {
        tracing::error!(%error, "the sandbox's store failed");
        Self::internal("the store failed")
    }
}

impl From<CardError> for Problem {
    fn from(error: CardError) -> Self {
        let (code, field) = match error {
            CardError::InvalidNumber => ("invalid_number", "number"),
            CardError::InvalidExpiry => ("invalid_expiry", "expiry"),
            CardError::ExpiredCard => ("expired_card", "expiry"),
            CardError::InvalidCvc => ("invalid_cvc", "cvc"),
        };
        Self::invalid(code, field, error.to_string())
    }
}

impl From<InvalidIban> for Problem {
    fn from(error: InvalidIban) -> Self {
        Self::invalid("invalid_iban", "iban", error.to_string())
    }
}

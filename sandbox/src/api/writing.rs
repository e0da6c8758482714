//! The requests that change something: read, check, do once.

use axum::body::Bytes;
use axum::extract::{OriginalUri, Path, State};
use axum::http::HeaderMap;
use axum::response::Response;

use super::command::Command;
use super::once::Key;
use super::request::{self, NewIntent, NewMethod, Part, Saving};
use crate::problem::Problem;
use crate::server::Shared;

type Answered = Result<Response, Problem>;

/// `POST /v1/payment_methods`: a token for a card or an account.
///
/// # Errors
/// The field that is wrong.
pub async fn create_method(
    State(app): State<Shared>,
    OriginalUri(uri): OriginalUri,
    headers: HeaderMap,
    body: Bytes,
) -> Answered {
    let key = Key::read(&headers, &uri, &body)?;
    let method = request::read::<NewMethod>(&body)?.check(&app.clock)?;
    app.once(&key, Command::KeepMethod(method)).await
}

/// `POST /v1/customers/{customer}/payment_methods`: saves a method.
///
/// # Errors
/// `method_declined` when the bank refuses, `not_found`.
pub async fn save_method(
    State(app): State<Shared>,
    Path(customer): Path<String>,
    OriginalUri(uri): OriginalUri,
    headers: HeaderMap,
    body: Bytes,
) -> Answered {
    let key = Key::read(&headers, &uri, &body)?;
    let saving = request::read::<Saving>(&body)?;
    app.once(&key, Command::SaveMethod(customer, saving.method)).await
}

/// `POST /v1/customers/{customer}/payment_methods/{id}/forget`: unsaves a method.
///
/// # Errors
/// `not_found`.
pub async fn forget_method(
    State(app): State<Shared>,
    Path((customer, id)): Path<(String, String)>,
    OriginalUri(uri): OriginalUri,
    headers: HeaderMap,
    body: Bytes,
) -> Answered {
    let key = Key::read(&headers, &uri, &body)?;
    app.once(&key, Command::ForgetMethod(customer, id)).await
}

/// `POST /v1/intents`: asks the bank for an authorisation. A decline is answered with 200 and an intent that failed.
///
/// # Errors
/// The field that is wrong, `not_found` for the method.
pub async fn create_intent(
    State(app): State<Shared>,
    OriginalUri(uri): OriginalUri,
    headers: HeaderMap,
    body: Bytes,
) -> Answered {
    let key = Key::read(&headers, &uri, &body)?;
    let (method, opening) = request::read::<NewIntent>(&body)?.check(&app.config)?;
    app.once(&key, Command::Authorise(method, Box::new(opening))).await
}

/// `POST /v1/intents/{id}/capture`: takes all or a part.
///
/// # Errors
/// `intent_not_capturable`, `amount_too_large`, `invalid_amount`, `not_found`.
pub async fn capture(
    State(app): State<Shared>,
    Path(id): Path<String>,
    OriginalUri(uri): OriginalUri,
    headers: HeaderMap,
    body: Bytes,
) -> Answered {
    let key = Key::read(&headers, &uri, &body)?;
    let amount = request::read::<Part>(&body)?.check()?;
    app.once(&key, Command::Capture(id, amount)).await
}

/// `POST /v1/intents/{id}/cancel`: releases the hold.
///
/// # Errors
/// `intent_not_cancellable`, `not_found`.
pub async fn cancel(
    State(app): State<Shared>,
    Path(id): Path<String>,
    OriginalUri(uri): OriginalUri,
    headers: HeaderMap,
    body: Bytes,
) -> Answered {
    let key = Key::read(&headers, &uri, &body)?;
    app.once(&key, Command::Cancel(id)).await
}

/// `POST /v1/intents/{id}/refunds`: gives all or a part back.
///
/// # Errors
/// `intent_not_refundable`, `amount_too_large`, `invalid_amount`, `not_found`.
pub async fn refund(
    State(app): State<Shared>,
    Path(id): Path<String>,
    OriginalUri(uri): OriginalUri,
    headers: HeaderMap,
    body: Bytes,
) -> Answered {
    let key = Key::read(&headers, &uri, &body)?;
    let amount = request::read::<Part>(&body)?.check()?;
    app.once(&key, Command::Refund(id, amount)).await
}

//! Who may ask: whoever has the merchant's secret key.

use axum::extract::{Request, State};
use axum::http::HeaderMap;
use axum::http::header::AUTHORIZATION;
use axum::middleware::Next;
use axum::response::Response;
use subtle::ConstantTimeEq;

use crate::problem::Problem;
use crate::server::Shared;

/// Lets a request pass that carries the secret key as a bearer token.
///
/// # Errors
/// `unauthorised`.
pub async fn require_secret_key(
    State(app): State<Shared>,
    headers: HeaderMap,
    request: Request,
    next: Next,
) -> Result<Response, Problem> {
    let sent = headers.get(AUTHORIZATION).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let key = sent.strip_prefix("Bearer ").unwrap_or_default();
    if bool::from(key.as_bytes().ct_eq(app.config.secret_key.as_bytes())) {
        return Ok(next.run(request).await);
    }
    Err(Problem::unauthorised())
}

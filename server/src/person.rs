//! Who is signed in, for the head of every page: read from the cookie before the page is rendered, because the head waits
//! for nothing.

use app::api::person::SignedInAs;
use app::api::visit::{cookie, session_cookie};
use axum::extract::{Request, State};
use axum::http::header::ACCEPT;
use axum::middleware::Next;
use axum::response::Response;
use commerce::flows::SignedIn;

use crate::state::AppState;

/// Puts [`SignedInAs`] among the extensions of a page's request. A page is shown even where that cannot be read.
pub async fn attach(State(state): State<AppState>, mut request: Request, next: Next) -> Response {
    let secret = cookie(request.headers(), session_cookie(state.is_secure())).map(str::to_owned);
    if let Some(secret) = secret.filter(|_| is_for_a_page(&request)) {
        let signed_in = state.commerce().signed_in_as(&secret).await.unwrap_or_else(|error| {
            tracing::warn!(%error, "who is signed in could not be read");
            None
        });
        let signed_in = signed_in.map(|SignedIn { email, currency }| (Some(email.to_string()), currency));
        let (email, currency) = signed_in.unwrap_or_default();
        request.extensions_mut().insert(SignedInAs { email, currency });
    }
    next.run(request).await
}

/// Files, functions and programs have no head to fill.
fn is_for_a_page(request: &Request) -> bool {
    let accepts = request.headers().get(ACCEPT).and_then(|value| value.to_str().ok());
    accepts.is_some_and(|accepts| accepts.contains("text/html")) && !request.uri().path().starts_with("/fn/")
}

//! Leaving (RP-Initiated Logout 1.0). The provider keeps nobody signed in, so that there is nothing to end: the browser goes back.

use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;

use super::is_merchants;
use crate::server::Shared;

/// Where to go back to.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Leaving {
    post_logout_redirect_uri: String,
}

/// `GET /identity/logout`
pub(super) async fn leave(State(app): State<Shared>, Query(leaving): Query<Leaving>) -> Response {
    if is_merchants(&app, &leaving.post_logout_redirect_uri) {
        return Redirect::to(&leaving.post_logout_redirect_uri).into_response();
    }
    (StatusCode::BAD_REQUEST, "post_logout_redirect_uri is no address of the merchant").into_response()
}

//! `/sign-in/oidc/{provider}`: to a provider and back, out of it, and its word that somebody has left.
//!
//! What is refused is said at `/sign-in`, where a code is a way on. Addresses here carry codes and states: nothing of them is
//! logged, stored by browsers, or told to other sites.

mod backchannel;
mod begin;
mod end;
mod finish;
mod leaving;

use app::api::error::ApiError;
use app::api::form::{Flash, told_by_cookie};
use app::api::sign_in::{BY_CODE, SIGN_IN_FORM};
use app::own_path::{leading_to, with};
use axum::Router;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use domain::refusal::Refusal;

use crate::state::AppState;

/// The routes of providers.
pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/sign-in/oidc/{provider}", get(begin::begin))
        .route("/sign-in/oidc/{provider}/callback", get(finish::finish))
        .route("/sign-in/oidc/{provider}/end", get(end::end))
        .route("/sign-in/oidc/{provider}/backchannel", post(backchannel::receive))
}

/// Whether a provider says at this path that somebody has left.
#[must_use]
pub fn is_backchannel(path: &str) -> bool {
    path.starts_with("/sign-in/oidc/") && path.ends_with("/backchannel")
}

/// Sends the browser on, with these cookies.
fn sent_on(address: &str, cookies: impl IntoIterator<Item = HeaderValue>) -> Response {
    let here = HeaderValue::from_static("/sign-in");
    let location = HeaderValue::from_str(address).unwrap_or(here);
    let mut response = (StatusCode::SEE_OTHER, [(header::LOCATION, location)]).into_response();
    private(&mut response, cookies);
    response
}

/// Sends the browser to where it can sign in with a code, and says why.
fn refused(
    state: &AppState,
    to: &str,
    reasons: Vec<Refusal>,
    cookies: impl IntoIterator<Item = HeaderValue>,
) -> Response {
    let flash = Flash::refused(SIGN_IN_FORM, &(), ApiError::refused(reasons));
    let page = leading_to("/sign-in", to);
    let told = told_by_cookie(flash, state.is_secure());
    sent_on(&with(&page, "by", BY_CODE), cookies.into_iter().chain([told]))
}

/// Nobody keeps the answer, and the browser keeps its cookies.
fn private(response: &mut Response, cookies: impl IntoIterator<Item = HeaderValue>) {
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    for cookie in cookies {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
}

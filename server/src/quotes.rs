//! `POST /quote`: a price for programs, without a checkout: the JSON of one line of `kassa quote --batch`, answered alike.
//!
//! Keeps nothing, reads no cookie, and knows nobody: what it answers depends on the request and the catalogue alone.

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::request::Parts;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use messages::Words;

use crate::locale;
use crate::quoting::Desk;
use crate::state::AppState;

/// Where quotes are asked for.
pub const QUOTE: &str = "/quote";

/// The route of quotes.
pub fn routes() -> Router<AppState> {
    Router::new().route(QUOTE, post(answer))
}

/// 200 and the quote, or 422 and every reason why there is none, in the language that the request likes.
async fn answer(State(state): State<AppState>, request: Parts, body: Bytes) -> Response {
    let words = Words::new(locale::choose(&request, false).locale);
    let desk = Desk { goods: state.commerce().goods(), words, explain: false };
    // What is no UTF-8 becomes replacement characters, and a refusal if it matters.
    let (text, quoted) = desk.json(String::from_utf8_lossy(&body).trim());
    let status = if quoted { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let headers = [(header::CONTENT_TYPE, "application/json"), (header::CACHE_CONTROL, "no-store")];
    (status, headers, text).into_response()
}

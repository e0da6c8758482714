//! Words for errors: a page for a person, JSON for a program, in the language that the request asks for.

use app::document::{self, Failure};
use axum::Json;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, header};
use axum::middleware::Next;
use axum::response::{Html, IntoResponse, Response};

use messages::Words;

use super::RequestId;
use crate::error::AppError;
use crate::state::AppState;
use crate::{locale, policy};

/// Gives a response that is an [`AppError`] its body.
pub(super) async fn in_words(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let (parts, body) = request.into_parts();
    let locale = locale::choose(&parts, state.config().mode.is_demo()).locale;
    let page = wants_page(parts.uri.path(), &parts.headers);
    let id = parts.extensions.get::<RequestId>().map(|id| id.0.clone()).unwrap_or_default();
    let response = next.run(Request::from_parts(parts, body)).await;
    let Some(error) = error_in(&response) else { return response };

    let words = Words::new(locale);
    let mut answer = if page {
        let failure = Failure {
            code: error.status().as_u16(),
            title: error.title(words).to_owned(),
            text: error.text(words),
            reference: (error == AppError::Internal).then(|| id.clone()),
        };
        let mut page = Html(document::failure(state.surroundings(words), failure)).into_response();
        page.headers_mut().insert(header::CONTENT_SECURITY_POLICY, policy::scriptless());
        page
    } else {
        Json(error.wire(words, &id)).into_response()
    };
    *answer.status_mut() = error.status();
    answer.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if let Some(after) = response.headers().get(header::RETRY_AFTER) {
        answer.headers_mut().insert(header::RETRY_AFTER, after.clone());
    }
    answer
}

/// The error that a response stands for: ours, or the bare status of a library.
fn error_in(response: &Response) -> Option<AppError> {
    let ours = response.extensions().get::<AppError>().copied();
    ours.or_else(|| AppError::of_status(response.status()))
}

/// Whether a person waits for the answer: a browser that navigates says that it takes HTML, a program does not.
fn wants_page(path: &str, headers: &HeaderMap) -> bool {
    let accepts = headers.get(header::ACCEPT).and_then(|value| value.to_str().ok());
    !path.starts_with("/api/") && accepts.is_some_and(|accepts| accepts.contains("text/html"))
}

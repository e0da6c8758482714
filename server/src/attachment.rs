//! A file to save under a name, which nobody on the way keeps a copy of.

use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};

/// The file as an answer. `cookie` is what the browser's session has to be told, if anything.
pub fn attachment(name: &str, kind: &'static str, file: impl IntoResponse, cookie: Option<HeaderValue>) -> Response {
    let disposition = HeaderValue::from_str(&format!(r#"attachment; filename="{name}""#));
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(kind)),
        (header::CONTENT_DISPOSITION, disposition.unwrap_or(HeaderValue::from_static("attachment"))),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
    ];
    let mut response = (headers, file).into_response();
    if let Some(cookie) = cookie {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    response
}

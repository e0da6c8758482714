//! The headers of every page: what it may load, who may frame it, and that nobody keeps a copy.

use axum::http::StatusCode;
use axum::http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS};
use axum::response::{Html, IntoResponse, Response};

/// Who may put a page into a frame.
#[derive(Clone, Copy, Debug)]
pub enum Framing<'a> {
    /// Nobody.
    Nobody,
    /// Pages of these origins, which must be the whole chain of parents.
    Merchant(&'a [String]),
}

/// A page with its policy. `forms` are origins that a form may lead to, beside the page's own.
#[must_use]
pub fn page(status: StatusCode, html: String, framing: Framing<'_>, forms: &[String]) -> Response {
    let ancestors = match framing {
        Framing::Nobody => "'none'".to_owned(),
        Framing::Merchant(origins) => origins.join(" "),
    };
    let forms = std::iter::once("'self'").chain(forms.iter().map(String::as_str)).collect::<Vec<_>>().join(" ");
    let policy = format!(
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; \
         form-action {forms}; frame-ancestors {ancestors}; base-uri 'none'"
    );
    let headers = [
        (CONTENT_SECURITY_POLICY, policy),
        (REFERRER_POLICY, "same-origin".to_owned()),
        (X_CONTENT_TYPE_OPTIONS, "nosniff".to_owned()),
        (CACHE_CONTROL, "no-store".to_owned()),
    ];
    (status, headers, Html(html)).into_response()
}

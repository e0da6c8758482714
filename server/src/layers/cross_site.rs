//! Refuses what another site makes a buyer's browser send (cross-site request forgery).
//!
//! Browsers say where a request comes from, in `Sec-Fetch-Site` and `Origin`, and pages cannot change what they say. What
//! signs itself (webhooks) or carries a token instead of a cookie (the partner API) is not concerned.

use axum::extract::{Request, State};
use axum::http::{HeaderMap, Method, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::error::AppError;
use crate::state::AppState;

/// Paths that no cookie opens.
const NOT_CONCERNED: [&str; 2] = ["/webhooks/", "/api/"];

pub(super) async fn refuse(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let safe = matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    let path = request.uri().path();
    if safe || NOT_CONCERNED.iter().any(|prefix| path.starts_with(prefix)) {
        return next.run(request).await;
    }
    if is_ours(request.headers(), &state.origin()) {
        next.run(request).await
    } else {
        tracing::warn!("refused: the request came from another site");
        AppError::CrossSite.into_response()
    }
}

/// Whether the request comes from a page of `origin`. Programs that are no browser say nothing; they are let through as
/// long as they bring no cookie that could be abused.
fn is_ours(headers: &HeaderMap, origin: &str) -> bool {
    let text = |name: &str| headers.get(name).map(|value| value.to_str().unwrap_or("unreadable"));
    match (text("sec-fetch-site"), text("origin")) {
        (Some(site), _) => site == "same-origin",
        (None, Some(from)) => from == origin,
        (None, None) => !headers.contains_key(header::COOKIE),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ours(headers: &[(&'static str, &str)]) -> bool {
        let headers = headers.iter().map(|(name, value)| {
            (axum::http::HeaderName::from_static(name), value.parse::<axum::http::HeaderValue>().unwrap())
        });
        is_ours(&headers.collect(), "https://shop.example.com")
    }

    #[test]
    fn pages_of_other_sites_are_refused_whatever_else_they_send() {
        assert!(ours(&[("sec-fetch-site", "same-origin"), ("origin", "https://shop.example.com")]));
        assert!(ours(&[("origin", "https://shop.example.com")]));
        for headers in [
            &[("sec-fetch-site", "cross-site")][..],
            &[("sec-fetch-site", "same-site")],
            &[("sec-fetch-site", "none")],
            &[("sec-fetch-site", "cross-site"), ("origin", "https://shop.example.com")],
            &[("origin", "https://evil.example")],
            &[("origin", "https://shop.example.com.evil.example")],
            &[("origin", "null")],
            &[("cookie", "kassa=1")],
        ] {
            assert!(!ours(headers), "{headers:?}");
        }
    }

    #[test]
    fn a_program_without_cookies_is_no_browser_in_trouble() {
        assert!(ours(&[("user-agent", "curl/8")]));
    }
}

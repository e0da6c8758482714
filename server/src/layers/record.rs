//! A name for every request, one line in the log, and its share in the metrics.
//!
//! The log knows the route, not the address: ids and secrets in paths and queries stay out of it, and so does who asked.

use std::time::Instant;

use axum::extract::{MatchedPath, Request};
use axum::http::{HeaderName, HeaderValue, Method};
use axum::middleware::Next;
use axum::response::Response;
use commerce::random::Random;
use tracing::Instrument;

/// The response header with the request's name.
const HEADER: HeaderName = HeaderName::from_static("x-request-id");

/// The name of a request: what a customer quotes and the log is searched for. Found in the request's extensions.
#[derive(Clone, Debug)]
pub struct RequestId(pub String);

impl RequestId {
    fn draw() -> Self {
        Self(hex::encode(&Random::system().bytes()[..8]))
    }
}

pub(super) async fn request(mut request: Request, next: Next) -> Response {
    let id = RequestId::draw();
    request.extensions_mut().insert(id.clone());
    let route = request.extensions().get::<MatchedPath>().map_or("unmatched", MatchedPath::as_str).to_owned();
    let method = request.method().clone();
    let span = tracing::info_span!("request", id = %id.0, %method, route);
    async {
        let started = Instant::now();
        let mut response = next.run(request).await;
        let took = started.elapsed();
        let status = response.status().as_u16();
        tracing::info!(status, micros = u64::try_from(took.as_micros()).unwrap_or(u64::MAX), "answered");
        let labels = [("method", known(&method).to_owned()), ("route", route.clone()), ("status", status.to_string())];
        metrics::histogram!("kassa_http_request_seconds", &labels).record(took.as_secs_f64());
        if let Ok(value) = HeaderValue::from_str(&id.0) {
            response.headers_mut().insert(HEADER, value);
        }
        response
    }
    .instrument(span.clone())
    .await
}

/// The method, as one of a few: a client may send any word, and each would be a series of its own for ever.
fn known(method: &Method) -> &str {
    let methods =
        [Method::GET, Method::HEAD, Method::POST, Method::OPTIONS, Method::PUT, Method::PATCH, Method::DELETE];
    if methods.contains(method) { method.as_str() } else { "other" }
}

//! For operators: `/healthz` (the process lives), `/readyz` (it can work), `/metrics`.

use std::net::IpAddr;

use axum::extract::{Extension, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Json, Router};

use serde::Serialize;

use crate::error::AppError;
use crate::layers::ClientAddress;
use crate::state::AppState;

/// The operators' routes.
pub fn routes() -> Router<AppState> {
    Router::new().route("/healthz", get(|| async { "ok" })).route("/readyz", get(ready)).route("/metrics", get(metrics))
}

/// What has to work before requests should come.
#[derive(Debug, Serialize)]
struct Readiness {
    /// The database answers.
    database: bool,
    /// Migrations that it still lacks; `None` where it does not answer.
    migrations_pending: Option<Vec<String>>,
    /// The version of the catalogue that is sold from today.
    catalogue: Option<String>,
}

impl Readiness {
    fn is_ready(&self) -> bool {
        self.database && self.migrations_pending.as_ref().is_some_and(Vec::is_empty) && self.catalogue.is_some()
    }
}

async fn ready(State(state): State<AppState>) -> Response {
    let pending =
        state.commerce().store().pending().await.map_err(|error| tracing::error!(%error, "the database failed")).ok();
    let catalogue =
        state.commerce().goods().book.effective_on(state.commerce().today()).map(|catalogue| catalogue.version.clone());
    let readiness = Readiness { database: pending.is_some(), migrations_pending: pending, catalogue };
    let status = if readiness.is_ready() { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    (status, Json(readiness)).into_response()
}

/// What proxies say of those for whom they ask.
const FORWARDING: [&str; 6] =
    ["forwarded", "via", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "x-real-ip"];

/// Only for a client on the same machine: a collector runs beside the server and asks it directly. Nobody else learns that
/// it exists, not by way of a proxy on this machine either, which is on it as much as the collector is: whether it is one
/// that is trusted, and what it says of its client, do not matter.
async fn metrics(
    State(state): State<AppState>,
    client: Option<Extension<ClientAddress>>,
    headers: HeaderMap,
) -> Response {
    let client = client.map(|Extension(ClientAddress(address))| address);
    let forwarded = FORWARDING.iter().any(|name| headers.contains_key(*name));
    if forwarded || !client.is_some_and(|address: IpAddr| address.is_loopback()) {
        return AppError::NotFound.into_response();
    }
    ([(header::CONTENT_TYPE, "text/plain; version=0.0.4")], state.metrics().render()).into_response()
}

//! The requests that only look.

use std::future::pending;
use std::time::Duration;

use axum::Json;
use axum::extract::{Path, Query, State};
use serde_json::{Value, json};

use super::fault::{Fault, Operation};
use crate::problem::Problem;
use crate::server::{App, Shared};
use crate::store::{intents, methods};

/// The metadata a list is asked for: `?metadata.order=ord_1&metadata.kind=renewal`.
#[must_use]
pub fn metadata_of(query: &[(String, String)]) -> Vec<(String, String)> {
    let named = |(name, value): &(String, String)| Some((name.strip_prefix("metadata.")?.to_owned(), value.clone()));
    query.iter().filter_map(named).collect()
}

/// `GET /v1/intents/{id}`
///
/// # Errors
/// `not_found`.
pub async fn intent(State(app): State<Shared>, Path(id): Path<String>) -> Result<Json<Value>, Problem> {
    stumble(&app).await?;
    let found = intents::find(app.store.readers(), &id).await?;
    let intent = found.ok_or_else(|| Problem::not_found("intent", &id))?;
    Ok(Json(json!(intent.view(&app.base_url))))
}

/// `GET /v1/intents?metadata.NAME=VALUE`: newest first, 100 at most.
///
/// # Errors
/// `internal`.
pub async fn intents(
    State(app): State<Shared>,
    Query(query): Query<Vec<(String, String)>>,
) -> Result<Json<Value>, Problem> {
    stumble(&app).await?;
    let found = intents::list(app.store.readers(), &metadata_of(&query), 100).await?;
    let data: Vec<_> = found.iter().map(|intent| intent.view(&app.base_url)).collect();
    Ok(Json(json!({ "data": data })))
}

/// `GET /v1/payment_methods/{id}`
///
/// # Errors
/// `not_found`.
pub async fn method(State(app): State<Shared>, Path(id): Path<String>) -> Result<Json<Value>, Problem> {
    let found = methods::find(app.store.readers(), &id).await?;
    let method = found.ok_or_else(|| Problem::not_found("payment method", &id))?;
    Ok(Json(json!(method.view())))
}

/// `GET /v1/customers/{customer}/payment_methods`: oldest first.
///
/// # Errors
/// `internal`.
pub async fn saved_methods(State(app): State<Shared>, Path(customer): Path<String>) -> Result<Json<Value>, Problem> {
    let found = methods::saved_for(app.store.readers(), &customer).await?;
    let data: Vec<_> = found.iter().map(|method| method.view()).collect();
    Ok(Json(json!({ "data": data })))
}

async fn stumble(app: &App) -> Result<(), Problem> {
    match app.fault(Operation::Find) {
        Some(Fault::ErrorBefore | Fault::ErrorAfter) => Err(Problem::internal("told to fail")),
        Some(Fault::HangBefore | Fault::HangAfter) => pending().await,
        Some(Fault::Slow { ms }) => {
            tokio::time::sleep(Duration::from_millis(u64::from(ms))).await;
            Ok(())
        }
        Some(Fault::Decline { .. }) | None => Ok(()),
    }
}

//! Control for tests and demonstrations: faults, time, webhooks, and the book of what moved.

use std::sync::PoisonError;

use axum::body::Bytes;
use axum::extract::{Path, Query, State};
use axum::routing::{get, post};
use axum::{Json, Router};
use serde::Deserialize;
use serde_json::{Value, json};

use super::command::Command;
use super::fault::Planned;
use super::reading::metadata_of;
use super::request;
use crate::instrument::decline::Decline;
use crate::intent::challenge::Authentication;
use crate::problem::Problem;
use crate::server::Shared;
use crate::store::deliveries::Delivery;
use crate::store::{StoreError, deliveries, movements, settings};
use crate::webhook::delivery::{self, Attempt};
use crate::webhook::mode::Mode;

type Answered = Result<Json<Value>, Problem>;

/// The routes.
pub fn router() -> Router<Shared> {
    Router::new()
        .route("/faults", post(plan_fault).delete(clear_faults))
        .route("/webhooks", get(latest_webhooks).post(set_webhooks))
        .route("/webhooks/flush", post(flush_webhooks))
        .route("/intents/{id}/settle", post(settle))
        .route("/intents/{id}/authenticate", post(authenticate))
        .route("/advance", post(advance))
        .route("/ledger", get(ledger))
}

async fn plan_fault(State(app): State<Shared>, body: Bytes) -> Answered {
    let planned: Planned = request::read(&body)?;
    app.faults.lock().unwrap_or_else(PoisonError::into_inner).plan(planned);
    Ok(Json(json!({ "planned": planned })))
}

async fn clear_faults(State(app): State<Shared>) -> Answered {
    app.faults.lock().unwrap_or_else(PoisonError::into_inner).clear();
    Ok(Json(json!({ "planned": null })))
}

async fn latest_webhooks(State(app): State<Shared>) -> Answered {
    let data = deliveries::latest(app.store.readers(), 100).await?;
    Ok(Json(json!({ "mode": app.mode(), "data": data })))
}

async fn set_webhooks(State(app): State<Shared>, body: Bytes) -> Answered {
    let mode: Mode = request::read(&body)?;
    app.set_mode(mode);
    Ok(Json(json!({ "mode": mode })))
}

/// The order in which held webhooks are let go.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Order {
    #[default]
    Forward,
    Reversed,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Flush {
    #[serde(default)]
    order: Order,
    #[serde(default = "once")]
    copies: u8,
}

fn once() -> u8 {
    1
}

/// Sends everything that waits, now, one after the other, and says what each met.
async fn flush_webhooks(State(app): State<Shared>, body: Bytes) -> Answered {
    let Flush { order, copies } = request::read(&body)?;
    let mut waiting: Vec<Delivery> = deliveries::waiting(app.store.readers()).await?;
    if order == Order::Reversed {
        waiting.reverse();
    }
    let mut sent: Vec<Attempt> = Vec::new();
    for delivery in &waiting {
        for _ in 0..copies {
            sent.push(delivery::send(&app, delivery).await?);
        }
    }
    Ok(Json(json!({ "sent": sent })))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Settlement {
    returned_for: Option<Decline>,
}

async fn settle(State(app): State<Shared>, Path(id): Path<String>, body: Bytes) -> Answered {
    let settlement: Settlement = request::read(&body)?;
    act(&app, Command::Settle(id, settlement.returned_for)).await
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Challenge {
    result: Authentication,
}

async fn authenticate(State(app): State<Shared>, Path(id): Path<String>, body: Bytes) -> Answered {
    let challenge: Challenge = request::read(&body)?;
    act(&app, Command::Authenticate(id, challenge.result)).await
}

/// Does what has no idempotency key because its state machine takes it only once.
///
/// # Errors
/// The refusal, or `internal`.
pub async fn act(app: &Shared, command: Command) -> Answered {
    let tx = app.store.begin().await?;
    let done = app.carry_out(&tx, command, None).await?;
    tx.commit().await.map_err(StoreError::from)?;
    app.wake.notify_one();
    Ok(Json(done))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Advance {
    seconds: u32,
}

async fn advance(State(app): State<Shared>, body: Bytes) -> Answered {
    let Advance { seconds } = request::read(&body)?;
    let skipped = app.clock.skip(seconds);
    let tx = app.store.begin().await?;
    settings::keep_skipped_seconds(&tx, skipped).await?;
    tx.commit().await.map_err(StoreError::from)?;
    let changed = app.pass_time().await?;
    Ok(Json(json!({ "now": app.clock.now(), "changed": changed })))
}

/// The book, with totals by kind and currency: `?metadata.order=…` narrows it.
async fn ledger(State(app): State<Shared>, Query(query): Query<Vec<(String, String)>>) -> Answered {
    let lines = movements::list(app.store.readers(), &metadata_of(&query)).await?;
    let mut totals = json!({});
    for line in &lines {
        let total = &mut totals[&line.currency][&line.kind];
        let (count, sum) = (total["count"].as_i64().unwrap_or(0), total["amount_minor"].as_i64().unwrap_or(0));
        *total = json!({ "count": count + 1, "amount_minor": sum + line.amount_minor });
    }
    Ok(Json(json!({ "data": lines, "totals": totals })))
}

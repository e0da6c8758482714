//! Sending what waits, until the merchant answered 2xx or patience ends.

use std::collections::BTreeMap;
use std::time::Duration;

use jiff::SignedDuration;
use serde::Serialize;
use tokio::task::JoinSet;

use super::signature;
use crate::clock::Clock;
use crate::server::{App, Shared};
use crate::store::StoreError;
use crate::store::deliveries::{self, Delivery};

/// Pauses between attempts, in seconds; after the last one the webhook is given up.
const PAUSES: &[i64] = &[1, 2, 5, 15, 60, 300, 1800, 7200, 36_000];

/// What an attempt met.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Attempt {
    /// `evt_…`
    pub event: String,
    /// `intent.captured` and the like.
    pub kind: String,
    /// The merchant's status, or why there was none.
    pub answer: String,
    /// Whether the merchant took it.
    pub delivered: bool,
}

/// Sends what is due, whenever something is, until the task is aborted.
pub async fn run(app: Shared) {
    loop {
        let woken = app.wake.notified();
        match send_due(&app).await {
            Ok(0) => {
                let _ = tokio::time::timeout(Duration::from_millis(250), woken).await;
            }
            Ok(_) => {}
            Err(error) => {
                tracing::error!(%error, "webhooks cannot be read");
                tokio::time::sleep(Duration::from_secs(1)).await;
            }
        }
    }
}

/// Sends what is due: at the same time for different intents, one after the other for one intent.
async fn send_due(app: &Shared) -> Result<usize, StoreError> {
    if app.mode().hold {
        return Ok(0);
    }
    let due = deliveries::due(app.store.readers(), Clock::wall()).await?;
    let sent = due.len();
    let mut by_intent: BTreeMap<String, Vec<Delivery>> = BTreeMap::new();
    for delivery in due {
        by_intent.entry(delivery.intent.clone()).or_default().push(delivery);
    }
    let mut tasks = JoinSet::new();
    for batch in by_intent.into_values() {
        let app = app.clone();
        tasks.spawn(async move {
            for delivery in batch {
                send(&app, &delivery).await?;
            }
            Ok::<(), StoreError>(())
        });
    }
    while let Some(done) = tasks.join_next().await {
        done.map_err(|error| tracing::error!(%error, "a webhook task ended early")).unwrap_or(Ok(()))?;
    }
    Ok(sent)
}

/// Sends one webhook once and keeps what it met.
///
/// # Errors
/// The store failed. That the merchant did not take it is no error.
pub async fn send(app: &App, delivery: &Delivery) -> Result<Attempt, StoreError> {
    let (delivered, answer) = post(app, delivery).await;
    let pause = usize::try_from(delivery.attempts).ok().and_then(|done| PAUSES.get(done));
    let retry_at = pause.map(|seconds| Clock::wall() + SignedDuration::from_secs(*seconds));
    let tx = app.store.begin().await?;
    deliveries::attempted(&tx, delivery.number, &answer, delivered, retry_at).await?;
    tx.commit().await?;
    Ok(Attempt { event: delivery.event.clone(), kind: delivery.kind.clone(), answer, delivered })
}

async fn post(app: &App, delivery: &Delivery) -> (bool, String) {
    let Some(url) = app.config.webhook_url.clone() else {
        return (false, "no webhook address is configured".to_owned());
    };
    let timestamp = Clock::wall().as_second();
    let request = app
        .http
        .post(url)
        .header("content-type", "application/json")
        .header("webhook-id", &delivery.event)
        .header("webhook-timestamp", timestamp)
        .header("webhook-signature", signature::sign(&app.webhook_key, &delivery.event, timestamp, &delivery.body))
        .body(delivery.body.clone());
    match request.send().await {
        Ok(answer) => (answer.status().is_success(), answer.status().as_u16().to_string()),
        Err(error) if error.is_timeout() => (false, "no answer in time".to_owned()),
        Err(error) if error.is_connect() => (false, "no connection".to_owned()),
        Err(_) => (false, "the answer could not be read".to_owned()),
    }
}

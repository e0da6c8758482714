//! Webhooks that wait, were delivered, or were given up.

use jiff::{SignedDuration, Timestamp};
use sea_orm::{ConnectionTrait, QueryResult};
use serde::{Deserialize, Serialize};

use super::{StoreError, column, rows, run};
use crate::clock::Clock;
use crate::webhook::event::Event;

/// A webhook on its way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Delivery {
    /// Grows with time.
    pub number: i64,
    /// `evt_…`, the same for every attempt and copy.
    pub event: String,
    /// `pi_…`
    pub intent: String,
    /// `intent.captured` and the like.
    pub kind: String,
    /// The JSON that is sent.
    #[serde(skip)]
    pub body: String,
    /// How often it was tried.
    pub attempts: i64,
    /// `waiting`, `delivered` or `given_up`.
    pub state: String,
    /// What the last attempt met.
    pub answer: Option<String>,
}

const SELECT: &str = "SELECT d.number, d.event, d.intent, e.kind, e.body, d.attempts, d.state, d.answer
    FROM delivery d JOIN event e ON e.id = d.event";

/// Keeps an event and one delivery for each delay.
///
/// # Errors
/// The database failed.
pub async fn enqueue(db: &impl ConnectionTrait, event: &Event, delays: &[SignedDuration]) -> Result<(), StoreError> {
    let values =
        [event.id.clone().into(), event.intent.clone().into(), event.kind.clone().into(), event.body.clone().into()];
    run(db, "INSERT INTO event (id, intent, kind, body) VALUES (?, ?, ?, ?)", values).await?;
    for delay in delays {
        let due = (Clock::wall() + *delay).as_microsecond();
        let values = [event.id.clone().into(), event.intent.clone().into(), due.into()];
        run(db, "INSERT INTO delivery (event, intent, due_at) VALUES (?, ?, ?)", values).await?;
    }
    Ok(())
}

/// What is to be sent by `now`, longest due first.
///
/// # Errors
/// The database failed.
pub async fn due(db: &impl ConnectionTrait, now: Timestamp) -> Result<Vec<Delivery>, StoreError> {
    let text = format!("{SELECT} WHERE d.state = 'waiting' AND d.due_at <= ? ORDER BY d.due_at, d.number LIMIT 64");
    rows(db, &text, [now.as_microsecond().into()]).await?.iter().map(read).collect()
}

/// Everything that waits, in the order in which it happened.
///
/// # Errors
/// The database failed.
pub async fn waiting(db: &impl ConnectionTrait) -> Result<Vec<Delivery>, StoreError> {
    let text = format!("{SELECT} WHERE d.state = 'waiting' ORDER BY d.number");
    rows(db, &text, []).await?.iter().map(read).collect()
}

/// The latest, newest first.
///
/// # Errors
/// The database failed.
pub async fn latest(db: &impl ConnectionTrait, limit: u32) -> Result<Vec<Delivery>, StoreError> {
    let text = format!("{SELECT} ORDER BY d.number DESC LIMIT ?");
    rows(db, &text, [i64::from(limit).into()]).await?.iter().map(read).collect()
}

/// Keeps what an attempt met: delivered, to be tried again at `retry_at`, or given up.
///
/// # Errors
/// The database failed.
pub async fn attempted(
    db: &impl ConnectionTrait,
    number: i64,
    answer: &str,
    delivered: bool,
    retry_at: Option<Timestamp>,
) -> Result<(), StoreError> {
    let state = match (delivered, retry_at) {
        (true, _) => "delivered",
        (false, Some(_)) => "waiting",
        (false, None) => "given_up",
    };
    let due = retry_at.map(Timestamp::as_microsecond);
    let text = "UPDATE delivery SET attempts = attempts + 1, answer = ?, state = ?, due_at = coalesce(?, due_at)
        WHERE number = ? AND state = 'waiting'";
    run(db, text, [answer.into(), state.into(), due.into(), number.into()]).await?;
    Ok(())
}

fn read(row: &QueryResult) -> Result<Delivery, StoreError> {
    Ok(Delivery {
        number: column(row, "number")?,
        event: column(row, "event")?,
        intent: column(row, "intent")?,
        kind: column(row, "kind")?,
        body: column(row, "body")?,
        attempts: column(row, "attempts")?,
        state: column(row, "state")?,
        answer: column(row, "answer")?,
    })
}

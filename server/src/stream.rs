//! The events of one thing, one by one as they happen (server-sent events).
//!
//! Opened by a ticket that is used up, so that no cookie is needed and a copied address is worth nothing. Every event
//! carries its number: whoever was cut off goes on after it, with another ticket. A stream ends when the server stops, and
//! after a while by itself, so that whoever may not see the thing any more does not see it for long.

use std::convert::Infallible;
use std::time::Duration;

use axum::http::{HeaderMap, HeaderName, HeaderValue, header};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use commerce::store::events::{Follower, Model};
use futures::{StreamExt as _, stream};
use serde::Deserialize;
use serde_json::json;

use crate::state::AppState;

/// How long one ticket's stream lasts at most.
const LONGEST: Duration = Duration::from_mins(15);
/// How often a silent stream says that it is still there, so that nothing in between closes it.
const KEEP_ALIVE: Duration = Duration::from_secs(15);
/// Where the browser was cut off.
const LAST_EVENT_ID: &str = "last-event-id";
/// Keeps proxies from collecting events before they pass them on.
const UNBUFFERED: (HeaderName, HeaderValue) =
    (HeaderName::from_static("x-accel-buffering"), HeaderValue::from_static("no"));

/// What the address says.
#[derive(Debug, Deserialize)]
pub struct Asked {
    /// The ticket.
    #[serde(default)]
    pub ticket: String,
    /// The number of the last event that is known already.
    #[serde(default)]
    after: i64,
}

impl Asked {
    /// The number of the last event that is known: where the browser was cut off, or what the address says.
    #[must_use]
    pub fn after(&self, headers: &HeaderMap) -> i64 {
        last_event(headers).unwrap_or(self.after)
    }
}

/// What `follower` hears, each event called `name`.
#[must_use]
pub fn events(state: AppState, follower: Follower, name: &'static str) -> Response {
    let events = stream::unfold(follower, move |mut follower| async move {
        match follower.next().await {
            Ok(event) => Some((Ok::<_, Infallible>(told(&event, name)), follower)),
            Err(error) => {
                tracing::error!(%error, "a stream of events failed");
                None
            }
        }
    });
    let over = async move {
        let _ = tokio::time::timeout(LONGEST, state.stopping()).await;
    };
    let stream = Sse::new(events.take_until(over)).keep_alive(KeepAlive::new().interval(KEEP_ALIVE));
    let headers = [(header::CACHE_CONTROL, HeaderValue::from_static("no-store")), UNBUFFERED];
    (headers, stream).into_response()
}

/// The number that the browser had when it was cut off; `None` where it says none, or nonsense.
fn last_event(headers: &HeaderMap) -> Option<i64> {
    headers.get(LAST_EVENT_ID)?.to_str().ok()?.parse().ok()
}

/// An event says that something happened, and what; what that means is asked for as everything is.
fn told(event: &Model, name: &str) -> Event {
    let data = json!({ "sequence": event.sequence, "name": event.name, "at": event.occurred_at.0 });
    Event::default().id(event.sequence.to_string()).event(name).data(data.to_string())
}

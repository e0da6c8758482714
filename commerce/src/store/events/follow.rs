//! Following an aggregate's events as they happen.

use std::collections::VecDeque;
use std::time::Duration;

use tokio::sync::broadcast::{Receiver, error::RecvError};

use super::{Announcement, Model};
use crate::store::{Store, StoreError};

/// How often the store is asked for what other processes recorded.
const LOOK_EVERY: Duration = Duration::from_secs(1);
/// Events read at once.
const BATCH: u64 = 64;

/// Gives the events of one aggregate in order, without a gap: those recorded already, then each as it happens. Events of
/// this process come at once, those of others within a second.
#[derive(Debug)]
pub struct Follower {
    store: Store,
    aggregate_id: String,
    last: i64,
    ready: VecDeque<Model>,
    announcements: Receiver<Announcement>,
}

impl Follower {
    /// Follows from after event number `after`; from the beginning with 0.
    #[must_use]
    pub fn new(store: &Store, aggregate_id: &str, after: i64) -> Self {
        // Listening begins before the first look: what happens in between is heard.
        let announcements = store.announcements();
        let aggregate_id = aggregate_id.to_owned();
        Self { store: store.clone(), aggregate_id, last: after, ready: VecDeque::new(), announcements }
    }

    /// The next event, as soon as there is one. Nothing is lost when the call is dropped before it answers.
    ///
    /// # Errors
    /// The database failed.
    pub async fn next(&mut self) -> Result<Model, StoreError> {
        loop {
            if let Some(event) = self.ready.pop_front() {
                self.last = event.sequence;
                return Ok(event);
            }
            self.ready = super::after(self.store.read(), &self.aggregate_id, self.last, BATCH).await?.into();
            if self.ready.is_empty() {
                self.hear().await;
            }
        }
    }

    /// Waits until there may be something new.
    async fn hear(&mut self) {
        let news = async {
            loop {
                match self.announcements.recv().await {
                    Ok(said) if said.aggregate_id != self.aggregate_id || said.sequence <= self.last => {}
                    // Too much was said to keep up: the store knows.
                    Ok(_) | Err(RecvError::Lagged(_)) => return,
                    Err(RecvError::Closed) => std::future::pending().await,
                }
            }
        };
        let _ = tokio::time::timeout(LOOK_EVERY, news).await;
    }
}

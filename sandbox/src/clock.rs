//! The sandbox's time: the wall clock plus what it was told to skip.
//!
//! The skip is kept in the store, so that a debit that was settled by skipping days stays settled after a restart.

use std::sync::atomic::{AtomicI64, Ordering};

use jiff::{SignedDuration, Timestamp};

/// The wall clock and an offset that only grows.
#[derive(Debug, Default)]
pub struct Clock {
    skipped_seconds: AtomicI64,
}

impl Clock {
    /// A clock that already skipped `seconds`.
    #[must_use]
    pub fn skipped(seconds: i64) -> Self {
        Self { skipped_seconds: AtomicI64::new(seconds) }
    }

    /// Business time: when authorisations run out and debits settle.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        Self::wall() + SignedDuration::from_secs(self.skipped_seconds.load(Ordering::Relaxed))
    }

    /// Transport time: webhook signatures and retries, whatever was skipped.
    #[must_use]
    #[expect(clippy::disallowed_methods, reason = "the sandbox is a process of its own; this is its one clock")]
    pub fn wall() -> Timestamp {
        Timestamp::now()
    }

    /// Skips `seconds` and says how many were skipped in all.
    pub fn skip(&self, seconds: u32) -> i64 {
        self.skipped_seconds.fetch_add(i64::from(seconds), Ordering::Relaxed) + i64::from(seconds)
    }
}

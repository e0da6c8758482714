//! How webhooks misbehave when told: late, twice, out of order, or not at all.

use jiff::SignedDuration;
use serde::{Deserialize, Serialize};

use crate::intent::Intent;

/// The name of the metadata value by which one intent's webhooks are told to misbehave.
pub const METADATA: &str = "sandbox_webhooks";

/// How far apart the changes of an intent arrive, newest first, when they are told to come out of order.
const STEP: SignedDuration = SignedDuration::from_millis(700);
/// How late is late.
const LATE: SignedDuration = SignedDuration::from_secs(5);

/// What holds for all webhooks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Mode {
    /// Nothing is sent until it is flushed or this is lifted.
    pub hold: bool,
    /// How often each is sent; 0 sends none.
    pub copies: u8,
    /// How late the first copy is sent, in milliseconds.
    pub delay_ms: u32,
}

impl Default for Mode {
    fn default() -> Self {
        Self { hold: false, copies: 1, delay_ms: 0 }
    }
}

impl Mode {
    /// After which delay each copy of the intent's latest event is sent.
    #[must_use]
    pub fn of(self, intent: &Intent) -> Vec<SignedDuration> {
        let told = intent.metadata.get(METADATA).map_or("", String::as_str);
        let told = |word: &str| told.split(',').any(|t| t.trim() == word);
        let mut delay = SignedDuration::from_millis(i64::from(self.delay_ms));
        if told("late") {
            delay += LATE;
        }
        if told("out_of_order") {
            delay += STEP * (4 - i32::try_from(intent.version.min(4)).unwrap_or(4));
        }
        let copies = if told("never") { 0 } else { i32::from(self.copies) + i32::from(told("twice")) };
        (0..copies).map(|copy| delay + STEP * copy).collect()
    }
}

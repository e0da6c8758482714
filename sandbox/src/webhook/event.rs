//! What a webhook says: that an intent changed, and all of the intent, so that order and loss do not matter.

use serde_json::json;
use url::Url;

use crate::ids;
use crate::intent::Intent;

/// Something that happened to an intent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// `evt_…`; the `webhook-id` header of every attempt.
    pub id: String,
    /// `pi_…`
    pub intent: String,
    /// `intent.` and the status it is in now.
    pub kind: String,
    /// The JSON that is sent: `type`, `timestamp`, `data`.
    pub body: String,
}

impl Event {
    /// The event of the intent's latest change.
    #[must_use]
    pub fn of(intent: &Intent, base: &Url) -> Self {
        let kind = format!("intent.{}", intent.status());
        let body = json!({ "type": kind, "timestamp": intent.updated_at, "data": intent.view(base) }).to_string();
        Self { id: ids::fresh("evt"), intent: intent.id.clone(), kind, body }
    }
}

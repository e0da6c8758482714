//! Who acts, and what they may do.

use serde::{Deserialize, Serialize};

use crate::email::Email;
use crate::ids::UserId;

/// Who did something, for the audit trail.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "actor", rename_all = "snake_case")]
pub enum Actor {
    /// Somebody who has not proved an e-mail address yet.
    Visitor,
    /// A signed-in person.
    User {
        /// Which one.
        user: UserId,
    },
    /// Whoever holds the link that was sent to an approver.
    Approver {
        /// Where the link was sent.
        email: Email,
    },
    /// A machine client of a partner.
    Partner {
        /// Its name.
        client: String,
    },
    /// One of us.
    Staff {
        /// Which one.
        user: UserId,
    },
    /// Kassa itself: a job, the gateway's word, time.
    System,
}

//! The audit trail of an account: who did what, when, from where, and what changed by it.
//!
//! It is read from the events, which are only ever added to. Nothing secret is in them: no code, no link, no card.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::access::Origin;

/// How many entries a page of the trail has.
pub const PAGE: u64 = 50;

/// Something that was done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuditEntry {
    /// Its id.
    pub id: String,
    /// When.
    #[serde(with = "crate::iso::instant")]
    pub at: Timestamp,
    /// What, like `member_joined`.
    pub event: String,
    /// By what kind of actor: `user`, `approver`, `partner`, `staff`, `system`, `visitor`.
    pub actor: String,
    /// Who, where that is a person or a machine client: an address or a name.
    pub who: Option<String>,
    /// To what, by its id.
    pub about: String,
    /// From where, if by somebody’s browser.
    pub origin: Option<Origin>,
    /// What changed by it.
    pub changes: Vec<Changed>,
}

/// A fact that changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Changed {
    /// Which one, like `profile.address.city`.
    pub field: String,
    /// What it was; `None` where there was nothing.
    pub before: Option<String>,
    /// What it is; `None` where there is nothing any more.
    pub after: Option<String>,
}

/// Which entries are wanted.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct AuditFilter {
    /// Only what is called so; blank for everything.
    pub event: String,
    /// Only what this kind of actor did; blank for everybody.
    pub actor: String,
    /// From this day on.
    pub from: Option<Date>,
    /// Up to this day, and with it.
    pub until: Option<Date>,
    /// Only what is older than the entry with this id: the next page.
    pub older_than: String,
}

/// A page of the trail.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuditPage {
    /// The entries, the newest first.
    pub entries: Vec<AuditEntry>,
    /// Whether there are older ones.
    pub more: bool,
}

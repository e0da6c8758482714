//! The audit trail of an account: who did what, when, from where, and what changed by it.
//!
//! It is read from the events, which are only ever added to. Nothing secret is in them: no code, no link, no card.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::access::Origin;

/// How many entries a page of the trail has.
pub const PAGE: u64 = 50;
/// How many changes of an entry a page names.
const CHANGES: usize = 40;
/// How much of a text a page shows, in characters.
const TEXT: usize = 200;

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
    /// How many changes more there are than are told here.
    #[serde(default)]
    pub untold: usize,
}

impl AuditEntry {
    /// As a page has it: the first changes, and the beginning of each text. The file has all of it.
    #[must_use]
    pub fn shortened(mut self) -> Self {
        self.untold += self.changes.len().saturating_sub(CHANGES);
        self.changes.truncate(CHANGES);
        for change in &mut self.changes {
            [&mut change.before, &mut change.after].into_iter().flatten().for_each(shorten);
        }
        self
    }
}

fn shorten(text: &mut String) {
    if let Some((end, _)) = text.char_indices().nth(TEXT) {
        text.truncate(end);
        text.push('…');
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_says_how_much_it_leaves_out() {
        let text = |length: usize| Some("ü".repeat(length));
        let changed = Changed { field: "note".to_owned(), before: text(TEXT), after: text(TEXT + 1) };
        let whole = AuditEntry {
            id: "evt_1".to_owned(),
            at: "2026-11-20T09:00:00Z".parse().unwrap(),
            event: "order_placed".to_owned(),
            actor: "system".to_owned(),
            who: None,
            about: "ord_1".to_owned(),
            origin: None,
            changes: vec![changed; CHANGES + 3],
            untold: 0,
        };
        let short = whole.shortened();
        assert_eq!((short.changes.len(), short.untold), (CHANGES, 3));
        let first = &short.changes[0];
        assert_eq!(first.before, text(TEXT));
        assert_eq!(first.after, text(TEXT).map(|kept| format!("{kept}…")));
        assert_eq!(short.clone().shortened().untold, 3);
    }
}

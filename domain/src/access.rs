//! Who acts, and what they may do.
//!
//! One table ([`table`]) says who may do what; [`decide`] asks it. Guarantees that a stranger cannot tell a thing they may
//! not see from one that does not exist, and that everybody else is told in words what they would have to be. Ids open
//! nothing: a [`Caller`] is made of a session, of redeemed links and of short-lived tokens.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::email::Email;
use crate::ids::UserId;
use crate::refusal::Refusal;

mod caller;
pub mod device;
pub mod oidc;
mod origin;
pub mod session;
mod staffing;
pub mod table;

pub use caller::{Caller, Grant, Person, Purpose, Scope, StaffRole, Target};
pub use origin::Origin;
pub use staffing::Staffing;
pub use table::{Action, Needs, Row, TargetKind, Who};

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

/// A “no” to a caller.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Denied {
    /// The caller may not know whether there is such a thing.
    #[error("not found")]
    NotFound,
    /// The caller may see it, but not do this.
    #[error("not allowed")]
    Lacks(Needs),
}

impl From<Denied> for Refusal {
    fn from(denied: Denied) -> Self {
        match denied {
            Denied::NotFound => Self::new("not_found"),
            Denied::Lacks(Needs::SignIn) => Self::new("needs_sign_in"),
            Denied::Lacks(Needs::Buyer) => Self::new("needs_buyer"),
            Denied::Lacks(Needs::Approver) => Self::new("needs_approver"),
            Denied::Lacks(Needs::Billing) => Self::new("needs_billing"),
            Denied::Lacks(Needs::Owner) => Self::new("needs_owner"),
            Denied::Lacks(Needs::Licences) => Self::new("needs_licences"),
            Denied::Lacks(Needs::Member) => Self::new("needs_member"),
            Denied::Lacks(Needs::Staff) => Self::new("needs_staff"),
        }
    }
}

impl Target {
    /// What kind of thing it is.
    #[must_use]
    pub const fn kind(&self) -> TargetKind {
        match self {
            Self::Public => TargetKind::Public,
            Self::Own => TargetKind::Own,
            Self::Checkout { .. } => TargetKind::Checkout,
            Self::Trial { .. } => TargetKind::Trial,
            Self::Order { .. } => TargetKind::Order,
            Self::Account { .. } => TargetKind::Account,
            Self::Staff => TargetKind::Staff,
        }
    }
}

/// Whether `caller` may do `action` to `target` at this moment. The page asks it what to disable, the server what to
/// refuse.
///
/// # Errors
/// [`Denied::NotFound`] to whoever may not see the thing, and for an action that is not about such a thing; else what
/// the caller lacks.
pub fn decide(caller: &Caller, action: Action, target: &Target, now: Timestamp) -> Result<(), Denied> {
    let row = action.row();
    if row.about != target.kind() {
        return Err(Denied::NotFound);
    }
    let standing = caller.standing(target, now);
    if row.allows(&standing) {
        return Ok(());
    }
    let sees = row.about.seen_by().is_none_or(|view| view.row().allows(&standing));
    Err(if sees { Denied::Lacks(row.refusal) } else { Denied::NotFound })
}

#[cfg(test)]
mod tests;

//! Acting on a customer's behalf: for one account, for a reason, for a while.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use super::Reason;
use crate::ids::{AccountId, ActingId, UserId};
use crate::moment::after;

/// How long it lasts if it is not ended before.
pub const LASTS: SignedDuration = SignedDuration::from_hours(1);

/// One of us acting for a customer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Acting {
    /// Its id.
    pub id: ActingId,
    /// For whom.
    pub account: AccountId,
    /// Who.
    pub staff: UserId,
    /// Why.
    pub reason: Reason,
    /// Since when.
    #[serde(with = "crate::iso::instant")]
    pub began_at: Timestamp,
    /// Until when: it ends by itself then, or was ended.
    #[serde(with = "crate::iso::instant")]
    pub until: Timestamp,
}

/// The same as the customer and whoever acts see it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OnBehalf {
    /// Who: their address.
    pub who: String,
    /// Whether the reader is it.
    pub me: bool,
    /// Why.
    pub reason: String,
    /// Until when.
    #[serde(with = "crate::iso::instant")]
    pub until: Timestamp,
}

impl Acting {
    /// It begins now.
    #[must_use]
    pub fn begin(id: ActingId, account: AccountId, staff: UserId, reason: Reason, now: Timestamp) -> Self {
        Self { id, account, staff, reason, began_at: now, until: after(now, LASTS) }
    }

    /// Whether it goes on.
    #[must_use]
    pub fn goes_on(&self, now: Timestamp) -> bool {
        now < self.until
    }

    /// It ends now; one that has ended stays as it is.
    #[must_use]
    pub fn end(self, now: Timestamp) -> Self {
        Self { until: self.until.min(now), ..self }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_ends_by_itself_or_when_it_is_ended() {
        let now = Timestamp::UNIX_EPOCH;
        let reason = Reason::typed("Called about an invoice", "reason").expect("a reason");
        let acting = Acting::begin(ActingId::from_bits(1), AccountId::from_bits(2), UserId::from_bits(3), reason, now);
        let later = |minutes| after(now, SignedDuration::from_mins(minutes));
        assert!(acting.goes_on(later(59)));
        assert!(!acting.goes_on(later(60)));
        let ended = acting.end(later(10));
        assert!(ended.goes_on(later(9)));
        assert!(!ended.goes_on(later(10)));
        assert_eq!(ended.clone().end(later(20)), ended);
    }
}

//! Somebody whose address is in an account's mail domain asks to become a member; an owner answers.
//!
//! ```text
//! waiting -> approved | declined | lapsed
//! ```

use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use super::{BillingAccount, DomainClaim, Role};
use crate::ids::{AccountId, DomainClaimId, JoinRequestId, UserId};
use crate::moment::{after, days, utc_date};
use crate::refusal::Refusal;

/// How many requests of an account can wait at once.
pub const WAITING_AT_ONCE: usize = 50;
/// How long after a “no” the same person can ask again.
pub const AGAIN_AFTER: SignedDuration = days(7);

/// A request to become a member. It names the person by their id alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct JoinRequest {
    /// Its id.
    pub id: JoinRequestId,
    /// Of what.
    pub account: AccountId,
    /// Who asks.
    pub user: UserId,
    /// The claim of the domain that their address is in.
    pub claim: DomainClaimId,
    /// When they asked.
    #[serde(with = "crate::iso::instant")]
    pub asked_at: Timestamp,
    /// What has become of it.
    pub state: JoinState,
}

/// What has become of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "status", rename_all = "snake_case")]
pub enum JoinState {
    /// Nobody has answered.
    Waiting,
    /// They are a member.
    Approved {
        /// Who said so.
        by: UserId,
        /// As what they joined.
        role: Role,
        /// When.
        #[serde(with = "crate::iso::instant")]
        at: Timestamp,
    },
    /// An owner said no.
    Declined {
        /// Who.
        by: UserId,
        /// When.
        #[serde(with = "crate::iso::instant")]
        at: Timestamp,
    },
    /// It has lost its point: they became a member otherwise, or the domain is the account's no more.
    Lapsed {
        /// When.
        #[serde(with = "crate::iso::instant")]
        at: Timestamp,
    },
}

/// A named “no” about a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum JoinRefusal {
    /// It was answered, or has lost its point.
    #[error("the request has been answered or has lost its point")]
    JoinRequestOver,
    /// They have asked and wait.
    #[error("they have asked already")]
    JoinRequestWaits,
    /// An owner said no a short while ago.
    #[error("an owner declined a short while ago")]
    JoinDeclinedLately {
        /// From which day on they can ask again.
        from: Date,
    },
    /// Too many wait already.
    #[error("too many requests wait")]
    TooManyJoinRequests,
}

impl From<JoinRefusal> for Refusal {
    fn from(refusal: JoinRefusal) -> Self {
        match refusal {
            JoinRefusal::JoinRequestOver => Self::new("join_request_over"),
            JoinRefusal::JoinRequestWaits => Self::new("join_request_waits"),
            JoinRefusal::JoinDeclinedLately { from } => Self::new("join_declined_lately").with("from", from),
            JoinRefusal::TooManyJoinRequests => Self::new("too_many_join_requests"),
        }
    }
}

impl BillingAccount {
    /// Somebody whose address is in the domain of `claim` asks to become a member. `theirs` is what they last asked this
    /// account, `waiting` counts its requests that wait.
    ///
    /// # Errors
    /// They have asked and wait, or heard “no” a short while ago; too many wait.
    pub fn ask_to_join(
        &self,
        id: JoinRequestId,
        (user, claim): (UserId, &DomainClaim),
        (theirs, waiting): (Option<&JoinRequest>, usize),
        now: Timestamp,
    ) -> Result<JoinRequest, JoinRefusal> {
        match theirs.map(|request| request.state) {
            Some(JoinState::Waiting) => return Err(JoinRefusal::JoinRequestWaits),
            Some(JoinState::Declined { at, .. }) if now < after(at, AGAIN_AFTER) => {
                return Err(JoinRefusal::JoinDeclinedLately { from: utc_date(after(at, AGAIN_AFTER)) });
            }
            _ => {}
        }
        if waiting >= WAITING_AT_ONCE {
            return Err(JoinRefusal::TooManyJoinRequests);
        }
        let state = JoinState::Waiting;
        Ok(JoinRequest { id, account: self.id, user, claim: claim.id, asked_at: now, state })
    }
}

impl JoinRequest {
    /// Whether nobody has answered it.
    #[must_use]
    pub const fn is_waiting(&self) -> bool {
        matches!(self.state, JoinState::Waiting)
    }

    /// The name of its state.
    #[must_use]
    pub const fn status(&self) -> &'static str {
        match self.state {
            JoinState::Waiting => "waiting",
            JoinState::Approved { .. } => "approved",
            JoinState::Declined { .. } => "declined",
            JoinState::Lapsed { .. } => "lapsed",
        }
    }

    /// An owner takes them in.
    ///
    /// # Errors
    /// It is over.
    pub fn approve(self, by: UserId, role: Role, now: Timestamp) -> Result<Self, JoinRefusal> {
        self.end(JoinState::Approved { by, role, at: now })
    }

    /// An owner says no.
    ///
    /// # Errors
    /// It is over.
    pub fn decline(self, by: UserId, now: Timestamp) -> Result<Self, JoinRefusal> {
        self.end(JoinState::Declined { by, at: now })
    }

    /// It has lost its point.
    ///
    /// # Errors
    /// It is over.
    pub fn lapse(self, now: Timestamp) -> Result<Self, JoinRefusal> {
        self.end(JoinState::Lapsed { at: now })
    }

    const fn end(self, state: JoinState) -> Result<Self, JoinRefusal> {
        if self.is_waiting() { Ok(Self { state, ..self }) } else { Err(JoinRefusal::JoinRequestOver) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::account::{ClaimState, Profile};
    use crate::ids::MembershipId;

    const NOW: Timestamp = Timestamp::UNIX_EPOCH;
    const ADA: UserId = UserId::from_bits(1);
    const BOB: UserId = UserId::from_bits(2);

    fn asked(before: Option<&JoinRequest>, waiting: usize, now: Timestamp) -> Result<JoinRequest, JoinRefusal> {
        let id = AccountId::from_bits(1);
        let account = BillingAccount::open(id, Profile::default(), ADA, MembershipId::from_bits(1), NOW);
        let claim = DomainClaim {
            id: DomainClaimId::from_bits(1),
            account: id,
            domain: "acme.example".parse().unwrap(),
            token: "abc".to_owned(),
            claimed_by: ADA,
            claimed_at: NOW,
            state: ClaimState::Verified { at: NOW, missing_since: None },
        };
        account.ask_to_join(JoinRequestId::from_bits(1), (BOB, &claim), (before, waiting), now)
    }

    #[test]
    fn somebody_asks_once_and_after_a_no_a_week_later() {
        let request = asked(None, 0, NOW).unwrap();
        assert_eq!(asked(Some(&request), 0, NOW), Err(JoinRefusal::JoinRequestWaits));
        assert_eq!(asked(None, WAITING_AT_ONCE, NOW), Err(JoinRefusal::TooManyJoinRequests));
        let declined = request.decline(ADA, NOW).unwrap();
        let from = utc_date(after(NOW, days(7)));
        assert_eq!(asked(Some(&declined), 0, after(NOW, days(6))), Err(JoinRefusal::JoinDeclinedLately { from }));
        assert!(asked(Some(&declined), 0, after(NOW, days(7))).is_ok());
        assert!(asked(Some(&request.lapse(NOW).unwrap()), 0, NOW).is_ok());
    }

    #[test]
    fn it_is_answered_once() {
        let request = asked(None, 0, NOW).unwrap();
        let ends = [request.approve(ADA, Role::Viewer, NOW), request.decline(ADA, NOW), request.lapse(NOW)];
        for over in ends.map(Result::unwrap) {
            assert!(!over.is_waiting());
            assert_eq!(over.approve(ADA, Role::Owner, NOW), Err(JoinRefusal::JoinRequestOver));
            assert_eq!(over.decline(ADA, NOW), Err(JoinRefusal::JoinRequestOver));
            assert_eq!(over.lapse(NOW), Err(JoinRefusal::JoinRequestOver));
        }
    }
}

//! Invitations: somebody is asked by mail to become a member, and accepts as the invited address only.
//!
//! ```text
//! pending -> accepted | declined | revoked      pending (its time over) -> pending (sent again)
//! ```

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use super::{BillingAccount, Role};
use crate::access::Action;
use crate::email::Email;
use crate::ids::{AccountId, InvitationId, UserId};
use crate::moment::{after, days, seconds_until};
use crate::refusal::Refusal;

/// For how many days an invitation can be accepted.
pub const LIFETIME_DAYS: u32 = 7;
/// How long after it was sent an invitation can be sent again.
pub const AGAIN_AFTER: SignedDuration = SignedDuration::from_mins(1);
/// How many invitations of an account can wait at once.
pub const WAITING_AT_ONCE: usize = 50;

/// Somebody who is asked to become a member.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Invitation {
    /// Its id.
    pub id: InvitationId,
    /// Of what.
    pub account: AccountId,
    /// Who.
    pub email: Email,
    /// As what.
    pub role: Role,
    /// Who asked them.
    pub invited_by: UserId,
    /// When they were last asked.
    #[serde(with = "crate::iso::instant")]
    pub sent_at: Timestamp,
    /// What has become of it.
    pub state: InvitationState,
}

/// What has become of an invitation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "status", rename_all = "snake_case")]
pub enum InvitationState {
    /// It waits; its time may be over.
    Pending,
    /// They are a member.
    Accepted {
        /// As whom.
        user: UserId,
        /// When.
        #[serde(with = "crate::iso::instant")]
        at: Timestamp,
    },
    /// They do not want to.
    Declined {
        /// When.
        #[serde(with = "crate::iso::instant")]
        at: Timestamp,
    },
    /// It was taken back.
    Revoked {
        /// When.
        #[serde(with = "crate::iso::instant")]
        at: Timestamp,
    },
}

/// A named “no” about an invitation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum InvitationRefusal {
    /// Nobody gives a role that they do not have: owners are made by owners.
    #[error("this role is not theirs to give")]
    RoleNotYours,
    /// It was accepted, declined or taken back.
    #[error("the invitation has been answered or taken back")]
    InvitationOver,
    /// Its time is over.
    #[error("the invitation has expired")]
    InvitationExpired,
    /// It was sent a moment ago.
    #[error("the invitation was sent a moment ago")]
    InvitationTooSoon {
        /// How long to wait.
        seconds: i64,
    },
    /// Too many wait already.
    #[error("too many invitations wait")]
    TooManyInvitations,
}

impl From<InvitationRefusal> for Refusal {
    fn from(refusal: InvitationRefusal) -> Self {
        match refusal {
            InvitationRefusal::RoleNotYours => Self::new("role_not_yours").on("role"),
            InvitationRefusal::InvitationOver => Self::new("invitation_over"),
            InvitationRefusal::InvitationExpired => Self::new("invitation_expired"),
            InvitationRefusal::InvitationTooSoon { seconds } => {
                Self::new("invitation_too_soon").with("seconds", seconds)
            }
            InvitationRefusal::TooManyInvitations => {
                Self::new("too_many_invitations").with("max", WAITING_AT_ONCE as i64)
            }
        }
    }
}

impl Role {
    /// Whether whoever has this role may invite somebody as `role`: nobody makes owners but owners.
    #[must_use]
    pub fn may_invite_as(self, role: Self) -> bool {
        self.may(Action::InviteMember) && (role != Self::Owner || self.may(Action::ManageMembers))
    }

    /// The roles that whoever has this one may invite as.
    pub fn invites_as(self) -> impl Iterator<Item = Self> {
        Self::ALL.into_iter().filter(move |role| self.may_invite_as(*role))
    }
}

impl BillingAccount {
    /// Asks somebody to become a member, as a member with role `by` does. `waiting` counts the account's invitations that
    /// wait already.
    ///
    /// # Errors
    /// The role is not theirs to give; too many wait.
    pub fn invite(
        &self,
        id: InvitationId,
        email: Email,
        role: Role,
        (inviter, by): (UserId, Role),
        waiting: usize,
        now: Timestamp,
    ) -> Result<Invitation, InvitationRefusal> {
        if !by.may_invite_as(role) {
            return Err(InvitationRefusal::RoleNotYours);
        }
        if waiting >= WAITING_AT_ONCE {
            return Err(InvitationRefusal::TooManyInvitations);
        }
        let state = InvitationState::Pending;
        Ok(Invitation { id, account: self.id, email, role, invited_by: inviter, sent_at: now, state })
    }
}

impl Invitation {
    /// Until when it can be accepted.
    #[must_use]
    pub fn expires_at(&self) -> Timestamp {
        after(self.sent_at, days(LIFETIME_DAYS))
    }

    /// Whether it waits for an answer, in time or not.
    #[must_use]
    pub const fn is_pending(&self) -> bool {
        matches!(self.state, InvitationState::Pending)
    }

    /// The name of its state.
    #[must_use]
    pub const fn status(&self) -> &'static str {
        match self.state {
            InvitationState::Pending => "pending",
            InvitationState::Accepted { .. } => "accepted",
            InvitationState::Declined { .. } => "declined",
            InvitationState::Revoked { .. } => "revoked",
        }
    }

    /// Asks again, with all its time.
    ///
    /// # Errors
    /// It is over; it was sent a moment ago.
    pub fn again(self, now: Timestamp) -> Result<Self, InvitationRefusal> {
        self.require_pending()?;
        let from = after(self.sent_at, AGAIN_AFTER);
        if now < from {
            return Err(InvitationRefusal::InvitationTooSoon { seconds: seconds_until(now, from) });
        }
        Ok(Self { sent_at: now, ..self })
    }

    /// Asks again as another role, as a member with role `by` does.
    ///
    /// # Errors
    /// The role is not theirs to give; and as [`Self::again`].
    pub fn again_as(
        self,
        role: Role,
        (inviter, by): (UserId, Role),
        now: Timestamp,
    ) -> Result<Self, InvitationRefusal> {
        if !by.may_invite_as(role) {
            return Err(InvitationRefusal::RoleNotYours);
        }
        Ok(Self { role, invited_by: inviter, ..self.again(now)? })
    }

    /// Takes it back.
    ///
    /// # Errors
    /// It is over.
    pub fn revoke(self, now: Timestamp) -> Result<Self, InvitationRefusal> {
        self.require_pending()?;
        Ok(Self { state: InvitationState::Revoked { at: now }, ..self })
    }

    /// Says no. Possible after its time, too.
    ///
    /// # Errors
    /// It is over.
    pub fn decline(self, now: Timestamp) -> Result<Self, InvitationRefusal> {
        self.require_pending()?;
        Ok(Self { state: InvitationState::Declined { at: now }, ..self })
    }

    /// Says yes, as somebody who has proved the invited address.
    ///
    /// # Errors
    /// It is over, or its time is.
    pub fn accept(self, user: UserId, now: Timestamp) -> Result<Self, InvitationRefusal> {
        self.require_pending()?;
        if self.expires_at() <= now {
            return Err(InvitationRefusal::InvitationExpired);
        }
        Ok(Self { state: InvitationState::Accepted { user, at: now }, ..self })
    }

    const fn require_pending(&self) -> Result<(), InvitationRefusal> {
        if self.is_pending() { Ok(()) } else { Err(InvitationRefusal::InvitationOver) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::account::Profile;
    use crate::ids::MembershipId;

    const NOW: Timestamp = Timestamp::UNIX_EPOCH;
    const ADA: UserId = UserId::from_bits(1);

    fn account() -> BillingAccount {
        BillingAccount::open(AccountId::from_bits(1), Profile::default(), ADA, MembershipId::from_bits(1), NOW)
    }

    fn invited(by: Role, role: Role, waiting: usize) -> Result<Invitation, InvitationRefusal> {
        let email = "bob@example.com".parse().unwrap();
        account().invite(InvitationId::from_bits(1), email, role, (ADA, by), waiting, NOW)
    }

    #[test]
    fn nobody_gives_what_they_do_not_have() {
        let given = |by: Role| by.invites_as().collect::<Vec<_>>();
        assert_eq!(given(Role::Owner), Role::ALL);
        assert_eq!(given(Role::BillingManager), [Role::BillingManager, Role::Viewer, Role::Technical]);
        assert!(given(Role::Viewer).is_empty() && given(Role::Technical).is_empty());
        assert_eq!(invited(Role::BillingManager, Role::Owner, 0), Err(InvitationRefusal::RoleNotYours));
        assert_eq!(invited(Role::Owner, Role::Viewer, WAITING_AT_ONCE), Err(InvitationRefusal::TooManyInvitations));
    }

    #[test]
    fn it_is_accepted_within_seven_days_and_after_that_when_sent_again() {
        let invitation = invited(Role::Owner, Role::Viewer, 0).unwrap();
        let end = invitation.expires_at();
        assert_eq!(end, after(NOW, days(7)));
        let just_before = after(end, SignedDuration::from_secs(-1));
        assert_eq!(invitation.clone().accept(ADA, just_before).unwrap().status(), "accepted");
        assert_eq!(invitation.clone().accept(ADA, end), Err(InvitationRefusal::InvitationExpired));
        assert!(invitation.again(end).unwrap().accept(ADA, after(end, days(6))).is_ok());
    }

    #[test]
    fn it_is_sent_again_not_sooner_than_a_minute_later() {
        let invitation = invited(Role::Owner, Role::Viewer, 0).unwrap();
        let soon = after(NOW, SignedDuration::from_secs(20));
        assert_eq!(invitation.clone().again(soon), Err(InvitationRefusal::InvitationTooSoon { seconds: 40 }));
        assert!(invitation.again(after(NOW, AGAIN_AFTER)).is_ok());
    }

    #[test]
    fn what_is_over_stays_over() {
        let invitation = || invited(Role::Owner, Role::Viewer, 0).unwrap();
        let ends = [invitation().revoke(NOW), invitation().decline(NOW), invitation().accept(ADA, NOW)];
        for over in ends.map(Result::unwrap) {
            assert!(!over.is_pending());
            assert_eq!(over.clone().again(after(NOW, days(1))), Err(InvitationRefusal::InvitationOver));
            assert_eq!(over.clone().revoke(NOW), Err(InvitationRefusal::InvitationOver));
            assert_eq!(over.clone().decline(NOW), Err(InvitationRefusal::InvitationOver));
            assert_eq!(over.accept(ADA, NOW), Err(InvitationRefusal::InvitationOver));
        }
    }
}

//! Billing accounts: the paying organisation and the people who act for it.
//!
//! Owns the memberships. Guarantees that every account has at least one owner, and that its primary owner is one of them
//! (law 10); every change of the members goes through here.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::access::Action;
use crate::ids::{AccountId, MembershipId, UserId};
use crate::refusal::Refusal;

mod belonging;
pub mod domain_claim;
mod domain_name;
pub mod invitation;
pub mod join_request;
pub mod overview;
mod place;
mod profile;
mod profile_form;
pub mod purchasing;

pub use belonging::Belonging;
pub use domain_claim::{ClaimRefusal, ClaimState, DomainClaim};
pub use domain_name::DomainName;
pub use invitation::{Invitation, InvitationRefusal, InvitationState};
pub use join_request::{JoinRefusal, JoinRequest, JoinState};
pub use overview::{AccountOverview, DomainSeen, InvitationSeen, JoinOffer, JoinRequestSeen, MemberSeen, Membered};
pub use place::{MOST_PLACES, Place, Purchaser, PurchaserSeen};
pub use profile::Profile;
pub use profile_form::ProfileForm;
pub use purchasing::{Demand, Purchasing, SpendingLimit};

/// What a member may do; see [`crate::access`] for the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Everything.
    Owner,
    /// Buys, pays, sees invoices, invites.
    BillingManager,
    /// Sees.
    Viewer,
    /// Sees and downloads licences.
    Technical,
}

impl Role {
    /// Every role.
    pub const ALL: [Self; 4] = [Self::Owner, Self::BillingManager, Self::Viewer, Self::Technical];

    /// Whether the table lets it do something to its account.
    #[must_use]
    pub fn may(self, action: Action) -> bool {
        action.row().allows(&[self.into()])
    }

    /// Whether it buys for the account, and spends its money.
    #[must_use]
    pub fn buys(self) -> bool {
        self.may(Action::ChangeSubscriptions)
    }

    /// Its name in the API and the database.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Owner => "owner",
            Self::BillingManager => "billing_manager",
            Self::Viewer => "viewer",
            Self::Technical => "technical",
        }
    }
}

/// A person's role in an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Membership {
    /// Its id.
    pub id: MembershipId,
    /// Who.
    pub user: UserId,
    /// What they may do.
    pub role: Role,
    /// Since when they are a member.
    #[serde(with = "crate::iso::instant")]
    pub since: Timestamp,
}

/// The paying organisation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BillingAccount {
    /// Its id.
    pub id: AccountId,
    /// What is printed on receipts.
    pub profile: Profile,
    /// Since when there is one.
    #[serde(with = "crate::iso::instant")]
    pub opened_at: Timestamp,
    primary_owner: UserId,
    members: Vec<Membership>,
}

/// A named “no” of an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AccountRefusal {
    /// Nobody would own the account.
    #[error("an account needs an owner")]
    LastOwner,
    /// Somebody else has to become the primary owner first.
    #[error("the primary owner hands the account over first")]
    PrimaryOwnerFirst,
    /// The person is a member.
    #[error("the person is a member already")]
    AlreadyMember,
    /// The person is no member.
    #[error("the person is no member")]
    NotAMember,
    /// Only an owner can become the primary one.
    #[error("only an owner can become the primary owner")]
    NotAnOwner,
}

impl From<AccountRefusal> for Refusal {
    fn from(refusal: AccountRefusal) -> Self {
        match refusal {
            AccountRefusal::LastOwner => Self::new("last_owner"),
            AccountRefusal::PrimaryOwnerFirst => Self::new("primary_owner_first"),
            AccountRefusal::AlreadyMember => Self::new("already_member"),
            AccountRefusal::NotAMember => Self::new("not_a_member"),
            AccountRefusal::NotAnOwner => Self::new("not_an_owner"),
        }
    }
}

impl BillingAccount {
    /// A new account, owned by whoever bought or tried first.
    #[must_use]
    pub fn open(id: AccountId, profile: Profile, owner: UserId, membership: MembershipId, now: Timestamp) -> Self {
        let member = Membership { id: membership, user: owner, role: Role::Owner, since: now };
        Self { id, profile, opened_at: now, primary_owner: owner, members: vec![member] }
    }

    /// Its members.
    #[must_use]
    pub fn members(&self) -> &[Membership] {
        &self.members
    }

    /// Its owners.
    pub fn owners(&self) -> impl Iterator<Item = UserId> {
        self.members.iter().filter(|member| member.role == Role::Owner).map(|member| member.user)
    }

    /// The owner who answers for it.
    #[must_use]
    pub const fn primary_owner(&self) -> UserId {
        self.primary_owner
    }

    /// The role of a person; `None` for a stranger.
    #[must_use]
    pub fn role_of(&self, user: UserId) -> Option<Role> {
        self.members.iter().find(|member| member.user == user).map(|member| member.role)
    }

    /// Takes a member in.
    ///
    /// # Errors
    /// [`AccountRefusal::AlreadyMember`].
    pub fn add(mut self, id: MembershipId, user: UserId, role: Role, now: Timestamp) -> Result<Self, AccountRefusal> {
        if self.role_of(user).is_some() {
            return Err(AccountRefusal::AlreadyMember);
        }
        self.members.push(Membership { id, user, role, since: now });
        Ok(self)
    }

    /// Gives a member another role.
    ///
    /// # Errors
    /// No member; nobody would own the account; the primary owner hands it over first.
    pub fn change_role(mut self, user: UserId, role: Role) -> Result<Self, AccountRefusal> {
        if role != Role::Owner {
            self.require_dispensable(user)?;
        }
        let member = self.members.iter_mut().find(|member| member.user == user).ok_or(AccountRefusal::NotAMember)?;
        member.role = role;
        Ok(self)
    }

    /// Lets a member go.
    ///
    /// # Errors
    /// As [`Self::change_role`].
    pub fn remove(mut self, user: UserId) -> Result<Self, AccountRefusal> {
        self.require_dispensable(user)?;
        self.members.retain(|member| member.user != user);
        Ok(self)
    }

    /// Makes an owner the primary one.
    ///
    /// # Errors
    /// No member, or not an owner.
    pub fn hand_over(mut self, user: UserId) -> Result<Self, AccountRefusal> {
        match self.role_of(user).ok_or(AccountRefusal::NotAMember)? {
            Role::Owner => {
                self.primary_owner = user;
                Ok(self)
            }
            _ => Err(AccountRefusal::NotAnOwner),
        }
    }

    /// Makes somebody the primary owner whose account has lost its own: they become an owner, and a member first if they are
    /// none. Whoever was it stays an owner, whom the new one may let go.
    #[must_use]
    pub fn restore_owner(mut self, user: UserId, membership: MembershipId, now: Timestamp) -> Self {
        match self.members.iter_mut().find(|member| member.user == user) {
            Some(member) => member.role = Role::Owner,
            None => self.members.push(Membership { id: membership, user, role: Role::Owner, since: now }),
        }
        self.primary_owner = user;
        self
    }

    /// The account can do without this member as an owner.
    fn require_dispensable(&self, user: UserId) -> Result<(), AccountRefusal> {
        let role = self.role_of(user).ok_or(AccountRefusal::NotAMember)?;
        let owners = self.members.iter().filter(|member| member.role == Role::Owner).count();
        match role {
            Role::Owner if owners == 1 => Err(AccountRefusal::LastOwner),
            Role::Owner if user == self.primary_owner => Err(AccountRefusal::PrimaryOwnerFirst),
            _ => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests;

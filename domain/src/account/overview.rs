//! An account as its members see it: who they are, who is invited, and what the reader may do about it.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{Profile, Role};
use crate::access::{Action, Who};
use crate::ids::{AccountId, DomainClaimId, InvitationId, JoinRequestId, UserId};
use crate::staff::OnBehalf;

/// As what one of us invites on an account’s behalf: nobody who buys, or has licences.
pub const ON_BEHALF: [Role; 1] = [Role::Viewer];

/// An account that somebody is a member of, to choose among.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Membered {
    /// Which one.
    pub id: AccountId,
    /// Its legal name.
    pub name: String,
    /// As what.
    pub role: Role,
}

/// An account and its members.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccountOverview {
    /// Which one.
    pub id: AccountId,
    /// What its receipts say.
    pub profile: Profile,
    /// The reader.
    pub me: UserId,
    /// The reader's role; for one of us the one in which they act on its behalf, if they do.
    pub role: Option<Role>,
    /// The members, the oldest first.
    pub members: Vec<MemberSeen>,
    /// Who is invited; empty for whoever may not invite.
    pub invitations: Vec<InvitationSeen>,
    /// Who of us acts on its behalf at present.
    pub on_behalf: Vec<OnBehalf>,
    /// The mail domains that it claims or has; empty for whoever may not change that.
    pub domains: Vec<DomainSeen>,
    /// Who asks to join; empty for whoever may not answer.
    pub join_requests: Vec<JoinRequestSeen>,
}

/// A member.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MemberSeen {
    /// Who.
    pub user: UserId,
    /// Their address.
    pub email: String,
    /// Their name, where they have given one.
    pub name: Option<String>,
    /// What they may do.
    pub role: Role,
    /// Whether they answer for the account.
    pub primary: bool,
    /// Since when.
    #[serde(with = "crate::iso::instant")]
    pub since: Timestamp,
}

/// Somebody who is invited.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InvitationSeen {
    /// Which invitation.
    pub id: InvitationId,
    /// Their address.
    pub email: String,
    /// As what.
    pub role: Role,
    /// Until when they can accept.
    #[serde(with = "crate::iso::instant")]
    pub expires_at: Timestamp,
    /// Whether that is over.
    pub expired: bool,
}

/// A mail domain that an account claims or has.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DomainSeen {
    /// Which claim.
    pub id: DomainClaimId,
    /// The domain.
    pub domain: String,
    /// The name of the TXT record that shows whose it is.
    pub record_name: String,
    /// What that record says.
    pub record_value: String,
    /// Since when it is the account's; `None` while nothing shows it.
    #[serde(with = "crate::iso::optional_instant")]
    pub verified_at: Option<Timestamp>,
    /// Whether the record was gone when it was last looked for.
    pub missing: bool,
}

/// Somebody who asks to join.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct JoinRequestSeen {
    /// Which request.
    pub id: JoinRequestId,
    /// Their address.
    pub email: String,
    /// Their name, where they have given one.
    pub name: Option<String>,
    /// When they asked.
    #[serde(with = "crate::iso::instant")]
    pub asked_at: Timestamp,
}

/// The account that somebody can ask to join, because their address is in its mail domain.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct JoinOffer {
    /// Its legal name.
    pub account: String,
    /// The domain.
    pub domain: String,
    /// Whether they have asked, and wait for an answer.
    pub waits: bool,
}

impl AccountOverview {
    /// Whether the reader may do this to the account, as the server would decide.
    #[must_use]
    pub fn may(&self, action: Action) -> bool {
        let behalf = self.on_behalf.iter().any(|acting| acting.me);
        let standing = if behalf { Some(Who::OnBehalf) } else { self.role.map(Who::from) };
        standing.is_some_and(|who| action.row().allows(&[who]))
    }

    /// The roles that the reader may invite as.
    #[must_use]
    pub fn invites_as(&self) -> Vec<Role> {
        let behalf = self.on_behalf.iter().any(|acting| acting.me);
        let all = self.role.into_iter().flat_map(Role::invites_as);
        all.filter(|role| !behalf || ON_BEHALF.contains(role)).collect()
    }
}

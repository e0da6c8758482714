//! Looking at an invitation, and saying yes or no to it: as the invited address only.

use domain::access::{Action, Actor, Caller, Target, decide};
use domain::account::{Invitation, InvitationState, Role};
use domain::erasure::is_erased;
use domain::ids::{AccountId, InvitationId};
use jiff::Timestamp;
use sea_orm::ConnectionTrait;

use super::lapse_joining::lapse_of;
use crate::commerce::Commerce;
use crate::error::CommerceError;
use crate::store::events::Change;
use crate::store::users::User;
use crate::store::{billing_accounts, invitations, sessions, users};

/// An invitation as the invited person sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvitationFacts {
    /// The legal name of the account.
    pub account: String,
    /// As what.
    pub role: Role,
    /// Who asks: their name, or else their address.
    pub invited_by: String,
    /// Until when it can be accepted.
    pub expires_at: Timestamp,
    /// Whether that is over.
    pub expired: bool,
}

impl Commerce {
    /// What the caller is asked to become.
    ///
    /// # Errors
    /// Nobody is signed in; there is no invitation that waits for their address; the database failed.
    pub async fn view_invitation(&self, caller: &Caller, id: InvitationId) -> Result<InvitationFacts, CommerceError> {
        let (db, now) = (self.store().read(), self.now());
        let (_, invitation) = theirs(db, caller, id, now).await?;
        if matches!(invitation.state, InvitationState::Revoked { .. }) {
            return Err(CommerceError::NOT_FOUND);
        }
        let account = billing_accounts::get(db, invitation.account).await?;
        let inviter = users::get(db, invitation.invited_by).await?;
        let name = account.profile.legal_name.clone();
        // Whoever asked may be gone; the account is not.
        let inviter = if is_erased(&inviter.email) { None } else { inviter.name.or(Some(inviter.email.to_string())) };
        Ok(InvitationFacts {
            invited_by: inviter.unwrap_or_else(|| name.clone()),
            account: name,
            role: invitation.role,
            expires_at: invitation.expires_at(),
            expired: invitation.expires_at() <= now,
        })
    }

    /// Says yes: the caller is a member from now on. Answers the account's id.
    ///
    /// # Errors
    /// As [`Self::view_invitation`]; it is over, or its time is; they are a member already.
    pub async fn accept_invitation(&self, caller: &Caller, id: InvitationId) -> Result<AccountId, CommerceError> {
        self.store()
            .write(|tx| async move {
                let now = tx.now();
                let (user, invitation) = theirs(&tx, caller, id, now).await?;
                let account = billing_accounts::get(&tx, invitation.account).await?;
                let role = invitation.role;
                let accepted = invitation.accept(user.id, now).map_err(CommerceError::refused)?;
                let joined = account.add(tx.id(), user.id, role, now).map_err(CommerceError::refused)?;
                let by = &Actor::User { user: user.id };
                invitations::update(&tx, &accepted, Change { event: "invitation_accepted", by }).await?;
                billing_accounts::update(&tx, &joined, Change { event: "member_joined", by }).await?;
                lapse_of(&tx, joined.id, user.id, by).await?;
                sessions::renew_of(&tx, user.id).await?;
                Ok(joined.id)
            })
            .await
    }

    /// Says no.
    ///
    /// # Errors
    /// As [`Self::view_invitation`]; it is over.
    pub async fn decline_invitation(&self, caller: &Caller, id: InvitationId) -> Result<(), CommerceError> {
        self.store()
            .write(|tx| async move {
                let (user, invitation) = theirs(&tx, caller, id, tx.now()).await?;
                let declined = invitation.decline(tx.now()).map_err(CommerceError::refused)?;
                let by = &Actor::User { user: user.id };
                Ok(invitations::update(&tx, &declined, Change { event: "invitation_declined", by }).await?)
            })
            .await
    }
}

/// The caller and an invitation to their address. Everybody else hears that there is nothing.
async fn theirs(
    db: &impl ConnectionTrait,
    caller: &Caller,
    id: InvitationId,
    now: Timestamp,
) -> Result<(User, Invitation), CommerceError> {
    decide(caller, Action::AnswerInvitation, &Target::Own, now)?;
    let user = users::get(db, caller.customer().ok_or(CommerceError::NOT_FOUND)?).await?;
    let found = invitations::find(db, id).await?.filter(|invitation| invitation.email == user.email);
    Ok((user, found.ok_or(CommerceError::NOT_FOUND)?))
}

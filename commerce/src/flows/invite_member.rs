//! Asking somebody to become a member of an account; asking again; taking it back.

use domain::access::{Action, Caller, Target};
use domain::account::overview::ON_BEHALF;
use domain::account::{AccountRefusal, Invitation, InvitationRefusal, Role};
use domain::email::Email;
use domain::ids::{AccountId, InvitationId};
use domain::refusal::Refusal;

use super::mail_language::mail_language;
use super::mail_limits::limit;
use super::reach_account::{acting_as, reach};
use crate::commerce::Commerce;
use crate::error::CommerceError;
use crate::mails::{self, Letter};
use crate::store::events::Change;
use crate::store::{Tx, invitations, users};

/// How many invitations one address is mailed ([`limit`]).
const TO_ONE_ADDRESS: usize = 10;

impl Commerce {
    /// Asks somebody, by mail: in their language or the account's, else in the one with this code. An address that waits already is asked again, as what is said now.
    ///
    /// # Errors
    /// No address; a member already; the role is not the caller's to give; too many, or too soon; not the caller's account.
    pub async fn invite_member(
        &self,
        caller: &Caller,
        id: AccountId,
        email: &str,
        role: Role,
        language: &str,
    ) -> Result<Email, CommerceError> {
        let email = &Email::typed(email, "email").map_err(CommerceError::refused)?;
        self.store()
            .write(|tx| async move {
                tx.guard(&format!("invite:{id}")).await?;
                let now = tx.now();
                let account = reach(&tx, caller, id, Action::InviteMember, now).await?;
                let inviter = acting_as(&account, caller)?;
                // An hour of acting makes nobody somebody who buys, or has licences.
                if caller.acts_for(id) && !ON_BEHALF.contains(&role) {
                    return Err(CommerceError::refused(InvitationRefusal::RoleNotYours));
                }
                let known = users::by_email(&tx, email).await?;
                if caller.acts_for(id) && known.as_ref().is_some_and(|user| Some(user.id) == caller.user()) {
                    return Err(CommerceError::refused(Refusal::new("staff_not_themselves").on("email")));
                }
                if known.is_some_and(|user| account.role_of(user.id).is_some()) {
                    return Err(CommerceError::refused(Refusal::from(AccountRefusal::AlreadyMember).on("email")));
                }
                let waiting = invitations::waiting(&tx, id).await?;
                let change = Change { event: "member_invited", by: &caller.actor(&Target::Account { id }, now) };
                let invitation = match waiting.iter().find(|invitation| invitation.email == *email) {
                    Some(before) => {
                        let again = before.clone().again_as(role, inviter, now).map_err(CommerceError::refused)?;
                        invitations::update(&tx, &again, change).await?;
                        again
                    }
                    None => {
                        let made = account.invite(tx.id(), email.clone(), role, inviter, waiting.len(), now);
                        let made = made.map_err(CommerceError::refused)?;
                        invitations::insert(&tx, &made, change).await?;
                        made
                    }
                };
                send(&tx, &invitation, language).await
            })
            .await?;
        Ok(email.clone())
    }

    /// Mails an invitation that waits once more, with all its time.
    ///
    /// # Errors
    /// It is over, or was sent a moment ago; not the caller's account.
    pub async fn resend_invitation(
        &self,
        caller: &Caller,
        account: AccountId,
        id: InvitationId,
        language: &str,
    ) -> Result<(), CommerceError> {
        self.store()
            .write(|tx| async move {
                let invitation = of_account(&tx, caller, account, id).await?;
                let again = invitation.again(tx.now()).map_err(CommerceError::refused)?;
                let by = &caller.actor(&Target::Account { id: account }, tx.now());
                invitations::update(&tx, &again, Change { event: "member_invited", by }).await?;
                send(&tx, &again, language).await
            })
            .await
    }

    /// Takes an invitation back.
    ///
    /// # Errors
    /// It is over; not the caller's account.
    pub async fn revoke_invitation(
        &self,
        caller: &Caller,
        account: AccountId,
        id: InvitationId,
    ) -> Result<(), CommerceError> {
        self.store()
            .write(|tx| async move {
                let invitation = of_account(&tx, caller, account, id).await?;
                let revoked = invitation.revoke(tx.now()).map_err(CommerceError::refused)?;
                let by = &caller.actor(&Target::Account { id: account }, tx.now());
                Ok(invitations::update(&tx, &revoked, Change { event: "invitation_revoked", by }).await?)
            })
            .await
    }
}

/// An invitation of an account that the caller may invite to, in a role that is theirs to give.
async fn of_account(
    tx: &Tx,
    caller: &Caller,
    account: AccountId,
    id: InvitationId,
) -> Result<Invitation, CommerceError> {
    let account = reach(tx, caller, account, Action::InviteMember, tx.now()).await?;
    let (_, role) = acting_as(&account, caller)?;
    let found = invitations::find(tx, id).await?.filter(|invitation| invitation.account == account.id);
    let invitation = found.ok_or(CommerceError::NOT_FOUND)?;
    if !role.may_invite_as(invitation.role) {
        return Err(CommerceError::refused(InvitationRefusal::RoleNotYours));
    }
    Ok(invitation)
}

async fn send(tx: &Tx, invitation: &Invitation, language: &str) -> Result<(), CommerceError> {
    limit(tx, &invitation.email, Letter::INVITATION, TO_ONE_ADDRESS, "email").await?;
    let language = mail_language(tx, &invitation.email, Some(invitation.account), language).await?;
    mails::post(tx, &invitation.email, &language, Letter::Invitation { invitation: invitation.id }).await?;
    Ok(())
}

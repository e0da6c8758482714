//! Changing roles, letting members go, leaving, and making another owner the primary one.
//!
//! Two who change the members of an account at once take turns at its row, so that the last owner cannot be lost between them.

use domain::access::{Action, Actor, Caller, Target};
use domain::account::{AccountRefusal, BillingAccount, Role};
use domain::ids::{AccountId, UserId};

use super::mail_limits::post_within;
use super::reach_account::reach;
use crate::commerce::Commerce;
use crate::error::CommerceError;
use crate::mails::{self, Letter};
use crate::store::events::Change;
use crate::store::sessions::{self, grant};
use crate::store::{Tx, billing_accounts, invitations, users};

/// How many letters about their memberships somebody gets in a day, however often owners change their minds.
const TOLD_A_DAY: usize = 20;

impl Commerce {
    /// Gives a member another role. Their browsers get new secrets, and they get a mail.
    ///
    /// # Errors
    /// No member; nobody would own the account; the primary owner hands it over first; not the caller's to decide.
    pub async fn change_role(
        &self,
        caller: &Caller,
        id: AccountId,
        member: UserId,
        role: Role,
    ) -> Result<(), CommerceError> {
        let change = |account: BillingAccount| account.change_role(member, role);
        self.change_members(caller, (id, Action::ManageMembers, member), "member_role_changed", change).await
    }

    /// Lets a member go, who gets a mail.
    ///
    /// # Errors
    /// As [`Self::change_role`].
    pub async fn remove_member(&self, caller: &Caller, id: AccountId, member: UserId) -> Result<(), CommerceError> {
        let change = |account: BillingAccount| account.remove(member);
        self.change_members(caller, (id, Action::ManageMembers, member), "member_removed", change).await
    }

    /// Gives up the caller's own membership.
    ///
    /// # Errors
    /// Nobody would own the account; the primary owner hands it over first; the caller is no member.
    pub async fn leave_account(&self, caller: &Caller, id: AccountId) -> Result<(), CommerceError> {
        let me = caller.user().ok_or(CommerceError::NOT_FOUND)?;
        let change = |account: BillingAccount| account.remove(me);
        self.change_members(caller, (id, Action::LeaveAccount, me), "member_left", change).await
    }

    /// Makes another owner the one who answers for the account. Every owner gets a mail.
    ///
    /// # Errors
    /// No member, or no owner; not the caller's to decide.
    pub async fn hand_over_account(&self, caller: &Caller, id: AccountId, to: UserId) -> Result<(), CommerceError> {
        let change = |account: BillingAccount| account.hand_over(to);
        self.change_members(caller, (id, Action::HandOverAccount, to), "account_handed_over", change).await
    }

    async fn change_members(
        &self,
        caller: &Caller,
        (id, action, member): (AccountId, Action, UserId),
        event: &'static str,
        change: impl Fn(BillingAccount) -> Result<BillingAccount, AccountRefusal> + Sync,
    ) -> Result<(), CommerceError> {
        let change = &change;
        self.store()
            .write(|tx| async move {
                let account = reach(&tx, caller, id, action, tx.now()).await?;
                let changed = change(account.clone()).map_err(CommerceError::refused)?;
                if changed == account {
                    return Ok(());
                }
                let by = &caller.actor(&Target::Account { id }, tx.now());
                billing_accounts::update(&tx, &changed, Change { event, by }).await?;
                if changed.role_of(member) != account.role_of(member) {
                    grant::take_away_of(&tx, member, id).await?;
                    lapse_invitations(&tx, &changed, member, by).await?;
                    tell_member(&tx, &changed, member, caller).await?;
                }
                if changed.primary_owner() != account.primary_owner() {
                    tell_owners(&tx, &changed, caller).await?;
                }
                Ok(sessions::renew_of(&tx, member).await?)
            })
            .await
    }
}

/// Tells somebody that they have another role now, or none; whoever decided it for themselves knows.
async fn tell_member(tx: &Tx, account: &BillingAccount, member: UserId, caller: &Caller) -> Result<(), CommerceError> {
    let by = caller.user().ok_or(CommerceError::NOT_FOUND)?;
    if by != member {
        let reader = users::get(tx, member).await?;
        let letter = Letter::MembershipChanged { account: account.id, member, role: account.role_of(member), by };
        post_within(tx, &reader, letter, TOLD_A_DAY).await?;
    }
    Ok(())
}

/// Tells every owner that another of them answers for the account now.
async fn tell_owners(tx: &Tx, account: &BillingAccount, caller: &Caller) -> Result<(), CommerceError> {
    let by = caller.user().ok_or(CommerceError::NOT_FOUND)?;
    for owner in account.owners() {
        let reader = users::get(tx, owner).await?;
        let letter = Letter::AccountHandedOver { account: account.id, owner: account.primary_owner(), by };
        mails::post(tx, &reader.email, &reader.language, letter).await?;
    }
    Ok(())
}

/// Takes back what somebody has offered and could not offer any more, so that nobody comes back by an invitation of their own.
pub(super) async fn lapse_invitations(
    tx: &Tx,
    account: &BillingAccount,
    inviter: UserId,
    by: &Actor,
) -> Result<(), CommerceError> {
    let may_offer = |role| account.role_of(inviter).is_some_and(|own: Role| own.may_invite_as(role));
    for invitation in invitations::waiting(tx, account.id).await? {
        if invitation.invited_by == inviter && !may_offer(invitation.role) {
            let revoked = invitation.revoke(tx.now()).map_err(CommerceError::refused)?;
            invitations::update(tx, &revoked, Change { event: "invitation_revoked", by }).await?;
        }
    }
    Ok(())
}

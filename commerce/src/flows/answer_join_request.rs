//! An owner takes in somebody who asks to join, or does not. Of two who answer at once, one does.

use domain::access::{Action, Caller, Target};
use domain::account::{BillingAccount, JoinRefusal, JoinRequest, Role};
use domain::ids::{AccountId, JoinRequestId, UserId};

use super::reach_account::{acting_as, reach};
use crate::commerce::Commerce;
use crate::error::CommerceError;
use crate::mails::{self, Letter};
use crate::store::events::Change;
use crate::store::{StoreError, Tx, billing_accounts, domain_claims, join_requests, sessions, users};

impl Commerce {
    /// Takes somebody in, in a role. They are told by mail.
    ///
    /// # Errors
    /// The request was answered or has lost its point; they are a member already; not the caller's to answer.
    pub async fn approve_join(
        &self,
        caller: &Caller,
        account: AccountId,
        id: JoinRequestId,
        role: Role,
    ) -> Result<(), CommerceError> {
        self.store()
            .write(|tx| async move {
                let (account, request, by) = reached(&tx, caller, account, id).await?;
                let claim = domain_claims::find(&tx, request.claim).await?;
                if !claim.is_some_and(|claim| claim.is_verified()) {
                    return Err(CommerceError::refused(JoinRefusal::JoinRequestOver));
                }
                let approved = request.approve(by, role, tx.now()).map_err(CommerceError::refused)?;
                let joined = account.add(tx.id(), request.user, role, tx.now()).map_err(CommerceError::refused)?;
                let by = &caller.actor(&Target::Account { id: joined.id }, tx.now());
                join_requests::update(&tx, &approved, Change { event: "join_request_approved", by }).await?;
                billing_accounts::update(&tx, &joined, Change { event: "member_joined", by }).await?;
                sessions::renew_of(&tx, request.user).await?;
                Ok(tell(&tx, &approved).await?)
            })
            .await
    }

    /// Says no. They are told by mail.
    ///
    /// # Errors
    /// The request was answered or has lost its point; not the caller's to answer.
    pub async fn decline_join(
        &self,
        caller: &Caller,
        account: AccountId,
        id: JoinRequestId,
    ) -> Result<(), CommerceError> {
        self.store()
            .write(|tx| async move {
                let (account, request, by) = reached(&tx, caller, account, id).await?;
                let declined = request.decline(by, tx.now()).map_err(CommerceError::refused)?;
                let by = &caller.actor(&Target::Account { id: account.id }, tx.now());
                join_requests::update(&tx, &declined, Change { event: "join_request_declined", by }).await?;
                Ok(tell(&tx, &declined).await?)
            })
            .await
    }
}

/// A request of an account whose requests the caller answers, and who that is.
async fn reached(
    tx: &Tx,
    caller: &Caller,
    account: AccountId,
    id: JoinRequestId,
) -> Result<(BillingAccount, JoinRequest, UserId), CommerceError> {
    let account = reach(tx, caller, account, Action::AnswerJoinRequest, tx.now()).await?;
    let (by, _) = acting_as(&account, caller)?;
    let found = join_requests::find(tx, id).await?.filter(|request| request.account == account.id);
    Ok((account, found.ok_or(CommerceError::NOT_FOUND)?, by))
}

async fn tell(tx: &Tx, request: &JoinRequest) -> Result<(), StoreError> {
    let asker = users::get(tx, request.user).await?;
    mails::post(tx, &asker.email, &asker.language, Letter::JoinAnswer { request: request.id }).await
}

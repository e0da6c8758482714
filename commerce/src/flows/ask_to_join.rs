//! Asking to become a member of the account whose mail domain one's own address is in.

use domain::access::{Action, Actor, Caller, Target, decide};
use domain::account::{BillingAccount, DomainClaim, DomainName, JoinOffer, JoinRequest};
use domain::ids::AccountId;
use jiff::Timestamp;
use sea_orm::ConnectionTrait;

use super::mail_limits::post_within;
use crate::commerce::Commerce;
use crate::error::CommerceError;
use crate::mails::Letter;
use crate::store::events::Change;
use crate::store::users::User;
use crate::store::{StoreError, Tx, billing_accounts, domain_claims, join_requests, users};

/// How many letters about people who ask one owner is sent a day; more wait on the page of members only.
const TO_ONE_OWNER: usize = 20;

impl Commerce {
    /// The account that the caller can ask to join, if there is one.
    ///
    /// # Errors
    /// Nobody is signed in; the database failed.
    pub async fn join_offer(&self, caller: &Caller) -> Result<Option<JoinOffer>, CommerceError> {
        let (db, now) = (self.store().read(), self.now());
        let Some(Way { user, claim, account }) = way(db, caller, now).await? else { return Ok(None) };
        let waits = asked(db, account.id, &user).await?.is_some_and(|request| request.is_waiting());
        Ok(Some(JoinOffer { account: account.profile.legal_name, domain: claim.domain.to_string(), waits }))
    }

    /// Asks. The owners are told by mail.
    ///
    /// # Errors
    /// Nobody is signed in, or there is no account to ask; they wait already, or were declined a short while ago; too many
    /// wait.
    pub async fn ask_to_join(&self, caller: &Caller) -> Result<(), CommerceError> {
        self.store()
            .write(|tx| async move {
                let now = tx.now();
                let asking = way(&tx, caller, now).await?;
                let Way { user, claim, account } = asking.ok_or(CommerceError::NOT_FOUND)?;
                tx.guard(&format!("join:{}", account.id)).await?;
                let theirs = asked(&tx, account.id, &user).await?;
                let waiting = join_requests::waiting(&tx, account.id).await?.len();
                let request = account.ask_to_join(tx.id(), (user.id, &claim), (theirs.as_ref(), waiting), now);
                let request = request.map_err(CommerceError::refused)?;
                let by = &Actor::User { user: user.id };
                join_requests::insert(&tx, &request, Change { event: "join_requested", by }).await?;
                Ok(tell_owners(&tx, &account, &request).await?)
            })
            .await
    }
}

/// Who asks, and what lets them.
struct Way {
    user: User,
    claim: DomainClaim,
    account: BillingAccount,
}

/// The account of the caller's mail domain, where they are no member yet.
async fn way(db: &impl ConnectionTrait, caller: &Caller, now: Timestamp) -> Result<Option<Way>, CommerceError> {
    decide(caller, Action::AskToJoin, &Target::Own, now)?;
    let Some(id) = caller.customer() else { return Ok(None) };
    let user = users::get(db, id).await?;
    let Some(domain) = DomainName::of(&user.email) else { return Ok(None) };
    let Some(claim) = domain_claims::verified(db, &domain).await? else { return Ok(None) };
    let account = billing_accounts::get(db, claim.account).await?;
    Ok(account.role_of(id).is_none().then_some(Way { user, claim, account }))
}

/// What a person last asked an account.
async fn asked(db: &impl ConnectionTrait, account: AccountId, user: &User) -> Result<Option<JoinRequest>, StoreError> {
    let all = join_requests::of_user(db, user.id).await?;
    Ok(all.into_iter().rfind(|request| request.account == account))
}

async fn tell_owners(tx: &Tx, account: &BillingAccount, request: &JoinRequest) -> Result<(), StoreError> {
    for owner in account.owners() {
        let owner = users::get(tx, owner).await?;
        post_within(tx, &owner, Letter::JoinRequest { request: request.id }, TO_ONE_OWNER).await?;
    }
    Ok(())
}

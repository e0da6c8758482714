//! Erasing what we hold about somebody, because they ask for it: all of it or nothing, in one transaction.
//!
//! What goes and what stays, and by which law, is in `docs/personal-data.md`.

use domain::access::{Action, Actor, Target, decide};
use domain::account::{BillingAccount, Profile};
use domain::checkout::CheckoutSession;
use domain::erasure::{ErasureRefusal, Tie, erased_address, may_erase};
use domain::ids::{AccountId, UserId};
use domain::refusal::Refusal;
use domain::subscription::{Subscription, SubscriptionState};
use domain::trial::CompanyKey;

use super::change_members::lapse_invitations;
use super::lapse_joining::lapse_of;
use crate::commerce::Commerce;
use crate::crash::CrashPoint;
use crate::error::CommerceError;
use crate::mail_domains;
use crate::mails::{self, Letter};
use crate::redaction::Redaction;
use crate::store::events::{self, Change};
use crate::store::users::User;
use crate::store::{
    StoreError, Tx, billing_accounts, checkouts, domain_claims, identities, invitations, join_requests, orders,
    payment_methods, personal, sessions, subscriptions, users,
};
use crate::visit::Visit;

/// How many orders of an account are looked at.
const ORDERS: u64 = 1_000;

impl Commerce {
    /// Erases the caller, who has typed their address to confirm it. They are signed out everywhere, and a last mail says so.
    ///
    /// # Errors
    /// Nobody is signed in; another address was typed; they signed in too long ago; others depend on them or something is
    /// on its way: every reason.
    pub async fn erase_person(&self, visit: &Visit, confirmation: &str) -> Result<(), CommerceError> {
        decide(&visit.caller, Action::EraseOwn, &Target::Own, self.now())?;
        let id = visit.caller.user().ok_or(CommerceError::NOT_FOUND)?;
        self.store()
            .write(|tx| async move {
                let user = users::get(&tx, id).await?;
                let here = sessions::of_user(&tx, id).await?.into_iter().find(|one| Some(one.id.0) == visit.session);
                let signed_in_at = here.ok_or(CommerceError::NOT_FOUND)?.times().signed_in_at;
                let accounts = accounts_of(&tx, id).await?;
                let mut ties = Vec::new();
                for account in &accounts {
                    ties.push(tie(&tx, account, id).await?);
                }
                may_erase((&user.email, confirmation), signed_in_at, &ties, tx.now()).map_err(refused)?;
                if self.is_staff(&tx, id).await? {
                    // Customers' trails name whoever of us did something for them, however they signed in.
                    return Err(CommerceError::refused(Refusal::new("erase_staff")));
                }
                let alone = accounts.iter().filter(|account| account.members().len() == 1).map(|account| account.id);
                let alone: Vec<AccountId> = alone.collect();
                for account in accounts {
                    leave(&tx, account, &user).await?;
                }
                withdraw(&tx, &user, &alone).await?;
                self.crash_point(CrashPoint::HalfErased).await;
                forget(&tx, &user).await?;
                let (noted, language) = (erased_address(id), user.language.as_str());
                Ok(mails::post_noting(&tx, &user.email, &noted, language, Letter::DataErased).await?)
            })
            .await
    }
}

impl Commerce {
    /// Whether our own provider has ever signed somebody in.
    async fn is_staff(&self, tx: &Tx, user: UserId) -> Result<bool, StoreError> {
        let Some(staffing) = self.staffing() else { return Ok(false) };
        let known = identities::of_user(tx, user).await?;
        Ok(known.iter().any(|identity| identity.issuer == staffing.issuer))
    }
}

fn refused(refusals: Vec<ErasureRefusal>) -> CommerceError {
    CommerceError::Refused(refusals.into_iter().map(Refusal::from).collect())
}

async fn accounts_of(tx: &Tx, user: UserId) -> Result<Vec<BillingAccount>, StoreError> {
    let mut all = Vec::new();
    for (id, _) in billing_accounts::of_user(tx, user).await? {
        all.push(billing_accounts::get(tx, id).await?);
    }
    Ok(all)
}

/// What holds somebody to an account.
async fn tie(tx: &Tx, account: &BillingAccount, user: UserId) -> Result<Tie, StoreError> {
    let orders = orders::of_account(tx, account.id, ORDERS).await?;
    let paid = |subscription: &Subscription| {
        let of_it = orders.iter().filter(|order| order.subscription == subscription.id);
        of_it.clone().any(|order| order.acceptance.quote.total.minor > 0)
    };
    let subscriptions = subscriptions::of_account(tx, account.id).await?;
    let runs = subscriptions.iter().filter(|one| paid(one)).any(|one| {
        use SubscriptionState::{Active, Cancelling, PastDue, Suspended};
        matches!(one.state_at(tx.now()), Active { .. } | PastDue { .. } | Cancelling { .. } | Suspended { .. })
    });
    Ok(Tie {
        account: account.profile.legal_name.clone(),
        others: account.members().len() > 1,
        primary: account.primary_owner() == user,
        under_way: orders.iter().find(|order| order.state.is_live()).map(|order| order.id),
        runs,
    })
}

/// Leaves an account to its other members. One without others stays theirs, because its ledger needs an owner, but for what
/// nobody needs any more.
async fn leave(tx: &Tx, account: BillingAccount, user: &User) -> Result<(), CommerceError> {
    let by = &Actor::User { user: user.id };
    if account.members().len() > 1 {
        let left = account.remove(user.id).map_err(CommerceError::refused)?;
        billing_accounts::update(tx, &left, Change { event: "member_left", by }).await?;
        return lapse_invitations(tx, &left, user.id, by).await;
    }
    for claim in domain_claims::live(tx, account.id).await? {
        let released = claim.release(tx.now()).map_err(CommerceError::refused)?;
        domain_claims::update(tx, &released, Change { event: "domain_released", by }).await?;
    }
    for request in join_requests::waiting(tx, account.id).await? {
        lapse_of(tx, account.id, request.user, by).await?;
    }
    for invitation in invitations::waiting(tx, account.id).await? {
        let revoked = invitation.revoke(tx.now()).map_err(CommerceError::refused)?;
        invitations::update(tx, &revoked, Change { event: "invitation_revoked", by }).await?;
    }
    payment_methods::forget_of(tx, account.id).await?;
    let mut emptied = account;
    emptied.profile.places = Vec::new();
    if orders::of_account(tx, emptied.id, 1).await?.is_empty() {
        emptied.profile = Profile::default();
        events::redact::rewrite(tx, &emptied.id.to_string(), without_profile).await?;
    } else if emptied
        .profile
        .invoice_email
        .as_deref()
        .is_some_and(|email| email.eq_ignore_ascii_case(user.email.as_str()))
    {
        emptied.profile.invoice_email = None;
    }
    Ok(billing_accounts::update(tx, &emptied, Change { event: "owner_erased", by }).await?)
}

/// What an event says of an account, without its billing details.
fn without_profile(snapshot: &str) -> Option<String> {
    let mut account: BillingAccount = serde_json::from_str(snapshot).ok()?;
    let said = std::mem::take(&mut account.profile);
    if said == Profile::default() { None } else { serde_json::to_string(&account).ok() }
}

/// Ends what waits for them: invitations, requests to join, and checkouts that nobody else would go on with, for these accounts
/// or for none.
async fn withdraw(tx: &Tx, user: &User, alone: &[AccountId]) -> Result<(), CommerceError> {
    let by = &Actor::User { user: user.id };
    for invitation in invitations::waiting_for(tx, &user.email).await? {
        let declined = invitation.decline(tx.now()).map_err(CommerceError::refused)?;
        invitations::update(tx, &declined, Change { event: "invitation_declined", by }).await?;
    }
    for request in join_requests::of_user(tx, user.id).await? {
        lapse_of(tx, request.account, user.id, by).await?;
    }
    for checkout in personal::naming::<CheckoutSession>(tx, "checkouts", user.id, &user.email.normalised()).await? {
        let others = checkout.customer() != Some(user.id) || checkout.opened_by.is_some_and(|opener| opener != user.id);
        if others || checkout.account.is_some_and(|account| !alone.contains(&account)) {
            continue;
        }
        if let Ok(cancelled) = checkout.cancel(by.clone(), tx.now()) {
            checkouts::update(tx, &cancelled, Change { event: "checkout_cancelled", by }).await?;
        }
    }
    Ok(())
}

/// The checkouts in which they are the contact, or that they opened or proved their address in.
async fn checkouts_of(tx: &Tx, user: &User) -> Result<Vec<CheckoutSession>, StoreError> {
    let naming: Vec<CheckoutSession> = personal::naming(tx, "checkouts", user.id, &user.email.normalised()).await?;
    let contact =
        |one: &CheckoutSession| one.content.details.contact_email.trim().eq_ignore_ascii_case(user.email.as_str());
    Ok(naming.into_iter().filter(|one| one.is_of(user.id) || contact(one)).collect())
}

/// Takes them out of everything that is written down; the ledger keeps whom its vouchers name.
async fn forget(tx: &Tx, user: &User) -> Result<(), CommerceError> {
    let company = CompanyKey::of(&user.email, mail_domains::shipped());
    let mailbox = company.as_str().strip_prefix("email:").map(str::to_owned);
    // The mailbox behind an alias may be somebody else's address with us, whose things stay.
    let mailbox = match mailbox.as_deref().and_then(|mailbox| mailbox.parse().ok()) {
        Some(other) if users::by_email(tx, &other).await?.is_some_and(|one| one.id != user.id) => None,
        _ => mailbox,
    };
    let addresses = std::iter::once(user.email.normalised()).chain(mailbox);
    let redaction = &Redaction::new(addresses, erased_address(user.id).normalised());
    personal::unlink(tx, user.id).await?;
    sessions::forget_of(tx, user.id).await?;
    let checkouts = checkouts_of(tx, user).await?;
    for checkout in &checkouts {
        checkouts::redact(tx, checkout, redaction).await?;
    }
    personal::redact(tx, redaction).await?;
    events::redact::person(tx, redaction).await?;
    let by = &Actor::User { user: user.id };
    users::erase(tx, user.id, Change { event: "user_erased", by }).await?;
    let theirs: Vec<String> = checkouts.iter().map(|checkout| checkout.id.to_string()).collect();
    Ok(events::redact::origins(tx, user.id, &theirs).await?)
}

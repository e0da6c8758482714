//! The account that buys: the one of the trial that is converted, one that the buyer may buy for (the one in which the checkout
//! was opened before others), or a new one that they own.

use domain::access::Actor;
use domain::account::{BillingAccount, Profile, Purchasing};
use domain::checkout::{CheckoutSession, Purpose};
use domain::ids::AccountId;
use domain::refusal::Refusal;
use sea_orm::ConnectionTrait;

use crate::error::CommerceError;
use crate::store::events::Change;
use crate::store::{StoreError, Tx, billing_accounts, trials};

/// The account that buys in this checkout.
///
/// # Errors
/// The buyer has not proved an address; the database failed.
pub(super) async fn buying(tx: &Tx, session: &CheckoutSession, by: &Actor) -> Result<AccountId, CommerceError> {
    if let Some(account) = known(tx, session).await? {
        return still_buying(tx, session, account).await;
    }
    let unproved = || CommerceError::refused(Refusal::new("email_not_verified").on("contact_email"));
    let owner = session.email.as_ref().ok_or_else(unproved)?.user;
    let account = BillingAccount::open(tx.id(), profile(session), owner, tx.id(), tx.now());
    billing_accounts::insert(tx, &account, Change { event: "account_opened", by }).await?;
    Ok(account.id)
}

/// The account that will buy in this checkout, if it is there already.
///
/// # Errors
/// The database failed.
pub(in crate::flows) async fn known(
    db: &impl ConnectionTrait,
    session: &CheckoutSession,
) -> Result<Option<AccountId>, StoreError> {
    if let Purpose::Conversion { trial, .. } = session.purpose
        && let Some(started) = trials::get(db, trial).await?.started()
    {
        return Ok(Some(started.account));
    }
    let Some(proved) = &session.email else { return Ok(session.account) };
    // Chosen by whoever buys, it stays the one, also where they may not buy for it any more: then nobody buys.
    if session.account.is_some() && session.opened_by == Some(proved.user) {
        return Ok(session.account);
    }
    let memberships = billing_accounts::of_user(db, proved.user).await?;
    let mut theirs = memberships.iter().filter(|(_, role)| role.buys());
    // Opened by a member of another account, it is still bought by whoever proved their address.
    let opened_in = theirs.clone().find(|(account, _)| Some(*account) == session.account);
    Ok(opened_in.or_else(|| theirs.next()).map(|(account, _)| *account))
}

/// The account, if whoever proved their address still may buy for it; a trial is bought by whoever may convert it.
async fn still_buying(tx: &Tx, session: &CheckoutSession, account: AccountId) -> Result<AccountId, CommerceError> {
    let (Purpose::Purchase, Some(proved)) = (&session.purpose, &session.email) else { return Ok(account) };
    let memberships = billing_accounts::of_user(tx, proved.user).await?;
    let mut theirs = memberships.iter().filter(|(_, role)| role.buys()).map(|(id, _)| *id).peekable();
    // Without another one there is nothing to choose in this checkout.
    let code = if theirs.peek().is_none() { "account_lost" } else { "account_not_chosen" };
    let lost = || CommerceError::refused(Refusal::new(code).on("account"));
    theirs.find(|id| *id == account).ok_or_else(lost)
}

/// What the new account's receipts say, from what was typed.
fn profile(session: &CheckoutSession) -> Profile {
    let details = &session.content.details;
    let legal_name = if details.company.trim().is_empty() { &details.contact_name } else { &details.company };
    Profile {
        legal_name: legal_name.trim().to_owned(),
        address: details.address.clone(),
        vat_id: details.vat_id.clone(),
        invoice_email: details.invoice_email.clone(),
        currency: Some(session.content.selection.currency),
        language: None,
        purchase_order: details.purchase_order.clone(),
        purchasing: Purchasing::default(),
    }
}

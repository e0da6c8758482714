//! The account that buys: the one of the trial that is converted, one that the buyer may buy for (the one in which the checkout
//! was opened before others), or a new one that they own.

use domain::access::{Action, Caller, decide};
use domain::account::{BillingAccount, Profile, Purchasing};
use domain::checkout::{CheckoutSession, Purpose};
use domain::ids::AccountId;
use domain::payment::Method;
use domain::refusal::Refusal;
use sea_orm::ConnectionTrait;

use crate::error::CommerceError;
use crate::store::events::Change;
use crate::store::{StoreError, Tx, billing_accounts, payment_methods, trials};

/// The account that buys in this checkout.
///
/// # Errors
/// The buyer has not proved an address; the database failed.
pub(super) async fn buying(tx: &Tx, session: &CheckoutSession, caller: &Caller) -> Result<AccountId, CommerceError> {
    if let Some(account) = known(tx, session).await? {
        return still_buying(tx, session, caller, account).await;
    }
    let by = &caller.actor(&session.target(), tx.now());
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

/// The account, if whoever proved their address still may buy for it, or whoever began to buy a trial still may.
async fn still_buying(
    tx: &Tx,
    session: &CheckoutSession,
    caller: &Caller,
    account: AccountId,
) -> Result<AccountId, CommerceError> {
    let lost = |code| CommerceError::refused(Refusal::new(code).on("account"));
    if let Purpose::Conversion { trial, .. } = session.purpose {
        // Somebody else pays with what is their own.
        if caller.user().is_none() || caller.user() != session.opened_by {
            return Ok(account);
        }
        let trial = trials::get(tx, trial).await?.target();
        return decide(caller, Action::ConvertTrial, &trial, tx.now())
            .map(|()| account)
            .map_err(|_| lost("account_lost"));
    }
    let Some(proved) = &session.email else { return Ok(account) };
    let memberships = billing_accounts::of_user(tx, proved.user).await?;
    let mut theirs = memberships.iter().filter(|(_, role)| role.buys()).map(|(id, _)| *id).peekable();
    // Without another one there is nothing to choose in this checkout.
    let code = if theirs.peek().is_none() { "account_lost" } else { "account_not_chosen" };
    theirs.find(|id| *id == account).ok_or_else(|| lost(code))
}

/// Refuses a way to pay that the account has saved to whoever chose it and may not buy for the account any more.
///
/// # Errors
/// It is none of theirs any more; the database failed.
pub(super) async fn holds_method(
    tx: &Tx,
    session: &CheckoutSession,
    account: AccountId,
    method: &Method,
) -> Result<(), CommerceError> {
    let saved = payment_methods::of_account(tx, account).await?;
    if saved.iter().all(|saved| saved.reference != method.reference) {
        return Ok(());
    }
    let memberships = match session.method_chosen_by {
        Some(user) => billing_accounts::of_user(tx, user).await?,
        None => Vec::new(),
    };
    let theirs = memberships.iter().any(|(id, role)| *id == account && role.buys());
    let unknown = || CommerceError::refused(Refusal::new("payment_method_unknown").on("payment"));
    if theirs { Ok(()) } else { Err(unknown()) }
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
        places: Vec::new(),
    }
}

//! The account that an order is for: the one that is known to buy, or a new one that the buyer owns.

use domain::access::{Action, Caller, decide};
use domain::account::{BillingAccount, Profile, Purchasing};
use domain::checkout::{BuyingAccount, CheckoutSession, Purpose};
use domain::ids::AccountId;
use domain::payment::Method;
use domain::refusal::Refusal;

use crate::error::CommerceError;
use crate::store::events::Change;
use crate::store::{Tx, billing_accounts, payment_methods, trials};

/// The account that buys in this checkout, a new one if none is known.
///
/// # Errors
/// Whoever buys has not proved an address, or has to say for which account; whoever began to buy a trial may not do so any more; the
/// database failed.
pub(super) async fn buying(
    tx: &Tx,
    session: &CheckoutSession,
    account: BuyingAccount,
    caller: &Caller,
) -> Result<AccountId, CommerceError> {
    if let Some(refusal) = account.refusal(session.is_bought_by(caller)) {
        return Err(CommerceError::refused(refusal));
    }
    match account.known() {
        Some(account) => still_converting(tx, session, caller).await.map(|()| account),
        None => open(tx, session, caller).await,
    }
}

/// A new account, owned by whoever proved their address.
async fn open(tx: &Tx, session: &CheckoutSession, caller: &Caller) -> Result<AccountId, CommerceError> {
    let by = &caller.actor(&session.target(), tx.now());
    let unproved = || CommerceError::refused(Refusal::new("email_not_verified").on("contact_email"));
    let owner = session.email.as_ref().ok_or_else(unproved)?.user;
    // Somebody who buys in two tabs at once gets one.
    tx.guard(&format!("account-of:{owner}")).await?;
    let account = BillingAccount::open(tx.id(), profile(session), owner, tx.id(), tx.now());
    billing_accounts::insert(tx, &account, Change { event: "account_opened", by }).await?;
    Ok(account.id)
}

/// Whoever began to buy a trial has to be somebody who still may. Somebody else pays with what is their own.
async fn still_converting(tx: &Tx, session: &CheckoutSession, caller: &Caller) -> Result<(), CommerceError> {
    let Purpose::Conversion { trial, .. } = session.purpose else { return Ok(()) };
    if caller.user().is_none() || caller.user() != session.opened_by {
        return Ok(());
    }
    let trial = trials::get(tx, trial).await?.target();
    let lost = |_| CommerceError::refused(Refusal::new("account_lost").on("account"));
    decide(caller, Action::ConvertTrial, &trial, tx.now()).map_err(lost)
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

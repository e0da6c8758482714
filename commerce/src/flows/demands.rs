//! What the buying account demands of a checkout, with the roles that decide whose approval counts.

use domain::account::Purchasing;
use domain::checkout::{CheckoutSession, Demands, Party, counts};
use domain::email::Email;
use domain::money::Money;
use domain::quote::Quote;
use domain::refusal::Refusal;
use sea_orm::ConnectionTrait;

use super::buying_account::buying_account;
use crate::error::CommerceError;
use crate::store::{StoreError, billing_accounts, users};

/// What is demanded of a checkout with this price, and the role of whoever has approved it.
///
/// # Errors
/// The database failed.
pub(super) async fn demands(
    db: &impl ConnectionTrait,
    session: &CheckoutSession,
    priced: &Result<Quote, Vec<Refusal>>,
) -> Result<Demands, StoreError> {
    let total = priced.as_ref().ok().map(Quote::total);
    of(db, session, total, session.approval.as_ref().map(|approval| &approval.by)).await
}

/// Wants the approval of whoever has this address to count for a purchase of this total. Answers what is demanded.
///
/// # Errors
/// It does not count, about `field`; the database failed.
pub(super) async fn wants_approver(
    db: &impl ConnectionTrait,
    session: &CheckoutSession,
    total: Money,
    (approver, field): (&Email, &str),
) -> Result<Demands, CommerceError> {
    let demands = of(db, session, Some(total), Some(approver)).await?;
    let by = Party { email: Some(approver), role: demands.approver };
    let requester = Party { email: session.email.as_ref().map(|proved| &proved.email), role: demands.requester };
    match counts(demands.approval, by, requester) {
        Ok(()) => Ok(demands),
        Err(refusal) => Err(CommerceError::refused(Refusal::from(refusal).on(field))),
    }
}

async fn of(
    db: &impl ConnectionTrait,
    session: &CheckoutSession,
    total: Option<Money>,
    approver: Option<&Email>,
) -> Result<Demands, StoreError> {
    let buying = buying_account(db, session).await?;
    let account = match buying.known() {
        Some(id) => billing_accounts::find(db, id).await?,
        None => None,
    };
    let Some(account) = account else { return Ok(Demands::of(buying, &Purchasing::default(), total)) };
    let mut demands = Demands::of(buying, &account.profile.purchasing, total);
    demands.requester = session.email.as_ref().and_then(|proved| account.role_of(proved.user));
    if let Some(approver) = approver {
        demands.approver = users::by_email(db, approver).await?.and_then(|user| account.role_of(user.id));
    }
    Ok(demands)
}

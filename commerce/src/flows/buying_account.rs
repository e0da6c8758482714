//! The account that buys in a checkout: the one of the trial that is converted, or one of whoever buys.

use domain::checkout::{BuyingAccount, CheckoutSession, Purpose};
use sea_orm::ConnectionTrait;

use crate::store::{StoreError, billing_accounts, trials};

/// Which account buys, as far as it is known now.
///
/// # Errors
/// The database failed.
pub(super) async fn buying_account(
    db: &impl ConnectionTrait,
    session: &CheckoutSession,
) -> Result<BuyingAccount, StoreError> {
    if let Purpose::Conversion { trial, .. } = session.purpose
        && let Some(started) = trials::get(db, trial).await?.started()
    {
        return Ok(BuyingAccount::Known(started.account));
    }
    let memberships = match session.customer() {
        Some(user) => billing_accounts::of_user(db, user).await?,
        None => Vec::new(),
    };
    Ok(session.buying_account(&memberships))
}

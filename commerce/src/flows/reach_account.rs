//! An account, reached by whoever may do something to it.

use domain::access::{Action, Caller, Target, decide};
use domain::account::{BillingAccount, Role};
use domain::ids::{AccountId, UserId};
use jiff::Timestamp;
use sea_orm::ConnectionTrait;

use crate::error::CommerceError;
use crate::store::billing_accounts;

/// The account, if the caller may do this to it.
///
/// # Errors
/// There is none that the caller may know of; they may not do this; the database failed.
pub(super) async fn reach(
    db: &impl ConnectionTrait,
    caller: &Caller,
    id: AccountId,
    action: Action,
    now: Timestamp,
) -> Result<BillingAccount, CommerceError> {
    decide(caller, action, &Target::Account { id }, now)?;
    billing_accounts::find(db, id).await?.ok_or(CommerceError::NOT_FOUND)
}

/// The role in which the caller acts on an account of theirs; one of us who acts on its behalf does so as whoever manages its
/// billing.
pub(super) fn acting_as(account: &BillingAccount, caller: &Caller) -> Result<(UserId, Role), CommerceError> {
    if caller.acts_for(account.id) {
        return Ok((caller.user().ok_or(CommerceError::NOT_FOUND)?, Role::BillingManager));
    }
    let user = caller.customer().ok_or(CommerceError::NOT_FOUND)?;
    Ok((user, account.role_of(user).ok_or(CommerceError::NOT_FOUND)?))
}

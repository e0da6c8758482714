//! Finds a checkout for a caller who wants to do something with it.

use domain::access::{Action, Caller, decide};
use domain::checkout::CheckoutSession;
use domain::ids::CheckoutId;
use jiff::Timestamp;
use sea_orm::ConnectionTrait;

use crate::error::CommerceError;
use crate::store::checkouts;

/// The checkout, if `caller` may do `action` with it now.
///
/// # Errors
/// There is none, or none that the caller may know of; what they lack; the database failed.
pub(super) async fn reach(
    db: &impl ConnectionTrait,
    caller: &Caller,
    id: CheckoutId,
    action: Action,
    now: Timestamp,
) -> Result<CheckoutSession, CommerceError> {
    let session = checkouts::find(db, id).await?.ok_or(CommerceError::NOT_FOUND)?;
    decide(caller, action, &session.target(), now)?;
    Ok(session)
}

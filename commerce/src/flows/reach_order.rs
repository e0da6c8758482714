//! Finds an order for a caller who wants to do something with it.

use domain::access::{Action, Actor, Caller, decide};
use domain::ids::OrderId;
use domain::order::Order;
use jiff::Timestamp;
use sea_orm::ConnectionTrait;

use crate::error::CommerceError;
use crate::store::orders;

/// The order, if the caller may do `action` with it now, and in whose name they do it.
///
/// # Errors
/// There is none, or none that the caller may know of; what they lack; the database failed.
pub(super) async fn reach_order(
    db: &impl ConnectionTrait,
    caller: &Caller,
    id: OrderId,
    action: Action,
    now: Timestamp,
) -> Result<(Order, Actor), CommerceError> {
    let order = orders::find(db, id).await?.ok_or(CommerceError::NOT_FOUND)?;
    let target = order.target();
    decide(caller, action, &target, now)?;
    let actor = caller.actor(&target, now);
    Ok((order, actor))
}

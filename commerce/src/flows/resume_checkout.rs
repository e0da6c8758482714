//! Goes on with an expired checkout as a new one, with today's prices and everything typed kept.

use domain::access::{Action, Purpose};
use domain::checkout::CheckoutState;
use domain::ids::CheckoutId;

use super::expire_checkouts::expire_in;
use super::reach_checkout::reach;
use super::start_checkout::Started;
use crate::commerce::Commerce;
use crate::error::CommerceError;
use crate::store::events::Change;
use crate::store::{Tx, checkouts};
use crate::visit::{Visit, grant_to};

impl Commerce {
    /// Answers the checkout in which an expired one goes on: a new one, or the one in which it was resumed before.
    ///
    /// # Errors
    /// It has not expired, it came to another end, or is not the caller's; the database failed.
    pub async fn resume_checkout(&self, visit: &Visit, id: CheckoutId) -> Result<Started, CommerceError> {
        self.store().write(|tx| async move { self.resume_in(&tx, visit, id).await }).await
    }

    async fn resume_in(&self, tx: &Tx, visit: &Visit, id: CheckoutId) -> Result<Started, CommerceError> {
        let now = tx.now();
        let mut left = reach(tx, &visit.caller, id, Action::ResumeCheckout, now).await?;
        if let CheckoutState::Expired { resumed_as: Some(checkout), .. } = left.state {
            // Whoever holds the old one holds the new one: the same link, the same browser, a second click.
            let cookie = grant_to(tx, visit, checkout, &Purpose::Buy).await?;
            return Ok(Started { checkout, cookie });
        }
        if matches!(left.state, CheckoutState::Open { .. } | CheckoutState::WithApprover { .. }) {
            // Its time is over, and nobody has come by yet to say so.
            left = expire_in(tx, left).await?.map_err(CommerceError::refused)?;
        }
        let by = visit.caller.actor(&left.target(), now);
        let (left, next) = left.resume(tx.id(), now).map_err(CommerceError::refused)?;
        checkouts::insert(tx, &next, Change { event: "checkout_started", by: &by }).await?;
        checkouts::update(tx, &left, Change { event: "checkout_resumed", by: &by }).await?;
        let cookie = grant_to(tx, visit, next.id, &Purpose::Buy).await?;
        Ok(Started { checkout: next.id, cookie })
    }
}

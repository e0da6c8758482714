//! Calls a checkout off.

use domain::access::{Action, Caller};
use domain::checkout::CheckoutState;
use domain::ids::CheckoutId;

use super::reach_checkout::reach;
use crate::commerce::Commerce;
use crate::error::CommerceError;
use crate::store::checkouts;
use crate::store::events::Change;

impl Commerce {
    /// Calls a checkout off; one that is called off already stays so.
    ///
    /// # Errors
    /// An order of it waits and has to be cancelled first, it is past being open, or not the caller's; the database failed.
    pub async fn cancel_checkout(&self, caller: &Caller, id: CheckoutId) -> Result<(), CommerceError> {
        self.store()
            .write(|tx| async move {
                let now = tx.now();
                let session = reach(&tx, caller, id, Action::CancelCheckout, now).await?;
                if matches!(session.state, CheckoutState::Cancelled { .. }) {
                    return Ok(());
                }
                let by = caller.actor(&session.target(), now);
                let session = session.cancel(by.clone(), now).map_err(CommerceError::refused)?;
                checkouts::update(&tx, &session, Change { event: "checkout_cancelled", by: &by }).await?;
                Ok(())
            })
            .await
    }
}

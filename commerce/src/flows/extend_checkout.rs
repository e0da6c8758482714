//! Gives a buyer more time.

use domain::access::{Action, Caller};
use domain::checkout::CheckoutView;
use domain::ids::CheckoutId;

use super::reach_checkout::reach;
use crate::commerce::Commerce;
use crate::error::CommerceError;
use crate::store::checkouts;
use crate::store::events::Change;

impl Commerce {
    /// Keeps a checkout for as long as if it had been edited just now (WCAG 2.2.1).
    ///
    /// # Errors
    /// The checkout is not open, or not the caller's; the database failed.
    pub async fn extend_checkout(&self, caller: &Caller, id: CheckoutId) -> Result<CheckoutView, CommerceError> {
        self.store()
            .write(|tx| async move {
                let now = tx.now();
                let session = reach(&tx, caller, id, Action::EditCheckout, now).await?;
                let by = caller.actor(&session.target(), now);
                let session = session.extend(now).map_err(CommerceError::refused)?;
                checkouts::update(&tx, &session, Change { event: "checkout_extended", by: &by }).await?;
                self.picture(&tx, caller, &session).await
            })
            .await
    }
}

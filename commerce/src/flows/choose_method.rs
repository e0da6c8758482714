//! Chooses how a checkout is paid: the token that the provider's fields gave, described by the provider itself.

use domain::access::{Action, Caller};
use domain::ids::CheckoutId;
use domain::payment::Method;

use super::reach_checkout::reach;
use crate::commerce::Commerce;
use crate::error::CommerceError;
use crate::store::checkouts;
use crate::store::events::Change;

impl Commerce {
    /// Chooses a way to pay, and returns what may be shown of it.
    ///
    /// # Errors
    /// No checkout the caller may pay, one that takes no changes now, no such way to pay, a provider that does not
    /// answer; the database failed.
    pub async fn choose_method(&self, caller: &Caller, id: CheckoutId, token: &str) -> Result<Method, CommerceError> {
        reach(self.store().read(), caller, id, Action::ChooseMethod, self.now()).await?;
        let method = &self.describe_method(token).await?;
        self.store()
            .write(|tx| async move {
                let now = tx.now();
                let session = reach(&tx, caller, id, Action::ChooseMethod, now).await?;
                let by = caller.actor(&session.target(), now);
                let session = session.choose_method(method.clone(), now).map_err(CommerceError::refused)?;
                checkouts::update(&tx, &session, Change { event: "checkout_method_chosen", by: &by }).await?;
                Ok(method.clone())
            })
            .await
    }
}

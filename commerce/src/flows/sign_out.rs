//! Leaving.

use super::act_on_behalf;
use crate::commerce::Commerce;
use crate::error::CommerceError;
use crate::store::StoreError;
use crate::store::sessions::{self, identity};
use crate::visit::Visit;

impl Commerce {
    /// Ends the browser's session, with everything it could open. The edge takes the cookie away. Answers the short name of
    /// the provider that signed it in, where the browser may want to leave, too. Without a session nothing happens.
    ///
    /// # Errors
    /// The database failed.
    pub async fn sign_out(&self, visit: &Visit) -> Result<Option<String>, CommerceError> {
        let Some(session) = visit.session else { return Ok(None) };
        let ended = self.store().write(|tx| async move {
            act_on_behalf::end(&tx, visit).await?;
            let said = identity::of_session(&tx, session).await?;
            identity::forget(&tx, session).await?;
            sessions::end(&tx, session).await?;
            Ok::<_, StoreError>(said.map(|said| said.provider))
        });
        let provider = ended.await?;
        Ok(provider.filter(|slug| self.identity_providers().named(slug).is_some()))
    }
}

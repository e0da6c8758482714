//! Leaving.

use crate::commerce::Commerce;
use crate::error::CommerceError;
use crate::store::sessions;
use crate::visit::Visit;

impl Commerce {
    /// Ends the browser's session, with everything it could open. The edge takes the cookie away. Without a session
    /// nothing happens.
    ///
    /// # Errors
    /// The database failed.
    pub async fn sign_out(&self, visit: &Visit) -> Result<(), CommerceError> {
        let Some(session) = visit.session else { return Ok(()) };
        self.store().write(|tx| async move { sessions::end(&tx, session).await }).await?;
        Ok(())
    }
}

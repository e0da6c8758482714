//! Signing out elsewhere.

use domain::access::{Action, Target, decide};
use domain::ids::SessionId;

use crate::commerce::Commerce;
use crate::error::CommerceError;
use crate::store::sessions::{self, identity};
use crate::visit::Visit;

impl Commerce {
    /// Ends one of the caller's sessions, at once. One that is over, or not theirs, is none: nothing happens.
    ///
    /// # Errors
    /// Nobody is signed in; the database failed.
    pub async fn end_session(&self, visit: &Visit, session: SessionId) -> Result<(), CommerceError> {
        self.end_those(visit, |one| one == session).await
    }

    /// Ends all of the caller's sessions but this one, at once.
    ///
    /// # Errors
    /// Nobody is signed in; the database failed.
    pub async fn end_other_sessions(&self, visit: &Visit) -> Result<(), CommerceError> {
        self.end_those(visit, |one| Some(one) != visit.session).await
    }

    async fn end_those(&self, visit: &Visit, meant: impl Fn(SessionId) -> bool + Sync) -> Result<(), CommerceError> {
        decide(&visit.caller, Action::EndSessions, &Target::Own, self.now())?;
        let user = visit.caller.user().ok_or(CommerceError::NOT_FOUND)?;
        let meant = &meant;
        self.store()
            .write(|tx| async move {
                let all = sessions::of_user(&tx, user).await?;
                for session in all.into_iter().map(|one| one.id.0).filter(|one| meant(*one)) {
                    sessions::end(&tx, session).await?;
                    identity::forget(&tx, session).await?;
                }
                Ok(())
            })
            .await
    }
}

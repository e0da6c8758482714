//! The browsers in which somebody is signed in.

use domain::access::session::OpenSession;
use domain::access::{Action, Target, decide};

use crate::commerce::Commerce;
use crate::error::CommerceError;
use crate::store::sessions::{self, identity};
use crate::visit::Visit;

impl Commerce {
    /// The caller's sessions that are good, this one first, then the last used.
    ///
    /// # Errors
    /// Nobody is signed in; the database failed.
    pub async fn view_sessions(&self, visit: &Visit) -> Result<Vec<OpenSession>, CommerceError> {
        let now = self.now();
        decide(&visit.caller, Action::ViewOwn, &Target::Own, now)?;
        let user = visit.caller.user().ok_or(CommerceError::NOT_FOUND)?;
        let db = self.store().read();
        let mut open = Vec::new();
        for session in sessions::of_user(db, user).await?.into_iter().filter(|one| one.times().check(now).is_ok()) {
            let by = identity::of_session(db, session.id.0).await?.map(|said| self.provider_name(&said.provider));
            let (signed_in_at, used_at) = (session.signed_in_at.0, session.used_at.0);
            let here = visit.session == Some(session.id.0);
            open.push(OpenSession { id: session.id.0, here, signed_in_at, used_at, by, device: session.device });
        }
        open.sort_by_key(|session| !session.here);
        Ok(open)
    }

    /// A provider's name for people; one that is not configured any more is called as it was in addresses.
    fn provider_name(&self, slug: &str) -> String {
        let known = self.identity_providers().named(slug);
        known.map_or_else(|| slug.to_owned(), |known| known.provider().name.clone())
    }
}

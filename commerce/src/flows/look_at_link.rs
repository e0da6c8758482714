//! Looks at a link without following it. Programs that scan mail open every address in it, and must not use a link up
//! that works once; so its page asks, and only the answer is an act.

use domain::access::{Purpose, Scope};
use domain::refusal::Refusal;
use jiff::Timestamp;

use super::links::{followable, held};
use crate::commerce::Commerce;
use crate::error::CommerceError;
use crate::secret::Secret;
use crate::store::links::{self, LinkKind};
use crate::visit::Visit;

/// A link that could be followed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SeenLink {
    /// What it opens.
    pub scope: Scope,
    /// Whether it opens that to be approved.
    pub approves: bool,
    /// Until when it can be followed.
    pub expires_at: Timestamp,
    /// Whether this browser has followed it before, and may open its target.
    pub followed: bool,
}

impl Commerce {
    /// Where a link leads. Changes nothing.
    ///
    /// # Errors
    /// There is no such link, it was used in another browser, or it has expired; the database failed.
    pub async fn look_at_link(&self, visit: &Visit, secret: &str) -> Result<SeenLink, CommerceError> {
        let unknown = || CommerceError::refused(Refusal::new("link_unknown"));
        let hash = Secret::read(secret).map_err(|_| unknown())?.hash();
        let db = self.store().read();
        let link = links::by_secret(db, LinkKind::Link, hash).await?.ok_or_else(unknown)?;
        let grant = &link.state.0;
        let followed = held(db, visit, grant, self.now()).await?;
        if !followed {
            followable(db, visit, &link, self.now()).await?;
        }
        let approves = matches!(grant.purpose, Purpose::Approve { .. });
        Ok(SeenLink { scope: grant.scope, approves, expires_at: link.expires_at.0, followed })
    }
}

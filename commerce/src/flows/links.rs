//! Links that open one thing: making them, and what becomes of whoever follows one.
//!
//! A link in an address works once: it is exchanged for a grant of the browser's session, and is gone from the address.
//! Looking at it ([`super::look_at_link`]) is not following it.
//! Followed again in the same browser it still leads to its target; one to approve, also by whoever signs in as whom it was sent to. A token in a header works until it expires, for
//! frames that have no cookies. A ticket opens one stream, once, within seconds.

use domain::access::{Grant, Purpose, Scope};
use domain::ids::LinkId;
use domain::moment::after;
use domain::refusal::Refusal;
use jiff::{SignedDuration, Timestamp};
use sea_orm::ConnectionTrait;

use super::approve_checkout::note_opened;
use crate::commerce::Commerce;
use crate::error::CommerceError;
use crate::secret::Secret;
use crate::store::links::{self, LinkKind, Model, NewLink};
use crate::store::sessions::grant;
use crate::store::{StoreError, Tx, users};
use crate::visit::{NewCookie, Visit, session_of};

/// How long a token of a frame is good. The frame asks for another before.
pub const TOKEN_LIFETIME: SignedDuration = SignedDuration::from_mins(30);
/// How long a ticket waits for its stream to be opened.
pub const TICKET_LIFETIME: SignedDuration = SignedDuration::from_secs(30);

/// A link that was just made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IssuedLink {
    /// Its id, by which a job finds it; opens nothing.
    pub id: LinkId,
    /// Its secret.
    pub secret: Secret,
    /// Until when it can be used.
    pub expires_at: Timestamp,
}

/// A link that was followed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Redeemed {
    /// What it opens from now on in this browser.
    pub scope: Scope,
    /// For what.
    pub purpose: Purpose,
    /// The browser's session began with this.
    pub cookie: Option<NewCookie>,
}

impl Commerce {
    /// Makes a link to `scope`, in the transaction that hands it out. It can be followed for `lifetime`, and opens for as
    /// long again whatever it opens. Whether the caller may hand it out has been decided before.
    ///
    /// # Errors
    /// The database failed.
    pub async fn create_link(
        &self,
        tx: &Tx,
        scope: impl Into<Scope>,
        purpose: Purpose,
        lifetime: SignedDuration,
    ) -> Result<IssuedLink, StoreError> {
        self.create_link_until(tx, scope, purpose, lifetime, lifetime).await
    }

    /// The same, and it opens for `longer` than it can be followed.
    ///
    /// # Errors
    /// The database failed.
    pub(super) async fn create_link_until(
        &self,
        tx: &Tx,
        scope: impl Into<Scope>,
        purpose: Purpose,
        lifetime: SignedDuration,
        longer: SignedDuration,
    ) -> Result<IssuedLink, StoreError> {
        let id: LinkId = tx.id();
        let secret = Secret::of_link(self.server_key(), &id.to_string());
        let expires_at = after(tx.now(), lifetime);
        let grant = Grant { scope: scope.into(), purpose, expires_at: after(expires_at, longer) };
        links::insert(tx, NewLink { id, kind: LinkKind::Link, secret_hash: secret.hash(), grant, expires_at }).await?;
        Ok(IssuedLink { id, secret, expires_at })
    }

    /// The address of a link, for the letter that carries it.
    #[must_use]
    pub fn link_url(&self, link: LinkId) -> String {
        self.url(&format!("/l/{}", Secret::of_link(self.server_key(), &link.to_string()).reveal()))
    }

    /// Follows a link: this browser may open its target from now on.
    ///
    /// # Errors
    /// There is no such link, it was used in another browser, or it has expired.
    pub async fn redeem_link(&self, visit: &Visit, secret: &str) -> Result<Redeemed, CommerceError> {
        let unknown = || CommerceError::refused(Refusal::new("link_unknown"));
        let hash = Secret::read(secret).map_err(|_| unknown())?.hash();
        self.store()
            .write(|tx| async move {
                let link = links::by_secret(&tx, LinkKind::Link, hash).await?.ok_or_else(unknown)?;
                let grant = link.state.0.clone();
                if held(&tx, visit, &grant, tx.now()).await? {
                    return Ok(Redeemed { scope: grant.scope, purpose: grant.purpose, cookie: None });
                }
                followable(&tx, visit, &link, tx.now()).await?;
                let (session, cookie) = session_of(&tx, visit).await?;
                links::mark_used(&tx, link.id.0).await?;
                grant::allow(&tx, session, &grant).await?;
                if let (Scope::Checkout(checkout), Purpose::Approve { email }) = (grant.scope, &grant.purpose) {
                    note_opened(&tx, checkout, email).await?;
                }
                Ok(Redeemed { scope: grant.scope, purpose: grant.purpose, cookie })
            })
            .await
    }

    /// A token with which a frame without cookies can open `scope`. Whether the caller may have it has been decided
    /// before.
    ///
    /// # Errors
    /// The database failed.
    pub async fn issue_token(
        &self,
        tx: &Tx,
        scope: impl Into<Scope>,
        purpose: Purpose,
    ) -> Result<IssuedLink, StoreError> {
        issue(tx, LinkKind::Token, scope.into(), purpose, TOKEN_LIFETIME).await
    }

    /// A ticket for one stream about `scope`. Whether the caller may have it has been decided before.
    ///
    /// # Errors
    /// The database failed.
    pub async fn issue_ticket(&self, scope: impl Into<Scope>) -> Result<IssuedLink, CommerceError> {
        let scope = scope.into();
        let issued = self
            .store()
            .write(|tx| async move { issue(&tx, LinkKind::Ticket, scope, Purpose::Follow, TICKET_LIFETIME).await });
        Ok(issued.await?)
    }

    /// What a ticket opens; it is worthless afterwards.
    ///
    /// # Errors
    /// [`CommerceError::NOT_FOUND`] for one that is unknown, used or too old.
    pub async fn redeem_ticket(&self, ticket: &str) -> Result<Scope, CommerceError> {
        let hash = Secret::read(ticket).map_err(|_| CommerceError::NOT_FOUND)?.hash();
        self.store()
            .write(|tx| async move {
                let found = links::by_secret(&tx, LinkKind::Ticket, hash).await?;
                let link = found.filter(|link| usable(link, tx.now()).is_ok()).ok_or(CommerceError::NOT_FOUND)?;
                links::mark_used(&tx, link.id.0).await?;
                Ok(link.state.0.scope)
            })
            .await
    }
}

async fn issue(
    tx: &Tx,
    kind: LinkKind,
    scope: Scope,
    purpose: Purpose,
    lifetime: SignedDuration,
) -> Result<IssuedLink, StoreError> {
    let (id, secret) = (tx.id::<LinkId>(), tx.random().secret());
    let expires_at = after(tx.now(), lifetime);
    let grant = Grant { scope, purpose, expires_at };
    links::insert(tx, NewLink { id, kind, secret_hash: secret.hash(), grant, expires_at }).await?;
    Ok(IssuedLink { id, secret, expires_at })
}

/// Whether a link can be followed now.
///
/// # Errors
/// It was used, or has expired.
fn usable(link: &Model, now: Timestamp) -> Result<(), CommerceError> {
    if link.used_at.is_some() {
        return Err(CommerceError::refused(Refusal::new("link_used")));
    }
    if link.expires_at.0 <= now {
        return Err(CommerceError::refused(Refusal::new("link_expired")));
    }
    Ok(())
}

/// Whether this visitor can follow a link now: anybody once; one to approve also whoever is signed in with the address it was
/// sent to, on another device or another day.
///
/// # Errors
/// It was used, or has expired; the database failed.
pub(super) async fn followable(
    db: &impl ConnectionTrait,
    visit: &Visit,
    link: &Model,
    now: Timestamp,
) -> Result<(), CommerceError> {
    let once = usable(link, now);
    match (&once, &link.state.0.purpose, visit.caller.customer()) {
        (Err(_), Purpose::Approve { email }, Some(user)) if now < link.expires_at.0 => {
            if users::get(db, user).await?.email == *email { Ok(()) } else { once }
        }
        // Nobody is signed in yet: that is the way on, for whom it was sent to.
        (Err(_), Purpose::Approve { .. }, None) if now < link.expires_at.0 => {
            Err(CommerceError::refused(Refusal::new("link_used").on("approver")))
        }
        _ => once,
    }
}

/// Whether this browser has followed the link before.
///
/// # Errors
/// The database failed.
pub(super) async fn held(
    db: &impl ConnectionTrait,
    visit: &Visit,
    wanted: &Grant,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let Some(session) = visit.session else { return Ok(false) };
    Ok(grant::of_session(db, session).await?.contains(wanted) && now < wanted.expires_at)
}

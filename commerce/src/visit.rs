//! The browser behind a request, and who that makes the caller.
//!
//! A guest gets a session with the first thing they begin; what the session may open without being signed in are its
//! grants. Only the hash of a session's secret is stored.

use domain::access::{Caller, Grant, Person, Purpose, Scope, session};
use domain::ids::SessionId;
use domain::moment::after;
use jiff::Timestamp;

use crate::aggregate::AggregateRef;
use crate::commerce::Commerce;
use crate::error::CommerceError;
use crate::secret::Secret;
use crate::store::sessions::{self, grant};
use crate::store::{StoreError, Tx};

/// Who asks, and from which browser.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Visit {
    /// Who asks: person and grants.
    pub caller: Caller,
    /// The browser's session, if it has a good one.
    pub session: Option<SessionId>,
}

/// A session's new secret, which the edge puts into the cookie.
#[derive(Clone, Debug)]
pub struct NewCookie {
    /// The secret.
    pub secret: Secret,
    /// When the session ends at the latest.
    pub expires_at: Timestamp,
}

impl Commerce {
    /// Who asks, by the secret in the browser's cookie. A cookie that is no secret, or of a session that has ended, makes
    /// a visit of nobody.
    ///
    /// # Errors
    /// The database failed.
    pub async fn visit(&self, cookie: Option<&str>) -> Result<Visit, CommerceError> {
        let Some(secret) = cookie.and_then(|text| Secret::read(text).ok()) else { return Ok(Visit::default()) };
        let db = self.store().read();
        let now = self.now();
        let Some(session) = sessions::by_secret(db, secret.hash()).await?.filter(|session| good(session, now)) else {
            return Ok(Visit::default());
        };
        let granted = sessions::grants(db, session.id.0).await?;
        let grants = granted.iter().filter_map(|row| grant_of(row, session.expires_at.0)).collect();
        Ok(Visit { caller: Caller { person: Person::Nobody, grants }, session: Some(session.id.0) })
    }
}

/// Lets this browser open something, in the transaction that makes it. A browser without a session gets one, whose secret
/// the edge has to put into the cookie.
///
/// # Errors
/// The database failed.
pub async fn grant_to(
    tx: &Tx,
    visit: &Visit,
    what: impl Into<AggregateRef>,
    purpose: &Purpose,
) -> Result<Option<NewCookie>, StoreError> {
    let (session, cookie) = match visit.session {
        Some(session) => (session, None),
        None => {
            let (id, secret) = (tx.id::<SessionId>(), tx.random().secret());
            let expires_at = after(tx.now(), session::ABSOLUTE);
            sessions::insert(tx, id, secret.hash(), expires_at).await?;
            (id, Some(NewCookie { secret, expires_at }))
        }
    };
    let (name, email) = named(purpose);
    sessions::allow(tx, session, &what.into().id, name, email).await?;
    Ok(cookie)
}

/// A purpose as it is stored: its name, and the address that it holds.
#[must_use]
pub const fn named(purpose: &Purpose) -> (&'static str, Option<&domain::email::Email>) {
    match purpose {
        Purpose::Buy => ("buy", None),
        Purpose::Approve { email } => ("approve", Some(email)),
        Purpose::Follow => ("follow", None),
    }
}

/// What [`named`] stored; `None` for what an older or newer program stored.
#[must_use]
pub fn purpose_of(name: &str, email: Option<&domain::email::Email>) -> Option<Purpose> {
    match (name, email) {
        ("buy", _) => Some(Purpose::Buy),
        ("approve", Some(email)) => Some(Purpose::Approve { email: email.clone() }),
        ("follow", _) => Some(Purpose::Follow),
        _ => None,
    }
}

/// What the aggregate with this id is, to a grant.
#[must_use]
pub fn scope_of(aggregate_id: &str) -> Option<Scope> {
    let checkout = aggregate_id.parse().ok().map(Scope::Checkout);
    let trial = || aggregate_id.parse().ok().map(Scope::Trial);
    checkout.or_else(trial).or_else(|| aggregate_id.parse().ok().map(Scope::Order))
}

fn grant_of(row: &grant::Model, expires_at: Timestamp) -> Option<Grant> {
    let purpose = purpose_of(&row.purpose, row.email.as_ref().map(|email| &email.0))?;
    Some(Grant { scope: scope_of(&row.aggregate_id)?, purpose, expires_at })
}

fn good(session: &sessions::Model, now: Timestamp) -> bool {
    session.ended_at.is_none() && now < session.expires_at.0
}

//! The browser behind a request, and who that makes the caller.
//!
//! A guest gets a session with the first thing they begin; what the session may open without being signed in are its
//! grants. A frame that has no cookies shows a token instead, which opens one thing. Only hashes of secrets are stored.
//!
//! A session's secret changes once a day. The one before stays good until the new one has been seen and [`OVERLAP`]
//! longer, so that neither requests under way nor a lost answer sign anybody out.

use domain::access::session::{self, SessionRefusal, Upkeep};
use domain::access::{Action, Caller, Grant, Person, Purpose, Scope, StaffRole, Who};
use domain::ids::{LinkId, SessionId};
use domain::moment::after;
use jiff::{SignedDuration, Timestamp};

use crate::commerce::Commerce;
use crate::error::CommerceError;
use crate::secret::{Secret, SecretHash};
use crate::store::links::{self, LinkKind};
use crate::store::sessions::{self, Model, grant, identity};
use crate::store::{StoreError, Tx, actings, billing_accounts};

/// How long a session's previous secret is good once the new one has been seen; and how long a new one is waited for
/// before another is drawn.
pub const OVERLAP: SignedDuration = SignedDuration::from_mins(1);

/// Who asks, and from which browser.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Visit {
    /// Who asks: person and grants.
    pub caller: Caller,
    /// The browser's session, if it has a good one.
    pub session: Option<SessionId>,
    /// The token of a frame, if it shows a good one.
    pub token: Option<LinkId>,
    /// The session's secret was due to change: the edge puts the new one into the cookie.
    pub renewed: Option<NewCookie>,
    /// Why the session of the cookie is over, if it is: the edge takes the cookie away, the page says so.
    pub ended: Option<SessionRefusal>,
    /// Browser and system, as far as known: the edge says so.
    pub device: Option<String>,
}

/// A session's new secret, which the edge puts into the cookie.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewCookie {
    /// The secret.
    pub secret: Secret,
    /// When the session ends at the latest.
    pub expires_at: Timestamp,
}

impl Visit {
    /// What codes are bound to: this browser, or this frame.
    pub(crate) fn holder(&self) -> Option<String> {
        let session = self.session.map(|id| id.to_string());
        session.or_else(|| self.token.map(|id| id.to_string()))
    }
}

impl Commerce {
    /// Who asks, by the secret in the browser's cookie. A cookie that is no secret, or of a session that has ended, makes
    /// a visit of nobody. Writes down now and then that the session is in use, and changes its secret when it is time.
    ///
    /// # Errors
    /// The database failed.
    pub async fn visit(&self, cookie: Option<&str>) -> Result<Visit, CommerceError> {
        let Some(secret) = cookie.and_then(|text| Secret::read(text).ok()) else { return Ok(Visit::default()) };
        let (hash, now) = (secret.hash(), self.now());
        let found = sessions::by_secret(self.store().read(), hash).await?;
        let Some(found) = found.filter(|session| known(session, hash, now)) else { return Ok(Visit::default()) };
        if let Err(ended) = found.times().check(now) {
            return Ok(Visit { ended: Some(ended), ..Visit::default() });
        }
        let renewed = match due(&found, hash, now) {
            Due::Nothing => None,
            _ => self.store().write(|tx| async move { upkeep(&tx, hash).await }).await?,
        };
        let caller = self.caller(&found).await?;
        if matches!(caller.person, Person::Staff { .. })
            && let Err(ended) = found.times().check_for_staff(now)
        {
            return Ok(Visit { ended: Some(ended), ..Visit::default() });
        }
        Ok(Visit { caller, session: Some(found.id.0), renewed, ..Visit::default() })
    }

    /// Who asks, by a token shown in a header: nobody, who may open one thing. A token that is not good makes a visit of
    /// nobody who may open nothing.
    ///
    /// # Errors
    /// The database failed.
    pub async fn visit_by_token(&self, token: &str) -> Result<Visit, CommerceError> {
        let Ok(secret) = Secret::read(token) else { return Ok(Visit::default()) };
        let found = links::by_secret(self.store().read(), LinkKind::Token, secret.hash()).await?;
        let Some(link) = found.filter(|link| self.now() < link.expires_at.0) else { return Ok(Visit::default()) };
        let expires_at = link.expires_at.0.min(link.state.0.expires_at);
        let grants = vec![Grant { expires_at, ..link.state.0 }];
        let caller = Caller { person: Person::Nobody, grants };
        Ok(Visit { caller, token: Some(link.id.0), ..Visit::default() })
    }

    async fn caller(&self, session: &Model) -> Result<Caller, CommerceError> {
        let db = self.store().read();
        let grants = grant::of_session(db, session.id.0).await?;
        let Some(user) = session.user_id.map(|user| user.0) else {
            return Ok(Caller { person: Person::Nobody, grants });
        };
        let person = match self.staff_roles(session.id.0).await? {
            roles if roles.is_empty() => Person::User { user, memberships: billing_accounts::of_user(db, user).await? },
            roles => {
                let may = Action::ActOnBehalf.row().allows(&roles.iter().copied().map(Who::from).collect::<Vec<_>>());
                let acting = actings::of_session(db, session.id.0, self.now()).await?;
                // Whoever signed in after them in this browser acts for nobody.
                let acting = acting.filter(|acting| may && acting.staff == user);
                Person::Staff { user, roles, acting: acting.map(|acting| acting.account) }
            }
        };
        Ok(Caller { person, grants })
    }

    /// What whoever a session is signed in as is to us, by the groups that our own provider named when it signed them in.
    async fn staff_roles(&self, session: SessionId) -> Result<Vec<StaffRole>, StoreError> {
        let Some(staffing) = self.staffing() else { return Ok(Vec::new()) };
        let identity = identity::of_session(self.store().read(), session).await?;
        Ok(identity.map(|identity| staffing.roles(&identity)).unwrap_or_default())
    }
}

/// Lets this browser open something, in the transaction that makes it, for as long as its session may last. A browser
/// without a session gets one, whose secret the edge has to put into the cookie.
///
/// # Errors
/// The database failed.
pub async fn grant_to(
    tx: &Tx,
    visit: &Visit,
    what: impl Into<Scope>,
    purpose: &Purpose,
) -> Result<Option<NewCookie>, StoreError> {
    let (session, cookie) = session_of(tx, visit).await?;
    let grant = Grant { scope: what.into(), purpose: purpose.clone(), expires_at: after(tx.now(), session::ABSOLUTE) };
    grant::allow(tx, session, &grant).await?;
    Ok(cookie)
}

/// The browser's session, or a new one.
pub(crate) async fn session_of(tx: &Tx, visit: &Visit) -> Result<(SessionId, Option<NewCookie>), StoreError> {
    if let Some(session) = visit.session {
        return Ok((session, None));
    }
    let (id, cookie) = (tx.id::<SessionId>(), new_cookie(tx));
    sessions::insert(tx, id, cookie.secret.hash()).await?;
    Ok((id, Some(cookie)))
}

/// A new secret for a session that begins anew now.
pub(crate) fn new_cookie(tx: &Tx) -> NewCookie {
    NewCookie { secret: tx.random().secret(), expires_at: after(tx.now(), session::ABSOLUTE) }
}

/// Whether the secret opens the session: the present one, or the one before while it is good.
fn known(session: &Model, hash: SecretHash, now: Timestamp) -> bool {
    let previous = session.secret_hash.0 != hash;
    let over = previous && session.previous_until.is_some_and(|until| until.0 <= now);
    session.ended_at.is_none() && !over
}

/// Whether the secret opens the session now, and its time is not over.
pub(crate) fn is_good(session: &Model, hash: SecretHash, now: Timestamp) -> bool {
    known(session, hash, now) && session.times().check(now).is_ok()
}

/// What has to be written before this request goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Due {
    Nothing,
    /// That it is in use.
    Touch,
    /// That the browser has the new secret.
    Confirm,
    /// A new secret.
    Rotate,
}

fn due(session: &Model, hash: SecretHash, now: Timestamp) -> Due {
    let unseen = session.previous_hash.is_some() && session.previous_until.is_none();
    let previous = session.secret_hash.0 != hash;
    match session.times().check(now) {
        // The answer that carried the new secret may still be on its way; after a while it is lost.
        _ if previous && unseen && after(session.rotated_at.0, OVERLAP) <= now => Due::Rotate,
        _ if previous => Due::Nothing,
        _ if unseen => Due::Confirm,
        Ok(Upkeep::Rotate) => Due::Rotate,
        Ok(Upkeep::Touch) => Due::Touch,
        Ok(Upkeep::Nothing) | Err(_) => Due::Nothing,
    }
}

/// Does what is due, looking again first: another request of the same browser may have done it.
async fn upkeep(tx: &Tx, hash: SecretHash) -> Result<Option<NewCookie>, StoreError> {
    let now = tx.now();
    let Some(session) = sessions::by_secret(tx, hash).await?.filter(|session| known(session, hash, now)) else {
        return Ok(None);
    };
    let id = session.id.0;
    match due(&session, hash, now) {
        Due::Nothing => {}
        Due::Touch => sessions::touch(tx, id).await?,
        Due::Confirm => sessions::confirm(tx, id, after(now, OVERLAP)).await?,
        Due::Rotate => {
            let secret = tx.random().secret();
            sessions::rotate(tx, id, hash, secret.hash()).await?;
            let expires_at = after(session.signed_in_at.0, session::ABSOLUTE);
            return Ok(Some(NewCookie { secret, expires_at }));
        }
    }
    Ok(None)
}

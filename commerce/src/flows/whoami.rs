//! Who somebody is to us: signed in or not, and whether a code waits to be entered.

use domain::code::{CodeState, EmailCode, LIFETIME};
use domain::email::Email;
use domain::moment::after;
use domain::money::Currency;
use domain::refusal::Refusal;

use crate::commerce::Commerce;
use crate::error::CommerceError;
use crate::secret::Secret;
use crate::store::{billing_accounts, email_codes, sessions, users};
use crate::visit::{Visit, is_good};

/// Whoever looks at a page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Visitor {
    /// Their proved address, if they are signed in.
    pub email: Option<Email>,
    /// The code that this browser was last sent and did not sign in with, while it may still arrive.
    pub awaits: Option<AwaitedCode>,
    /// Why they are not signed in any more, if they were.
    pub ended: Option<Refusal>,
}

/// Whoever is signed in, for every page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignedIn {
    /// Their proved address.
    pub email: Email,
    /// The currency that their account prefers: the one that they have bought for longest, or else belong to.
    pub currency: Option<Currency>,
}

/// A code on its way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AwaitedCode {
    /// Where it goes.
    pub email: Email,
}

impl Commerce {
    /// Who this is.
    ///
    /// # Errors
    /// The database failed.
    pub async fn whoami(&self, visit: &Visit) -> Result<Visitor, CommerceError> {
        let db = self.store().read();
        let email = match visit.caller.user() {
            Some(user) => Some(users::get(db, user).await?.email),
            None => None,
        };
        let awaits = match visit.holder() {
            Some(holder) => email_codes::newest(db, &holder).await?,
            None => None,
        };
        // Used elsewhere, by its link: it is entered here in vain, and that is said beside its digits.
        let over = |code: &EmailCode| email.is_some() && matches!(code.state, CodeState::Used { .. });
        let awaits = awaits.filter(|(_, code, at)| !over(code) && self.now() < after(*at, LIFETIME));
        let awaits = awaits.map(|(email, ..)| AwaitedCode { email });
        Ok(Visitor { email, awaits, ended: visit.ended.map(Refusal::from) })
    }

    /// Whoever is signed in by this cookie. Reads only: what the session needs is seen to by [`Self::visit`].
    ///
    /// # Errors
    /// The database failed.
    pub async fn signed_in_as(&self, cookie: &str) -> Result<Option<SignedIn>, CommerceError> {
        let Ok(secret) = Secret::read(cookie) else { return Ok(None) };
        let db = self.store().read();
        let Some(session) = sessions::by_secret(db, secret.hash()).await? else { return Ok(None) };
        let Some(user) = session.user_id.filter(|_| is_good(&session, secret.hash(), self.now())) else {
            return Ok(None);
        };
        let email = users::get(db, user.0).await?.email;
        let memberships = billing_accounts::of_user(db, user.0).await?;
        let buys = memberships.iter().find(|(_, role)| role.buys());
        let currency = match buys.or(memberships.first()) {
            Some((account, _)) => billing_accounts::get(db, *account).await?.profile.currency,
            None => None,
        };
        Ok(Some(SignedIn { email, currency }))
    }
}

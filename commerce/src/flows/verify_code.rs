//! Proving an address with the code that was sent to it.

use domain::access::{Actor, Scope};
use domain::checkout::VerifiedEmail;
use domain::code::CodeRefusal;
use domain::email::Email;
use domain::ids::UserId;
use domain::refusal::Refusal;

use super::act_on_behalf;
use crate::commerce::Commerce;
use crate::error::CommerceError;
use crate::secret::{Code, CodeHash};
use crate::store::events::Change;
use crate::store::users::User;
use crate::store::{StoreError, Tx, email_codes, sessions, users};
use crate::visit::{NewCookie, Visit, new_cookie};

/// An address that was just proved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verified {
    /// The address, whose it is, and when.
    pub email: VerifiedEmail,
    /// The browser is signed in with this; a frame without cookies is not.
    pub cookie: Option<NewCookie>,
}

impl Commerce {
    /// Checks a code as typed. When it is right, the person with this address exists from then on, and this browser is
    /// signed in as them: with a new secret, keeping what it could open before as a guest.
    ///
    /// # Errors
    /// The code is malformed, wrong, used, expired or was tried too often; or none was asked for here.
    pub async fn verify_code(
        &self,
        visit: &Visit,
        email: &str,
        typed: &str,
        language: &str,
    ) -> Result<Verified, CommerceError> {
        let entered = &Entered::read(email, typed, None)?;
        let answer = self.store().write(|tx| async move { self.try_code(&tx, visit, entered, language).await });
        answer.await?.map_err(CommerceError::refused)
    }

    /// The same within a transaction that does more when the code is right. A wrong try has to be counted: the transaction
    /// commits, and the refusal is inside.
    pub(super) async fn try_code(
        &self,
        tx: &Tx,
        visit: &Visit,
        entered: &Entered,
        language: &str,
    ) -> Result<Result<Verified, CodeRefusal>, StoreError> {
        let Entered { email, code: typed, keep } = entered;
        let Some(holder) = &visit.holder() else { return Ok(Err(CodeRefusal::CodeExpired)) };
        let Some((request, code)) = email_codes::find(tx, holder, email).await? else {
            return Ok(Err(CodeRefusal::CodeExpired));
        };
        let given = typed.hash(self.server_key(), &request.to_string());
        let right = code.hash(tx.now()).and_then(|hash| hash.parse::<CodeHash>().ok()) == Some(given);
        let (code, answer) = code.check(right, tx.now());
        email_codes::write(tx, holder, email, request, &code).await?;
        match answer {
            Err(refusal) => Ok(Err(refusal)),
            Ok(()) => Ok(Ok(signed_in(tx, visit, email, language, *keep).await?)),
        }
    }
}

/// A code that somebody entered.
pub(super) struct Entered {
    email: Email,
    code: Code,
    keep: Option<Scope>,
}

impl Entered {
    /// As it was typed, for this address. A browser that somebody else was signed in with until now can go on with `keep`
    /// alone.
    ///
    /// # Errors
    /// No address, or no code.
    pub(super) fn read(email: &str, typed: &str, keep: Option<Scope>) -> Result<Self, CommerceError> {
        let email = Email::typed(email, "email").map_err(CommerceError::refused)?;
        let malformed = |_| CommerceError::refused(Refusal::new("code_malformed").on("code"));
        Ok(Self { email, code: Code::read(typed).map_err(malformed)?, keep })
    }
}

/// Signs this browser in with an address that was just proved.
pub(super) async fn signed_in(
    tx: &Tx,
    visit: &Visit,
    email: &Email,
    language: &str,
    keep: Option<Scope>,
) -> Result<Verified, StoreError> {
    let user = person(tx, email, language).await?;
    let cookie = sign_in_here(tx, visit, user.id, keep).await?;
    Ok(Verified { email: VerifiedEmail { email: user.email, user: user.id, at: tx.now() }, cookie })
}

/// Signs this browser in as `user`: with a new secret, keeping what a guest could open before, or of what somebody else could
/// only `keep`. A frame without cookies is not.
pub(super) async fn sign_in_here(
    tx: &Tx,
    visit: &Visit,
    user: UserId,
    keep: Option<Scope>,
) -> Result<Option<NewCookie>, StoreError> {
    let Some(session) = visit.session else { return Ok(None) };
    act_on_behalf::end(tx, visit).await?;
    let cookie = new_cookie(tx);
    sessions::sign_in(tx, session, user, cookie.secret.hash(), visit.device.as_deref(), keep).await?;
    Ok(Some(cookie))
}

/// The person with this address, who has just proved it; a new one if there was none.
pub(super) async fn person(tx: &Tx, email: &Email, language: &str) -> Result<User, StoreError> {
    let verified_at = tx.now();
    if let Some(known) = users::by_email(tx, email).await? {
        let user = User { verified_at, language: language.to_owned(), ..known };
        let by = &Actor::User { user: user.id };
        users::update(tx, &user, Change { event: "user_signed_in", by }).await?;
        return Ok(user);
    }
    let id: UserId = tx.id();
    let user = User { id, email: email.clone(), name: None, language: language.to_owned(), verified_at };
    users::insert(tx, &user, Change { event: "user_registered", by: &Actor::User { user: id } }).await?;
    Ok(user)
}

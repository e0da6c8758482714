//! Proving an address with the code that was sent to it.

use domain::access::Actor;
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
    /// signed in as them: with a new secret, keeping what it could open before.
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
        let email = &Email::typed(email, "email").map_err(CommerceError::refused)?;
        let malformed = |_| CommerceError::refused(Refusal::new("code_malformed").on("code"));
        let typed = &Code::read(typed).map_err(malformed)?;
        let not_asked = || CommerceError::refused(CodeRefusal::CodeExpired);
        let holder = &visit.holder().ok_or_else(not_asked)?;
        // A wrong try has to be counted: the transaction commits, and the refusal is inside.
        let answer = self.store().write(|tx| async move {
            let Some((request, code)) = email_codes::find(&tx, holder, email).await? else { return Ok(Err(None)) };
            let given = typed.hash(self.server_key(), &request.to_string());
            let right = code.hash(tx.now()).and_then(|hash| hash.parse::<CodeHash>().ok()) == Some(given);
            let (code, answer) = code.check(right, tx.now());
            email_codes::write(&tx, holder, email, request, &code).await?;
            match answer {
                Err(refusal) => Ok(Err(Some(refusal))),
                Ok(()) => Ok::<_, StoreError>(Ok(signed_in(&tx, visit, email, language).await?)),
            }
        });
        answer.await?.map_err(|refusal| refusal.map_or_else(not_asked, CommerceError::refused))
    }
}

/// Signs this browser in with an address that was just proved.
pub(super) async fn signed_in(tx: &Tx, visit: &Visit, email: &Email, language: &str) -> Result<Verified, StoreError> {
    let user = person(tx, email, language).await?;
    let cookie = sign_in_here(tx, visit, user.id).await?;
    Ok(Verified { email: VerifiedEmail { email: user.email, user: user.id, at: tx.now() }, cookie })
}

/// Signs this browser in as `user`: with a new secret, keeping what it could open before. A frame without cookies is not.
pub(super) async fn sign_in_here(tx: &Tx, visit: &Visit, user: UserId) -> Result<Option<NewCookie>, StoreError> {
    let Some(session) = visit.session else { return Ok(None) };
    act_on_behalf::end(tx, visit).await?;
    let cookie = new_cookie(tx);
    sessions::sign_in(tx, session, user, cookie.secret.hash(), visit.device.as_deref()).await?;
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

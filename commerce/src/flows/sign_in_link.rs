//! Signing in by the link in the mail that holds a code: in whichever browser it is opened.
//!
//! The link is as good as the code beside it, as often and as long: using one uses up the other. Looking at it uses nothing up.

use domain::code::{CodeRefusal, EmailCode};
use domain::email::Email;
use domain::ids::CodeRequestId;
use sea_orm::ConnectionTrait;
use url::Url;

use super::verify_code::{Verified, signed_in};
use crate::commerce::Commerce;
use crate::error::CommerceError;
use crate::secret::Secret;
use crate::store::{StoreError, email_codes};
use crate::visit::{Visit, session_of};

/// The code that a link stands for.
struct Asked {
    holder: String,
    email: Email,
    request: CodeRequestId,
    code: EmailCode,
}

impl Commerce {
    /// The address of the link that stands for a code, and leads on to a path of ours unless that is empty.
    pub(crate) fn sign_in_link(&self, request: CodeRequestId, on: &str) -> String {
        let secret = Secret::of_code_link(self.server_key(), &request.to_string());
        let mut address = Url::parse(&self.url("/sign-in/code")).expect("our own addresses are addresses");
        address.query_pairs_mut().append_pair("link", &format!("{request}.{}", secret.reveal()));
        if !on.is_empty() {
            address.query_pairs_mut().append_pair("to", on);
        }
        address.into()
    }

    /// Whom a link signs in.
    ///
    /// # Errors
    /// It is none of ours, or is over.
    pub async fn look_at_sign_in_link(&self, link: &str) -> Result<Email, CommerceError> {
        let asked = self.asked_by(self.store().read(), link).await?;
        let (_, answer) = asked.code.check(true, self.now());
        answer.map(|()| asked.email).map_err(CommerceError::refused)
    }

    /// Signs this browser in as whom the link was mailed to; from then on there is such a person.
    ///
    /// # Errors
    /// It is none of ours, or is over.
    pub async fn follow_sign_in_link(
        &self,
        visit: &Visit,
        link: &str,
        language: &str,
    ) -> Result<Verified, CommerceError> {
        self.store()
            .write(|tx| async move {
                let Asked { holder, email, request, code } = self.asked_by(&tx, link).await?;
                let (code, answer) = code.check(true, tx.now());
                answer.map_err(CommerceError::refused)?;
                email_codes::write(&tx, &holder, &email, request, &code).await?;
                let (session, _) = session_of(&tx, visit).await?;
                let here = Visit { session: Some(session), ..visit.clone() };
                Ok(signed_in(&tx, &here, &email, language, None).await?)
            })
            .await
    }

    async fn asked_by(&self, db: &impl ConnectionTrait, link: &str) -> Result<Asked, CommerceError> {
        let unknown = || CommerceError::refused(CodeRefusal::CodeExpired);
        let (request, secret) = link.split_once('.').ok_or_else(unknown)?;
        let given = Secret::read(secret).map_err(|_| unknown())?;
        // Hashes of it are compared, so that the time it takes tells nothing.
        if given.hash() != Secret::of_code_link(self.server_key(), request).hash() {
            return Err(unknown());
        }
        let request = request.parse().map_err(|_| unknown())?;
        let found = email_codes::asked(db, request).await?.ok_or_else(unknown)?;
        let corrupt = |_| StoreError::Corrupt { what: "e-mail code", reason: "its key is no address".to_owned() };
        let email = found.email_key.parse().map_err(corrupt)?;
        Ok(Asked { holder: found.holder, email, request, code: found.state.0 })
    }
}

//! Coming back from a provider: what it says is checked, and the browser is signed in as whoever it means.

use domain::access::Actor;
use domain::access::oidc::{Expected, Identity, OidcRefusal};
use domain::ids::SessionId;
use jiff::Timestamp;

use super::keep_name::keep_name;
use super::verify_code::{person, sign_in_here};
use crate::commerce::Commerce;
use crate::error::CommerceError;
use crate::mails::{self, Letter};
use crate::ports::identity_provider::{Answer, IdentityProvider};
use crate::secret::{Secret, SignInPart};
use crate::store::events::Change;
use crate::store::sessions::identity;
use crate::store::users::User;
use crate::store::{StoreError, Tx, identities, sso_attempts, users};
use crate::visit::{NewCookie, Visit};

/// What a browser brings back from a provider, as it stands in the address.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SsoAnswer {
    /// The state that went along with the question.
    pub state: String,
    /// What the provider gives out tokens for.
    pub code: Option<String>,
    /// Why it does not.
    pub error: Option<String>,
    /// Who says so, where the answer names them.
    pub issuer: Option<String>,
}

/// A sign-in that came to its end.
#[derive(Debug)]
pub struct SsoFinished {
    /// Where whoever began it wanted to be; empty where that is not known.
    pub go_on: String,
    /// Who it is, or why nobody is signed in.
    pub outcome: Result<SsoSignedIn, CommerceError>,
}

/// Somebody whom a provider has signed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SsoSignedIn {
    /// Who that is here.
    pub user: User,
    /// What the provider says about them, checked: the groups, too.
    pub identity: Identity,
    /// The browser is signed in with this.
    pub cookie: NewCookie,
}

impl Commerce {
    /// Takes a provider's answer. `received_at` is the real time, which the age of tokens is a matter of. The person is
    /// found by what the provider calls them; the first time by their address, if the provider says that it is verified.
    pub async fn finish_sso(
        &self,
        visit: &Visit,
        slug: &str,
        answer: &SsoAnswer,
        language: &str,
        received_at: Timestamp,
    ) -> SsoFinished {
        let taken = self.take_answer(visit, slug, answer).await;
        let (session, state, go_on) = match taken {
            Ok(taken) => taken,
            Err(error) => return SsoFinished { go_on: String::new(), outcome: Err(error) },
        };
        let outcome = match self.ask_who(slug, answer, &state, received_at).await {
            Ok(identity) => self.sign_in_as(visit, session, identity, language).await,
            Err(error) => Err(error),
        };
        SsoFinished { go_on, outcome }
    }

    /// The attempt that this answers, which nothing answers after this.
    async fn take_answer(
        &self,
        visit: &Visit,
        slug: &str,
        answer: &SsoAnswer,
    ) -> Result<(SessionId, Secret, String), CommerceError> {
        self.provider(slug)?;
        let unknown = || CommerceError::refused(OidcRefusal::StateUnknown);
        let state = &Secret::read(&answer.state).map_err(|_| unknown())?;
        let session = visit.session.ok_or_else(unknown)?;
        self.store()
            .write(|tx| async move {
                let found = sso_attempts::find(&tx, state.hash()).await?.ok_or_else(unknown)?;
                found.attempt().answer(session, slug, tx.now()).map_err(CommerceError::refused)?;
                sso_attempts::answered(&tx, state.hash()).await?;
                Ok((session, state.clone(), found.go_on))
            })
            .await
    }

    /// Who the provider says it is.
    async fn ask_who(
        &self,
        slug: &str,
        answer: &SsoAnswer,
        state: &Secret,
        now: Timestamp,
    ) -> Result<Identity, CommerceError> {
        let asked = self.provider(slug)?;
        let provider = asked.provider();
        let refuse = |refusal: OidcRefusal| {
            tracing::warn!(provider = slug, %refusal, error = answer.error.as_deref(), "a provider's answer is refused");
            CommerceError::refused(refusal)
        };
        let Some(code) = answer.code.as_deref().filter(|_| answer.error.is_none()) else {
            return Err(refuse(OidcRefusal::Denied { name: provider.name.clone() }));
        };
        let part = |what| Secret::of_sign_in(self.server_key(), state, what).reveal();
        let (nonce, verifier, back_to) =
            (part(SignInPart::Nonce), part(SignInPart::Verifier), self.comes_back_to(slug));
        let redeemed = Answer { code, issuer: answer.issuer.as_deref(), verifier: &verifier, back_to: &back_to };
        let claims = asked.redeem(&redeemed).await.map_err(|error| {
            tracing::warn!(provider = slug, %error, "a provider gave no answer that can be believed");
            CommerceError::refused(error.refusal(provider))
        })?;
        claims.check(Expected { provider, nonce: &nonce, now }).map_err(refuse)
    }

    async fn sign_in_as(
        &self,
        visit: &Visit,
        session: SessionId,
        identity: Identity,
        language: &str,
    ) -> Result<SsoSignedIn, CommerceError> {
        let provider = self.provider(&identity.provider)?;
        let said = &identity;
        let (user, cookie) = self
            .store()
            .write(|tx| async move {
                tx.guard(&format!("identity:{}:{}", said.issuer, said.subject)).await?;
                let user = self.meant(&tx, provider, said, language).await?;
                let user = keep_name(&tx, user, said.name.as_deref().unwrap_or_default()).await?;
                let here = Visit { session: Some(session), ..visit.clone() };
                let cookie = sign_in_here(&tx, &here, user.id, None).await?;
                let cookie = cookie.ok_or(CommerceError::NOT_FOUND)?;
                identity::insert(&tx, session, said).await?;
                Ok::<_, CommerceError>((user, cookie))
            })
            .await?;
        Ok(SsoSignedIn { user, identity, cookie })
    }

    /// The person whom a provider means, linked now if they were not.
    async fn meant(
        &self,
        tx: &Tx,
        provider: &dyn IdentityProvider,
        said: &Identity,
        language: &str,
    ) -> Result<User, CommerceError> {
        if let Some(user) = identities::find(tx, &said.issuer, &said.subject).await? {
            identities::touch(tx, &said.issuer, &said.subject).await?;
            return Ok(seen_again(tx, users::get(tx, user).await?, language).await?);
        }
        let known = self.identity_providers().known();
        let email = said.linking_email(provider.provider(), known).map_err(CommerceError::refused)?;
        let known = users::by_email(tx, email).await?.is_some();
        let user = person(tx, email, language).await?;
        identities::link(tx, &said.issuer, &said.subject, user.id, email).await?;
        if known {
            // Whoever was here before hears of a new way in.
            let letter = Letter::IdentityLinked { provider: provider.provider().name.clone() };
            mails::post(tx, &user.email, &user.language, letter).await?;
        }
        let by = &Actor::User { user: user.id };
        tx.record(user.id, None, Change { event: "user_identity_linked", by }, &user).await?;
        Ok(user)
    }
}

/// Somebody whom we know already: their address was not proved anew.
async fn seen_again(tx: &Tx, known: User, language: &str) -> Result<User, StoreError> {
    let user = User { language: language.to_owned(), ..known };
    users::update(tx, &user, Change { event: "user_signed_in", by: &Actor::User { user: user.id } }).await?;
    Ok(user)
}

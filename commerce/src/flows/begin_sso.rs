//! Going to a provider to be signed in.

use domain::access::oidc::{Attempt, AttemptState, OidcRefusal, WayIn, provider_for};
use domain::access::{Action, Target, decide};
use domain::email::Email;

use crate::commerce::Commerce;
use crate::error::CommerceError;
use crate::ports::identity_provider::{IdentityError, IdentityProvider, Question};
use crate::secret::{Secret, SignInPart};
use crate::store::{StoreError, sso_attempts};
use crate::visit::{NewCookie, Visit, session_of};

/// A sign-in on its way to a provider.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SsoBegun {
    /// The browser's session began with this.
    pub cookie: Option<NewCookie>,
    /// Where the browser goes; why it stays, where the provider is away.
    pub address: Result<String, OidcRefusal>,
}

impl Commerce {
    /// The provider that signs the owner of this address in, if its domain is claimed by one.
    #[must_use]
    pub fn provider_of(&self, email: &str) -> Option<WayIn> {
        let email: Email = email.parse().ok()?;
        provider_for(&email, self.identity_providers().known()).map(|provider| provider.way_in())
    }

    /// The providers that everybody may sign in with: those that claim no domain.
    #[must_use]
    pub fn ways_in(&self) -> Vec<WayIn> {
        let open = self.identity_providers().known().filter(|provider| provider.domains.is_empty());
        open.map(|provider| provider.way_in()).collect()
    }

    /// Begins a sign-in with a provider: only this browser can bring the answer, once, within ten minutes. `go_on` is where
    /// it wants to be afterwards, `hint` the address that was typed.
    ///
    /// # Errors
    /// No such provider; the database failed.
    pub async fn begin_sso(
        &self,
        visit: &Visit,
        slug: &str,
        go_on: &str,
        hint: Option<&str>,
    ) -> Result<SsoBegun, CommerceError> {
        decide(&visit.caller, Action::SignIn, &Target::Public, self.now())?;
        let provider = self.provider(slug)?;
        let (state, cookie) = self
            .store()
            .write(|tx| async move {
                let (session, cookie) = session_of(&tx, visit).await?;
                let state = tx.random().secret();
                let (provider, begun_at) = (slug.to_owned(), tx.now());
                let attempt = Attempt { session, provider, begun_at, state: AttemptState::Open };
                sso_attempts::insert(&tx, state.hash(), &attempt, go_on).await?;
                Ok::<_, StoreError>((state, cookie))
            })
            .await?;
        let address = self.question(provider, &state, hint).await.map_err(|error| {
            tracing::warn!(provider = slug, %error, "a provider could not be asked");
            error.refusal(provider.provider())
        });
        Ok(SsoBegun { cookie, address })
    }

    async fn question(
        &self,
        provider: &dyn IdentityProvider,
        state: &Secret,
        hint: Option<&str>,
    ) -> Result<String, IdentityError> {
        let part = |what| Secret::of_sign_in(self.server_key(), state, what).reveal();
        let (nonce, verifier) = (part(SignInPart::Nonce), part(SignInPart::Verifier));
        let back_to = self.comes_back_to(&provider.provider().slug);
        let state = &state.reveal();
        let question = Question { state, nonce: &nonce, verifier: &verifier, back_to: &back_to, hint };
        Ok(provider.authorise(&question).await?.into())
    }

    /// The provider with this short name.
    pub(super) fn provider(&self, slug: &str) -> Result<&dyn IdentityProvider, CommerceError> {
        let unknown = || CommerceError::refused(OidcRefusal::ProviderUnknown);
        self.identity_providers().named(slug).ok_or_else(unknown)
    }

    /// Where a provider sends the browser with its answer.
    pub(super) fn comes_back_to(&self, slug: &str) -> String {
        self.url(&format!("/sign-in/oidc/{slug}/callback"))
    }
}

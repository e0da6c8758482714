//! Leaving a provider: by the browser on its way out, and by the provider's word that somebody has left there.

use domain::access::oidc::LogoutRefusal;
use jiff::Timestamp;

use crate::commerce::Commerce;
use crate::error::CommerceError;
use crate::store::sessions::{self, identity};
use crate::store::{StoreError, logout_tokens};

impl Commerce {
    /// Where a browser that is signed out here goes to leave the provider, too; `None` where there is no such place, or it
    /// cannot be found out now.
    ///
    /// # Errors
    /// No such provider.
    pub async fn leave_provider(&self, slug: &str) -> Result<Option<String>, CommerceError> {
        let back_to = self.url("/sign-in");
        let address = self.provider(slug)?.leave(&back_to).await.unwrap_or_else(|error| {
            tracing::warn!(provider = slug, %error, "a provider could not be left");
            None
        });
        Ok(address.map(String::from))
    }

    /// Takes a provider's word that somebody has left: their sessions that it signed in end at once. The inner result is
    /// what the provider is told. `received_at` is the real time.
    ///
    /// # Errors
    /// The database failed: it has to come again.
    pub async fn end_sso(
        &self,
        slug: &str,
        token: &str,
        received_at: Timestamp,
    ) -> Result<Result<u64, LogoutRefusal>, StoreError> {
        let Some(asked) = self.identity_providers().named(slug) else { return Ok(Err(LogoutRefusal::ProviderUnknown)) };
        let claims = match asked.read_logout(token).await {
            Ok(claims) => claims,
            Err(error) => {
                tracing::warn!(provider = slug, %error, "a logout token is not believed");
                return Ok(Err(error.logout_refusal()));
            }
        };
        if let Err(refusal) = claims.check(asked.provider(), received_at) {
            return Ok(Err(refusal));
        }
        let claims = &claims;
        self.store()
            .write(|tx| async move {
                if !logout_tokens::take(&tx, &claims.issuer, &claims.id).await? {
                    return Ok(Err(LogoutRefusal::Replayed));
                }
                let (subject, session) = (claims.subject.as_deref(), claims.session.as_deref());
                let meant = identity::meant(&tx, &claims.issuer, subject, session).await?;
                for session in &meant {
                    sessions::end(&tx, *session).await?;
                    identity::forget(&tx, *session).await?;
                }
                Ok(Ok(meant.len() as u64))
            })
            .await
    }
}

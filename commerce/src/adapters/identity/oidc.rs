//! An OpenID provider's client: discovery, the authorisation code with PKCE, keys that change, leaving.

mod call;
mod discovery;
mod jws;
mod keys;
mod wire;

use std::fmt;
use std::time::Duration;

use async_trait::async_trait;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::access::oidc::{IdClaims, LogoutClaims, Provider};
use sha2::{Digest, Sha256};
use url::Url;

use crate::ports::identity_provider::{Answer, IdentityError, IdentityProvider, Question};
use call::Http;
use discovery::Discovery;
use keys::Keys;
use wire::{IdToken, LogoutToken, TokenAnswer, UserInfo};

/// What is asked for: who it is, the address, the name.
const SCOPES: &str = "openid email profile";

/// Where a provider is and what it knows us by.
#[derive(Clone)]
pub struct OidcConfig {
    /// What the rules know of it.
    pub provider: Provider,
    /// Our secret there; none for a client that is public.
    pub client_secret: Option<String>,
    /// The claim that names a person's groups.
    pub groups_claim: String,
    /// How long an answer is waited for.
    pub patience: Duration,
    /// How often at most its keys are asked for again because a token names one that is not known.
    pub keys_again_after: Duration,
    /// Whether it may be reached without TLS.
    pub plain_http: bool,
}

/// Why the client cannot be made.
#[derive(Debug, thiserror::Error)]
pub enum OidcConfigError {
    /// The issuer is no address.
    #[error("the issuer is no web address")]
    Issuer,
    /// The HTTP client cannot be made.
    #[error("no HTTP client: {0}")]
    Client(#[from] reqwest::Error),
}

/// The client.
pub struct Oidc {
    config: OidcConfig,
    http: Http,
    discovery: Discovery,
    keys: Keys,
}

impl fmt::Debug for Oidc {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Oidc").field("provider", &self.config.provider).finish_non_exhaustive()
    }
}

impl Oidc {
    /// A client; nothing is asked yet.
    ///
    /// # Errors
    /// What is wrong with the configuration.
    pub fn new(config: OidcConfig) -> Result<Self, OidcConfigError> {
        let discovery = Discovery::of(&config.provider.issuer).ok_or(OidcConfigError::Issuer)?;
        let http = Http::new(config.patience, config.plain_http)?;
        let keys = Keys::new(config.keys_again_after);
        Ok(Self { config, http, discovery, keys })
    }

    /// The claims of a token, whose signature is right.
    async fn open(&self, token: &str) -> Result<Vec<u8>, IdentityError> {
        let signed = jws::Signed::read(token)?;
        let metadata = self.discovery.get(&self.http).await?;
        self.keys.check(&self.http, &metadata.jwks_uri, &signed).await?;
        Ok(signed.payload)
    }

    /// What the provider tells about the person beside the token: some keep the address out of it.
    async fn ask_for_address(&self, claims: &mut IdClaims, access: &str) -> Result<(), IdentityError> {
        let metadata = self.discovery.get(&self.http).await?;
        let Some(url) = metadata.userinfo_endpoint.as_ref().filter(|_| claims.email.is_none()) else { return Ok(()) };
        let told: UserInfo = self.http.get_as(url, access).await?;
        told.complete(claims, &self.config.groups_claim)
    }
}

#[async_trait]
impl IdentityProvider for Oidc {
    fn provider(&self) -> &Provider {
        &self.config.provider
    }

    async fn authorise(&self, question: &Question<'_>) -> Result<Url, IdentityError> {
        let mut url = self.discovery.get(&self.http).await?.authorization_endpoint.clone();
        let challenge = URL_SAFE_NO_PAD.encode(Sha256::digest(question.verifier));
        url.query_pairs_mut()
            .append_pair("response_type", "code")
            .append_pair("client_id", &self.config.provider.client_id)
            .append_pair("redirect_uri", question.back_to)
            .append_pair("scope", SCOPES)
            .append_pair("state", question.state)
            .append_pair("nonce", question.nonce)
            .append_pair("code_challenge", &challenge)
            .append_pair("code_challenge_method", "S256")
            .extend_pairs(question.hint.map(|hint| ("login_hint", hint)));
        Ok(url)
    }

    async fn redeem(&self, answer: &Answer<'_>) -> Result<IdClaims, IdentityError> {
        let metadata = self.discovery.get(&self.http).await?;
        metadata.check_issuer_of_answer(answer.issuer)?;
        let form = [
            ("grant_type", "authorization_code"),
            ("code", answer.code),
            ("redirect_uri", answer.back_to),
            ("code_verifier", answer.verifier),
        ];
        let client = (self.config.provider.client_id.as_str(), self.config.client_secret.as_deref());
        let told: TokenAnswer = self.http.redeem(&metadata, client, &form).await?;
        let token: IdToken = wire::read(&self.open(&told.id_token).await?)?;
        let mut claims = token.into_claims(&self.config.groups_claim);
        if let Some(access) = told.access_token {
            self.ask_for_address(&mut claims, &access).await?;
        }
        Ok(claims)
    }

    async fn read_logout(&self, token: &str) -> Result<LogoutClaims, IdentityError> {
        Ok(wire::read::<LogoutToken>(&self.open(token).await?)?.into_claims())
    }

    async fn leave(&self, back_to: &str) -> Result<Option<Url>, IdentityError> {
        let Some(mut url) = self.discovery.get(&self.http).await?.end_session_endpoint.clone() else { return Ok(None) };
        url.query_pairs_mut()
            .append_pair("client_id", &self.config.provider.client_id)
            .append_pair("post_logout_redirect_uri", back_to);
        Ok(Some(url))
    }
}

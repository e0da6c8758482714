//! What a provider says about itself, asked once in a while (OpenID Connect Discovery 1.0, 4).

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use serde::de::Error as _;
use serde::{Deserialize, Deserializer};
use url::Url;

use super::call::Http;
use crate::ports::identity_provider::IdentityError;

/// How long what it says is believed.
const FRESH: Duration = Duration::from_secs(60 * 60);

/// The parts of a provider's metadata that are used here.
#[derive(Debug, Deserialize)]
pub(super) struct Metadata {
    pub issuer: String,
    #[serde(deserialize_with = "address")]
    pub authorization_endpoint: Url,
    #[serde(deserialize_with = "address")]
    pub token_endpoint: Url,
    #[serde(deserialize_with = "address")]
    pub jwks_uri: Url,
    #[serde(default, deserialize_with = "address_if_any")]
    pub userinfo_endpoint: Option<Url>,
    #[serde(default, deserialize_with = "address_if_any")]
    pub end_session_endpoint: Option<Url>,
    #[serde(default)]
    pub token_endpoint_auth_methods_supported: Vec<String>,
    #[serde(default)]
    pub authorization_response_iss_parameter_supported: bool,
}

fn address<'de, D: Deserializer<'de>>(from: D) -> Result<Url, D::Error> {
    String::deserialize(from)?.parse().map_err(D::Error::custom)
}

fn address_if_any<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Url>, D::Error> {
    let text = Option::<String>::deserialize(from)?;
    text.map(|text| text.parse().map_err(D::Error::custom)).transpose()
}

impl Metadata {
    /// Whether the secret goes into the form: only where the provider knows no other way.
    pub fn secret_in_form(&self) -> bool {
        let methods = &self.token_endpoint_auth_methods_supported;
        let knows = |name: &str| methods.iter().any(|method| method == name);
        knows("client_secret_post") && !knows("client_secret_basic")
    }

    /// An answer that says, or has to say, who gives it, has to come from this provider (RFC 9207, 2.4).
    pub fn check_issuer_of_answer(&self, named: Option<&str>) -> Result<(), IdentityError> {
        match named {
            None if self.authorization_response_iss_parameter_supported => Err(IdentityError::Issuer(String::new())),
            Some(other) if other != self.issuer => Err(IdentityError::Issuer(other.to_owned())),
            _ => Ok(()),
        }
    }

    fn endpoints(&self) -> impl Iterator<Item = &Url> {
        [&self.authorization_endpoint, &self.token_endpoint, &self.jwks_uri]
            .into_iter()
            .chain(&self.userinfo_endpoint)
            .chain(&self.end_session_endpoint)
    }
}

/// A provider's metadata, kept for a while.
pub(super) struct Discovery {
    issuer: String,
    url: Url,
    known: Mutex<Option<(Arc<Metadata>, Instant)>>,
}

impl Discovery {
    /// That of the provider with this name; `None` if the name is no address.
    pub fn of(issuer: &str) -> Option<Self> {
        let url = format!("{}/.well-known/openid-configuration", issuer.trim_end_matches('/'));
        let url = Url::parse(&url).ok().filter(Url::has_host)?;
        Some(Self { issuer: issuer.to_owned(), url, known: Mutex::default() })
    }

    /// The metadata. What could not be had is asked for again the next time. Nobody waits for somebody else's question.
    pub async fn get(&self, http: &Http) -> Result<Arc<Metadata>, IdentityError> {
        if let Some(known) = self.known() {
            return Ok(known);
        }
        let told: Metadata = http.get(&self.url).await?;
        if told.issuer != self.issuer {
            return Err(IdentityError::Issuer(told.issuer));
        }
        if let Some(plain) = told.endpoints().find(|url| !http.may_reach(url)) {
            return Err(IdentityError::Unreadable(format!("{plain} is not https")));
        }
        let metadata = Arc::new(told);
        *self.lock() = Some((Arc::clone(&metadata), Instant::now()));
        Ok(metadata)
    }

    fn known(&self) -> Option<Arc<Metadata>> {
        let known = self.lock();
        let (metadata, since) = known.as_ref()?;
        (since.elapsed() < FRESH).then(|| Arc::clone(metadata))
    }

    fn lock(&self) -> MutexGuard<'_, Option<(Arc<Metadata>, Instant)>> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

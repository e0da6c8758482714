//! What the sandbox is told at its start.

use std::net::SocketAddr;
use std::path::PathBuf;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use jiff::SignedDuration;
use url::Url;

/// Where it runs, for whom, and with which secrets.
#[derive(Clone)]
pub struct Config {
    /// Where it listens; port 0 takes a free one.
    pub listen: SocketAddr,
    /// Its address as browsers see it; `None` derives it from where it listens.
    pub base_url: Option<Url>,
    /// Its SQLite file, made if missing.
    pub store: PathBuf,
    /// The merchant's name, shown on the 3-D Secure page and in the debit mandate.
    pub merchant: String,
    /// The merchant's secret key, like `sk_test_…`.
    pub secret_key: String,
    /// The key webhooks are signed with: `whsec_` and base64, as Standard Webhooks writes it.
    pub webhook_secret: String,
    /// Origins of the pages that may frame the card fields and that 3-D Secure may return to.
    pub merchant_origins: Vec<Url>,
    /// Where webhooks go; `None` sends none.
    pub webhook_url: Option<Url>,
    /// How long a debit takes.
    pub debit_settles_in: SignedDuration,
}

/// A value the sandbox cannot start with.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ConfigError {
    /// Too short to be a secret.
    #[error("the secret key has fewer than 16 characters")]
    WeakSecretKey,
    /// Not as Standard Webhooks writes it.
    #[error("the webhook secret is not `whsec_` followed by base64 of 24 to 64 bytes")]
    BadWebhookSecret,
    /// An origin list without a web origin.
    #[error("{0:?} is no web origin: write https://host[:port]")]
    NotAnOrigin(String),
    /// Nobody could frame the fields.
    #[error("no merchant origin is configured")]
    NoMerchantOrigin,
}

impl Config {
    /// Checks what can be checked before starting.
    ///
    /// # Errors
    /// The first value that is wrong.
    pub fn check(&self) -> Result<(), ConfigError> {
        if self.secret_key.len() < 16 {
            return Err(ConfigError::WeakSecretKey);
        }
        self.webhook_key()?;
        if self.merchant_origins.is_empty() {
            return Err(ConfigError::NoMerchantOrigin);
        }
        match self.merchant_origins.iter().find(|url| !url.origin().is_tuple()) {
            Some(url) => Err(ConfigError::NotAnOrigin(url.to_string())),
            None => Ok(()),
        }
    }

    /// The bytes webhooks are signed with.
    ///
    /// # Errors
    /// [`ConfigError::BadWebhookSecret`].
    pub fn webhook_key(&self) -> Result<Vec<u8>, ConfigError> {
        let encoded = self.webhook_secret.strip_prefix("whsec_").ok_or(ConfigError::BadWebhookSecret)?;
        let key = BASE64_STANDARD.decode(encoded).map_err(|_| ConfigError::BadWebhookSecret)?;
        if (24..=64).contains(&key.len()) { Ok(key) } else { Err(ConfigError::BadWebhookSecret) }
    }

    /// The merchant's origins as browsers write them.
    #[must_use]
    pub fn origins(&self) -> Vec<String> {
        self.merchant_origins.iter().map(|url| url.origin().ascii_serialization()).collect()
    }
}

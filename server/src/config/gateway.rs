//! The payment provider: `KASSA_GATEWAY_URL`, `KASSA_GATEWAY_KEY`, `KASSA_GATEWAY_WEBHOOK_SECRET`.

use url::Url;

use super::{Mode, SecretText, Source};

/// How the payment provider is reached. Outside demo mode all of it is required.
#[derive(Clone, Debug)]
pub struct Gateway {
    /// Its address; browsers frame its card fields from there.
    pub url: Url,
    /// Our secret key.
    pub key: SecretText,
    /// What its webhooks are signed with.
    pub webhook_secret: SecretText,
}

impl Gateway {
    /// `None` where nothing is configured, which only a demonstration may be.
    pub(super) fn read(source: &mut Source, mode: Mode) -> Option<Self> {
        let url = source.optional::<Url>("KASSA_GATEWAY_URL", URL);
        let key = source.secret::<SecretText>("KASSA_GATEWAY_KEY", KEY);
        let webhook_secret = source.secret::<SecretText>("KASSA_GATEWAY_WEBHOOK_SECRET", WEBHOOK_SECRET);
        if let Some(url) = url.as_ref().filter(|url| !mode.is_demo() && url.scheme() != "https") {
            source.problem("KASSA_GATEWAY_URL", format!("{url} must begin with https:// in production"));
        }
        let begun = url.is_some() || key.is_some() || webhook_secret.is_some();
        if begun || !mode.is_demo() {
            let absent = [url.is_none(), key.is_none(), webhook_secret.is_none()];
            let fixes = [
                ("KASSA_GATEWAY_URL", URL),
                ("KASSA_GATEWAY_KEY", KEY),
                ("KASSA_GATEWAY_WEBHOOK_SECRET", WEBHOOK_SECRET),
            ];
            for (variable, fix) in fixes.into_iter().zip(absent).filter_map(|(fix, absent)| absent.then_some(fix)) {
                source.missing(variable, fix);
            }
        }
        Some(Self { url: url?, key: key?, webhook_secret: webhook_secret? })
    }
}

const URL: &str = "the address of the payment provider, like https://pay.example.com";
const KEY: &str = "the secret key that the payment provider gave you";
const WEBHOOK_SECRET: &str = "the secret that the provider's webhooks are signed with, like whsec_…";

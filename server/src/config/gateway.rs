//! The payment provider: `KASSA_GATEWAY_URL`, `KASSA_GATEWAY_KEY`, `KASSA_GATEWAY_WEBHOOK_SECRET`.

use url::Url;

use super::{Mode, SecretText, Source};

/// How the payment provider is reached. Required in a demonstration, too: there it is `kassa sandbox`.
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
    pub(super) fn read(source: &mut Source, mode: Mode) -> Self {
        let url = source.needed::<Url>(true, "KASSA_GATEWAY_URL", URL);
        let key = source.needed_secret(true, "KASSA_GATEWAY_KEY", KEY);
        let webhook_secret = source.needed_secret(true, "KASSA_GATEWAY_WEBHOOK_SECRET", WEBHOOK_SECRET);
        if let Some(url) = url.as_ref().filter(|url| !mode.is_demo() && url.scheme() != "https") {
            source.problem("KASSA_GATEWAY_URL", format!("{url} must begin with https:// in production"));
        }
        // What is absent is a problem, so that nobody ever sees what stands in for it.
        let nowhere = || Url::parse("https://gateway.invalid").expect("this is a URL");
        Self {
            url: url.unwrap_or_else(nowhere),
            key: key.unwrap_or_default(),
            webhook_secret: webhook_secret.unwrap_or_default(),
        }
    }
}

const URL: &str = "the address of the payment provider, like https://pay.example.com";
const KEY: &str = "the secret key that the payment provider gave you";
const WEBHOOK_SECRET: &str = "the secret that the provider's webhooks are signed with, like whsec_…";

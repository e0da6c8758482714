//! Reading the sandbox's webhooks: signed as Standard Webhooks writes it.
//! Source: <https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md>.

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use hmac::{Hmac, Mac};
use jiff::{SignedDuration, Timestamp};
use serde::Deserialize;
use sha2::Sha256;

use super::wire::WireIntent;
use crate::ports::gateway::{NotAWebhook, Notice, Webhook};

/// What we call the sender.
const PROVIDER: &str = "sandbox";
/// How far a signature's time may be off, both ways, as the Standard Webhooks libraries have it.
const TOLERANCE: SignedDuration = SignedDuration::from_mins(5);

#[derive(Deserialize)]
struct Envelope {
    #[serde(rename = "type")]
    kind: String,
    data: WireIntent,
}

/// The signing key's bytes; `None` if malformed.
pub(super) fn key(secret: &str) -> Option<Vec<u8>> {
    let key = BASE64_STANDARD.decode(secret.strip_prefix("whsec_")?).ok()?;
    (key.len() >= 24).then_some(key)
}

pub(super) fn read(key: &[u8], webhook: &Webhook<'_>, received_at: Timestamp) -> Result<Option<Notice>, NotAWebhook> {
    let header = |name| {
        let value = webhook.headers.get(name).and_then(|value| value.to_str().ok());
        value.ok_or(NotAWebhook::Unsigned)
    };
    let (id, timestamp, signatures) =
        (header("webhook-id")?, header("webhook-timestamp")?, header("webhook-signature")?);
    let seconds: i64 = timestamp.parse().map_err(|_| NotAWebhook::Unsigned)?;
    let signed = |signature: &str| {
        let sent = signature.strip_prefix("v1,").and_then(|encoded| BASE64_STANDARD.decode(encoded).ok());
        let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("HMAC takes a key of any length");
        for part in [id.as_bytes(), b".", timestamp.as_bytes(), b".", webhook.body] {
            mac.update(part);
        }
        sent.is_some_and(|sent| mac.verify_slice(&sent).is_ok())
    };
    if !signatures.split(' ').any(signed) {
        return Err(NotAWebhook::WrongSignature);
    }
    let signed_at = Timestamp::from_second(seconds).map_err(|_| NotAWebhook::OutOfTime)?;
    if received_at.duration_since(signed_at).abs() > TOLERANCE {
        return Err(NotAWebhook::OutOfTime);
    }
    let envelope: Envelope = serde_json::from_slice(webhook.body).map_err(|_| NotAWebhook::Unreadable)?;
    if !envelope.kind.starts_with("intent.") || envelope.data.intent().is_none() {
        return Ok(None);
    }
    let payment = envelope.data.into_payment().map_err(|_| NotAWebhook::Unreadable)?;
    Ok(Some(Notice { provider: PROVIDER, event: id.to_owned(), payment }))
}

//! Signing tokens (RFC 7515, RFC 8037: EdDSA with Ed25519).

use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD as BASE64_URL;
use ed25519_dalek::{Signer as _, SigningKey};
use serde_json::{Value, json};

/// The provider's key.
pub(super) struct Signer {
    key: SigningKey,
    id: String,
}

impl Signer {
    /// A new key.
    ///
    /// # Panics
    /// When the operating system has no randomness to give: nothing safe can be done then.
    pub fn draw() -> Self {
        let mut seed = [0u8; 32];
        getrandom::fill(&mut seed).expect("the operating system gives randomness");
        Self { key: SigningKey::from_bytes(&seed), id: crate::ids::fresh("key") }
    }

    /// Its public half.
    pub fn jwk(&self) -> Value {
        let x = BASE64_URL.encode(self.key.verifying_key().as_bytes());
        json!({ "kty": "OKP", "crv": "Ed25519", "x": x, "kid": self.id, "use": "sig", "alg": "EdDSA" })
    }

    /// A token that says this.
    pub fn sign(&self, claims: &Value) -> String {
        let header = json!({ "alg": "EdDSA", "typ": "JWT", "kid": self.id });
        let part = |value: &Value| BASE64_URL.encode(value.to_string());
        let message = format!("{}.{}", part(&header), part(claims));
        let signature = BASE64_URL.encode(self.key.sign(message.as_bytes()).to_bytes());
        format!("{message}.{signature}")
    }
}

//! The keys of licences: one that signs, the ones before it, and how the public halves are published.

use std::collections::BTreeMap;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ed25519_dalek::{SigningKey, VerifyingKey};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

/// The key that signs and those that still verify.
#[derive(Clone)]
pub struct LicenceKeys {
    current: SigningKey,
    all: VerifyingKeys,
}

/// Public keys by their id. The id is the key's thumbprint (RFC 7638), so that nobody can give one key another's id.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct VerifyingKeys(BTreeMap<String, VerifyingKey>);

/// Published public keys: a JSON Web Key Set (RFC 7517).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Jwks {
    /// The keys, the one that signs now first.
    pub keys: Vec<Jwk>,
}

/// A published public key (RFC 8037).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Jwk {
    /// `OKP`.
    pub kty: String,
    /// `Ed25519`.
    pub crv: String,
    /// The 32 bytes of the public key in base 64 for addresses.
    pub x: String,
    /// The key's id.
    pub kid: String,
    /// `EdDSA`.
    pub alg: String,
    /// `sig`: it signs.
    #[serde(rename = "use")]
    pub usage: String,
}

/// The text is no set of keys that licences are verified with.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a JSON Web Key Set of Ed25519 keys: {0}")]
pub struct NotAKeySet(String);

impl LicenceKeys {
    /// Keys made of 32-byte seeds: the one that signs, and one before it that licences may still carry.
    #[must_use]
    pub fn new(current: [u8; 32], before: Option<[u8; 32]>) -> Self {
        let current = SigningKey::from_bytes(&current);
        let mut all = VerifyingKeys::default();
        all.add(current.verifying_key());
        if let Some(before) = before {
            all.add(SigningKey::from_bytes(&before).verifying_key());
        }
        Self { current, all }
    }

    /// The same, with further public keys that verify (those of [`crate::store::licence_keys`]).
    ///
    /// # Errors
    /// One of them is no public key.
    pub fn with_known<'a>(mut self, keys: impl IntoIterator<Item = &'a str>) -> Result<Self, NotAKeySet> {
        for key in keys {
            self.all.add(public_key(key)?);
        }
        Ok(self)
    }

    /// The id of the key that signs.
    #[must_use]
    pub fn kid(&self) -> String {
        thumbprint(&self.current.verifying_key())
    }

    /// Every public key.
    #[must_use]
    pub const fn verifying(&self) -> &VerifyingKeys {
        &self.all
    }

    /// The public keys as published at `/.well-known/kassa/jwks.json`.
    #[must_use]
    pub fn jwks(&self) -> Jwks {
        let current = self.kid();
        let mut keys: Vec<Jwk> = self.all.0.values().map(jwk).collect();
        keys.sort_by_key(|key| (key.kid != current, key.kid.clone()));
        Jwks { keys }
    }

    pub(super) const fn signing(&self) -> &SigningKey {
        &self.current
    }
}

/// The private half is not shown.
impl std::fmt::Debug for LicenceKeys {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("LicenceKeys").field("kid", &self.kid()).finish_non_exhaustive()
    }
}

impl VerifyingKeys {
    /// The keys of a published set. A set with a key of another kind is refused as a whole.
    ///
    /// # Errors
    /// [`NotAKeySet`].
    pub fn read(jwks: &str) -> Result<Self, NotAKeySet> {
        let set: Jwks = serde_json::from_str(jwks).map_err(|error| NotAKeySet(error.to_string()))?;
        let mut all = Self::default();
        for jwk in &set.keys {
            if jwk.kty != "OKP" || jwk.crv != "Ed25519" || jwk.alg != "EdDSA" {
                return Err(NotAKeySet(format!("the key {} is of another kind", jwk.kid)));
            }
            let key = public_key(&jwk.x)?;
            if thumbprint(&key) != jwk.kid {
                return Err(NotAKeySet(format!("{} is not the thumbprint of its key", jwk.kid)));
            }
            all.add(key);
        }
        Ok(all)
    }

    /// Ids and keys, the keys in base 64 for addresses: as [`crate::store::licence_keys`] keeps them.
    pub fn iter(&self) -> impl Iterator<Item = (&str, String)> {
        self.0.iter().map(|(kid, key)| (kid.as_str(), URL_SAFE_NO_PAD.encode(key.as_bytes())))
    }

    pub(super) fn get(&self, kid: &str) -> Option<&VerifyingKey> {
        self.0.get(kid)
    }

    fn add(&mut self, key: VerifyingKey) {
        self.0.insert(thumbprint(&key), key);
    }
}

fn public_key(text: &str) -> Result<VerifyingKey, NotAKeySet> {
    let bytes = URL_SAFE_NO_PAD.decode(text).map_err(|error| NotAKeySet(error.to_string()))?;
    let bytes = bytes.try_into().map_err(|_| NotAKeySet("a key has 32 bytes".to_owned()))?;
    let key = VerifyingKey::from_bytes(&bytes).map_err(|error| NotAKeySet(error.to_string()))?;
    if key.is_weak() { Err(NotAKeySet("a key is weak".to_owned())) } else { Ok(key) }
}

/// RFC 7638, with the members that RFC 8037, 2 names for this kind of key, in order and without spaces.
fn thumbprint(key: &VerifyingKey) -> String {
    let x = URL_SAFE_NO_PAD.encode(key.as_bytes());
    URL_SAFE_NO_PAD.encode(Sha256::digest(format!(r#"{{"crv":"Ed25519","kty":"OKP","x":"{x}"}}"#)))
}

fn jwk(key: &VerifyingKey) -> Jwk {
    Jwk {
        kty: "OKP".to_owned(),
        crv: "Ed25519".to_owned(),
        x: URL_SAFE_NO_PAD.encode(key.as_bytes()),
        kid: thumbprint(key),
        alg: "EdDSA".to_owned(),
        usage: "sig".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_thumbprint_is_that_of_rfc_8037() {
        // RFC 8037, appendix A.3.
        let key = public_key("11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo").unwrap();
        assert_eq!(thumbprint(&key), "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k");
    }

    #[test]
    fn a_published_set_reads_back_and_begins_with_the_key_that_signs() {
        let keys = LicenceKeys::new([1; 32], Some([2; 32]));
        let jwks = keys.jwks();
        assert_eq!((jwks.keys.len(), &jwks.keys[0].kid), (2, &keys.kid()));
        let text = serde_json::to_string(&jwks).unwrap();
        assert_eq!(&VerifyingKeys::read(&text).unwrap(), keys.verifying());

        let swapped = text.replace(&jwks.keys[0].kid, "somebody-elses");
        assert!(VerifyingKeys::read(&swapped).is_err());
        assert!(VerifyingKeys::read(&text.replace("EdDSA", "RS256")).is_err());
        assert!(VerifyingKeys::read("[]").is_err());
    }

    #[test]
    fn the_seed_is_not_shown() {
        let keys = LicenceKeys::new([7; 32], None);
        assert_eq!(format!("{keys:?}"), format!("LicenceKeys {{ kid: {:?}, .. }}", keys.kid()));
    }
}

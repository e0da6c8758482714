//! Signed tokens in their compact form (RFC 7515), with keys as JSON (RFC 7517, 7518, 8037).
//!
//! Only signatures by a private key count: no `none`, and no shared secret, because whoever can check such a signature can
//! make it. The algorithm has to fit the key; the token alone decides nothing.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ring::signature::{
    ECDSA_P256_SHA256_FIXED, ECDSA_P384_SHA384_FIXED, ED25519, RSA_PKCS1_2048_8192_SHA256, RSA_PKCS1_2048_8192_SHA384,
    RSA_PKCS1_2048_8192_SHA512, RSA_PSS_2048_8192_SHA256, RSA_PSS_2048_8192_SHA384, RSA_PSS_2048_8192_SHA512,
    RsaParameters, RsaPublicKeyComponents, UnparsedPublicKey, VerificationAlgorithm,
};
use serde::Deserialize;

use crate::ports::identity_provider::IdentityError;

/// A token taken apart; nothing of it is believed yet.
#[derive(Debug)]
pub(super) struct Signed {
    algorithm: Algorithm,
    key_id: Option<String>,
    message: String,
    signature: Vec<u8>,
    /// What it says, once the signature is found right.
    pub payload: Vec<u8>,
}

#[derive(Deserialize)]
struct Header {
    alg: String,
    kid: Option<String>,
    crit: Option<serde_json::Value>,
}

/// A public key.
#[derive(Debug, Deserialize)]
pub(super) struct Jwk {
    kid: Option<String>,
    alg: Option<String>,
    #[serde(rename = "use")]
    purpose: Option<String>,
    #[serde(flatten)]
    material: Material,
}

#[derive(Debug, Deserialize)]
#[serde(tag = "kty")]
enum Material {
    #[serde(rename = "RSA")]
    Rsa { n: String, e: String },
    #[serde(rename = "EC")]
    Ec { crv: String, x: String, y: String },
    #[serde(rename = "OKP")]
    Okp { crv: String, x: String },
}

/// An algorithm that is accepted.
#[derive(Clone, Copy)]
enum Algorithm {
    Rsa(&'static str, &'static RsaParameters),
    /// Its name, the curve, and the length of a coordinate.
    Ec(&'static str, &'static str, usize, &'static dyn VerificationAlgorithm),
    Ed25519,
}

impl std::fmt::Debug for Algorithm {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name())
    }
}

impl Algorithm {
    fn named(name: &str) -> Option<Self> {
        Some(match name {
            "RS256" => Self::Rsa("RS256", &RSA_PKCS1_2048_8192_SHA256),
            "RS384" => Self::Rsa("RS384", &RSA_PKCS1_2048_8192_SHA384),
            "RS512" => Self::Rsa("RS512", &RSA_PKCS1_2048_8192_SHA512),
            "PS256" => Self::Rsa("PS256", &RSA_PSS_2048_8192_SHA256),
            "PS384" => Self::Rsa("PS384", &RSA_PSS_2048_8192_SHA384),
            "PS512" => Self::Rsa("PS512", &RSA_PSS_2048_8192_SHA512),
            "ES256" => Self::Ec("ES256", "P-256", 32, &ECDSA_P256_SHA256_FIXED),
            "ES384" => Self::Ec("ES384", "P-384", 48, &ECDSA_P384_SHA384_FIXED),
            "EdDSA" => Self::Ed25519,
            _ => return None,
        })
    }

    const fn name(self) -> &'static str {
        match self {
            Self::Rsa(name, _) | Self::Ec(name, ..) => name,
            Self::Ed25519 => "EdDSA",
        }
    }
}

fn unreadable(what: &str) -> IdentityError {
    IdentityError::Unreadable(format!("the token's {what}"))
}

fn decoded(text: &str, what: &str) -> Result<Vec<u8>, IdentityError> {
    URL_SAFE_NO_PAD.decode(text).map_err(|_| unreadable(what))
}

impl Signed {
    /// Takes a token apart.
    ///
    /// # Errors
    /// It is none, or is signed in a way that proves nothing.
    pub fn read(token: &str) -> Result<Self, IdentityError> {
        let (message, signature) = token.rsplit_once('.').ok_or_else(|| unreadable("form"))?;
        let (header, payload) = message.split_once('.').ok_or_else(|| unreadable("form"))?;
        let header: Header = serde_json::from_slice(&decoded(header, "header")?).map_err(|_| unreadable("header"))?;
        let algorithm = Algorithm::named(&header.alg).ok_or(IdentityError::Algorithm(header.alg))?;
        if header.crit.is_some() {
            return Err(unreadable("header: it demands what is not known here"));
        }
        Ok(Self {
            algorithm,
            key_id: header.kid,
            signature: decoded(signature, "signature")?,
            payload: decoded(payload, "payload")?,
            message: message.to_owned(),
        })
    }

    /// The key that the token names; where it names none, the only one that fits.
    pub fn key_in<'a>(&self, keys: &'a [Jwk]) -> Option<&'a Jwk> {
        let mut fitting = keys.iter().filter(|key| key.fits(self.algorithm));
        match &self.key_id {
            Some(id) => fitting.find(|key| key.kid.as_ref() == Some(id)),
            None => fitting.next().filter(|_| fitting.next().is_none()),
        }
    }

    /// Whether this key made the signature.
    ///
    /// # Errors
    /// It did not.
    pub fn check(&self, key: &Jwk) -> Result<(), IdentityError> {
        let wrong = |_| IdentityError::Signature;
        let message = self.message.as_bytes();
        match (self.algorithm, &key.material) {
            (Algorithm::Rsa(_, parameters), Material::Rsa { n, e }) => {
                let key = RsaPublicKeyComponents { n: decoded(n, "key")?, e: decoded(e, "key")? };
                key.verify(parameters, message, &self.signature).map_err(wrong)
            }
            (Algorithm::Ec(_, _, length, algorithm), Material::Ec { x, y, .. }) => {
                let (x, y) = (decoded(x, "key")?, decoded(y, "key")?);
                if x.len() != length || y.len() != length {
                    return Err(IdentityError::Signature);
                }
                // Both coordinates, uncompressed (SEC 1, 2.3.3).
                let point = [&[4][..], &x, &y].concat();
                UnparsedPublicKey::new(algorithm, point).verify(message, &self.signature).map_err(wrong)
            }
            (Algorithm::Ed25519, Material::Okp { x, .. }) => {
                UnparsedPublicKey::new(&ED25519, decoded(x, "key")?).verify(message, &self.signature).map_err(wrong)
            }
            _ => Err(IdentityError::Signature),
        }
    }
}

impl Jwk {
    /// Whether it may check signatures of this algorithm.
    fn fits(&self, algorithm: Algorithm) -> bool {
        let kind = match (algorithm, &self.material) {
            (Algorithm::Rsa(..), Material::Rsa { .. }) => true,
            (Algorithm::Ec(_, curve, ..), Material::Ec { crv, .. }) => crv == curve,
            (Algorithm::Ed25519, Material::Okp { crv, .. }) => crv == "Ed25519",
            _ => false,
        };
        let named = self.alg.as_deref().is_none_or(|name| name == algorithm.name());
        kind && named && self.purpose.as_deref().is_none_or(|purpose| purpose == "sig")
    }
}

#[cfg(test)]
mod tests;

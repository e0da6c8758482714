//! Licences as signed tokens: JSON Web Tokens (RFC 7519) with an Ed25519 signature (`EdDSA`, RFC 8037).
//!
//! Owns the signature and the keys; what a licence says is [`domain::licence::Claims`]. Verifying needs no network and no
//! database: a token and the public keys. A key that was replaced still verifies what it signed.

mod keys;
mod token;

pub use keys::{Jwk, Jwks, LicenceKeys, NotAKeySet, VerifyingKeys};
pub use token::{NotALicence, SignedLicence};

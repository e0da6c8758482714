//! Secrets and how they are kept: only their hashes are ever stored.
//!
//! A [`Secret`] has 256 bits, so a plain SHA-256 of it cannot be searched. A [`Code`] has six digits, so its hash is keyed
//! with the server's own key and bound to what it was sent for: a stolen database does not give the codes away.
//! Neither prints itself by accident: `Debug` is redacted, and showing one is an explicit call.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, Mac as _};
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq as _;

/// A bearer secret of 256 bits, as in a session cookie or in a link.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret([u8; 32]);

/// SHA-256 of a [`Secret`]: what is stored and looked up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SecretHash([u8; 32]);

/// Six digits sent by mail.
#[derive(Clone, PartialEq, Eq)]
pub struct Code(String);

/// HMAC-SHA-256 of a [`Code`] and what it was sent for.
#[derive(Clone, Copy, Debug)]
pub struct CodeHash([u8; 32]);

/// The server's own key: 256 bits from the configuration, never stored.
#[derive(Clone)]
pub struct ServerKey([u8; 32]);

/// The text is not what it should be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("malformed")]
pub struct Malformed;

impl Secret {
    pub(crate) const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The secret of a mailed link. It follows from the server's key and the link's id, which is itself random, so that
    /// the job that writes the mail can know it although it is stored nowhere.
    #[must_use]
    pub fn of_link(key: &ServerKey, link: &str) -> Self {
        Self(key.mac("link", &[link]))
    }

    /// The secret of the link that stands for a mailed code. It follows from the server's key and the request's id.
    #[must_use]
    pub fn of_code_link(key: &ServerKey, request: &str) -> Self {
        Self(key.mac("code link", &[request]))
    }

    /// What goes to a provider beside the `state` of a sign-in: its nonce, or the verifier of its code. Both follow from the
    /// server's key and the state, which is itself random and kept as a hash only, so that neither is stored anywhere.
    #[must_use]
    pub fn of_sign_in(key: &ServerKey, state: &Self, what: SignInPart) -> Self {
        Self(key.mac(what.label(), &[&state.reveal()]))
    }

    /// The secret as 43 characters that are safe in a cookie, an address and a header.
    #[must_use]
    pub fn reveal(&self) -> String {
        URL_SAFE_NO_PAD.encode(self.0)
    }

    /// Reads what [`Secret::reveal`] gave.
    ///
    /// # Errors
    /// [`Malformed`] for anything else.
    pub fn read(text: &str) -> Result<Self, Malformed> {
        let bytes = URL_SAFE_NO_PAD.decode(text).map_err(|_| Malformed)?;
        bytes.try_into().map(Self).map_err(|_| Malformed)
    }

    /// What is stored in its place.
    #[must_use]
    pub fn hash(&self) -> SecretHash {
        SecretHash(Sha256::digest(self.0).into())
    }
}

/// What follows from the state of a sign-in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SignInPart {
    /// Comes back inside the token.
    Nonce,
    /// Proves that whoever redeems the code is whoever asked (RFC 7636: 43 characters are the least).
    Verifier,
}

impl SignInPart {
    const fn label(self) -> &'static str {
        match self {
            Self::Nonce => "oidc nonce",
            Self::Verifier => "oidc verifier",
        }
    }
}

impl Code {
    pub(crate) fn from_number(number: u32) -> Self {
        Self(format!("{number:06}"))
    }

    /// The code that answers a request. It follows from the server's key and the request's id, which is itself random,
    /// so that the job that writes the mail can know it although it is stored nowhere. (Of 2^64 numbers, the codes below
    /// 551,616 have one more in 18 million million each than the others.)
    #[must_use]
    pub fn of_request(key: &ServerKey, request: &str) -> Self {
        let [a, b, c, d, e, f, g, h, ..] = key.mac("digits", &[request]);
        let number = u64::from_be_bytes([a, b, c, d, e, f, g, h]) % 1_000_000;
        Self::from_number(u32::try_from(number).expect("below a million"))
    }

    /// The six digits.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// Reads a code as a person types it: spaces and hyphens between the digits do not matter.
    ///
    /// # Errors
    /// [`Malformed`] unless six digits remain.
    pub fn read(text: &str) -> Result<Self, Malformed> {
        let digits: String = text.chars().filter(|c| !c.is_whitespace() && *c != '-').collect();
        let six = digits.len() == 6 && digits.bytes().all(|b| b.is_ascii_digit());
        if six { Ok(Self(digits)) } else { Err(Malformed) }
    }

    /// The hash of this code as sent for `purpose` (which names the request it belongs to).
    #[must_use]
    pub fn hash(&self, key: &ServerKey, purpose: &str) -> CodeHash {
        CodeHash(key.mac("code", &[purpose, &self.0]))
    }
}

impl ServerKey {
    /// The key made of these bytes.
    #[must_use]
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// HMAC-SHA-256 over `parts`, each preceded by its length, so that no two lists of parts read alike. `label` keeps
    /// the uses of the key apart.
    #[must_use]
    pub fn mac(&self, label: &str, parts: &[&str]) -> [u8; 32] {
        let mut mac = Hmac::<Sha256>::new_from_slice(&self.0).expect("HMAC takes a key of any length");
        for part in std::iter::once(&label).chain(parts) {
            mac.update(&(part.len() as u64).to_be_bytes());
            mac.update(part.as_bytes());
        }
        mac.finalize().into_bytes().into()
    }
}

/// A hash is equal to another in a time that does not depend on where they differ.
impl PartialEq for CodeHash {
    fn eq(&self, other: &Self) -> bool {
        self.0.ct_eq(&other.0).into()
    }
}

macro_rules! redacted {
    ($($name:ident),+) => {$(
        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(concat!(stringify!($name), "(…)"))
            }
        }
    )+};
}
redacted!(Secret, Code, ServerKey);

macro_rules! hashes_as_text {
    ($($name:ident),+) => {$(
        /// In hexadecimal.
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&hex::encode(self.0))
            }
        }

        impl std::str::FromStr for $name {
            type Err = Malformed;

            fn from_str(text: &str) -> Result<Self, Malformed> {
                let mut bytes = [0; 32];
                hex::decode_to_slice(text, &mut bytes).map_err(|_| Malformed)?;
                Ok(Self(bytes))
            }
        }
    )+};
}
hashes_as_text!(SecretHash, CodeHash);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::Random;

    #[test]
    fn a_secret_reads_back_and_hashes_alike() {
        let secret = Random::seeded(1).secret();
        let text = secret.reveal();
        assert_eq!(text.len(), 43);
        assert_eq!(Secret::read(&text).unwrap().hash(), secret.hash());
        for bad in ["", "a", &text[1..], &format!("{text}A"), &text.replace(|_| true, "!")] {
            assert_eq!(Secret::read(bad).err(), Some(Malformed), "{bad}");
        }
    }

    #[test]
    fn nothing_secret_prints_itself() {
        let random = Random::seeded(2);
        let (secret, code) = (random.secret(), Code::from_number(123_456));
        assert!(!format!("{secret:?}").contains(&secret.reveal()));
        assert!(!format!("{code:?}").contains(code.reveal()));
        assert_eq!(format!("{:?}", ServerKey::from_bytes([7; 32])), "ServerKey(…)");
    }

    #[test]
    fn a_code_is_read_as_typed() {
        for typed in ["012345", "012 345", " 012-345 "] {
            assert_eq!(Code::read(typed).unwrap().reveal(), "012345");
        }
        for bad in ["", "12345", "1234567", "12345a", "１２３４５６"] {
            assert_eq!(Code::read(bad).err(), Some(Malformed), "{bad}");
        }
    }

    #[test]
    fn mailed_secrets_follow_from_the_key_and_the_request() {
        let (ours, theirs) = (ServerKey::from_bytes([1; 32]), ServerKey::from_bytes([2; 32]));
        assert_eq!(Secret::of_link(&ours, "a"), Secret::of_link(&ours, "a"));
        assert_ne!(Secret::of_link(&ours, "a"), Secret::of_link(&ours, "b"));
        assert_ne!(Secret::of_link(&ours, "a"), Secret::of_link(&theirs, "a"));
        let codes: std::collections::BTreeSet<String> =
            (0..1_000).map(|n: u32| Code::of_request(&ours, &n.to_string()).reveal().to_owned()).collect();
        assert!(codes.len() > 990 && codes.iter().all(|code| code.len() == 6), "{}", codes.len());
        assert_ne!(Code::of_request(&ours, "a"), Code::of_request(&theirs, "a"));
        assert_ne!(Secret::of_code_link(&ours, "a"), Secret::of_code_link(&theirs, "a"));
        assert_ne!(Secret::of_code_link(&ours, "a"), Secret::of_link(&ours, "a"), "each is for one thing");
    }

    #[test]
    fn a_codes_hash_depends_on_key_and_purpose() {
        let code = Code::from_number(42);
        let (ours, theirs) = (ServerKey::from_bytes([1; 32]), ServerKey::from_bytes([2; 32]));
        assert_eq!(code.hash(&ours, "a"), Code::read("000042").unwrap().hash(&ours, "a"));
        assert_ne!(code.hash(&ours, "a"), code.hash(&ours, "b"));
        assert_ne!(code.hash(&ours, "a"), code.hash(&theirs, "a"));
        assert_ne!(ours.mac("l", &["ab", "c"]), ours.mac("l", &["a", "bc"]));
        let hash = code.hash(&ours, "a");
        assert_eq!(hash.to_string().parse::<CodeHash>().unwrap(), hash);
    }
}

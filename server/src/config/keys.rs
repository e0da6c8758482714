//! The server's own keys: `KASSA_SERVER_KEY`, `KASSA_LICENCE_KEY`, `KASSA_LICENCE_KEY_OLD`.

use std::str::FromStr;

use commerce::random::Random;

use super::{Mode, Source};

/// 256 bits, written as 64 hexadecimal digits. Never printed.
#[derive(Clone, PartialEq, Eq)]
pub struct Key(pub [u8; 32]);

/// What the server signs and hashes with.
#[derive(Clone, Debug)]
pub struct Keys {
    /// Keys the hashes of e-mailed codes.
    pub server: Key,
    /// The seed of the Ed25519 key that licences are signed with.
    pub licence: Key,
    /// The one before it: licences that it signed stay valid.
    pub licence_old: Option<Key>,
}

impl Keys {
    pub(super) fn read(source: &mut Source, mode: Mode) -> Self {
        let shop = !mode.is_demo();
        let server = source.needed_secret(shop, "KASSA_SERVER_KEY", FIX);
        let licence = source.needed_secret(shop, "KASSA_LICENCE_KEY", FIX);
        let licence_old = source.secret("KASSA_LICENCE_KEY_OLD", FIX);
        // A demonstration without keys gets fresh ones: what they signed means nothing after a restart.
        let drawn = || Key(Random::system().bytes());
        Self { server: server.unwrap_or_else(drawn), licence: licence.unwrap_or_else(drawn), licence_old }
    }
}

const FIX: &str = "64 hexadecimal digits, secret and kept: `openssl rand -hex 32` draws them";

impl FromStr for Key {
    type Err = hex::FromHexError;

    fn from_str(text: &str) -> Result<Self, hex::FromHexError> {
        let mut bytes = [0; 32];
        hex::decode_to_slice(text, &mut bytes)?;
        Ok(Self(bytes))
    }
}

impl std::fmt::Debug for Key {
    fn fmt(&self, to: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        to.write_str("Key(…)")
    }
}

//! A sign-in that somebody has begun and that a provider is to answer: once, in the same browser, within minutes.

use jiff::{SignedDuration, Timestamp};

use super::OidcRefusal;
use crate::ids::SessionId;
use crate::moment::after;

/// How long a provider's answer is waited for.
pub const LIFETIME: SignedDuration = SignedDuration::from_mins(10);

/// A sign-in on its way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attempt {
    /// The browser that began it.
    pub session: SessionId,
    /// The provider that was asked.
    pub provider: String,
    /// When.
    pub begun_at: Timestamp,
    /// What became of it.
    pub state: AttemptState,
}

/// What became of a sign-in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AttemptState {
    /// Nobody has answered.
    Open,
    /// Somebody has.
    Answered,
}

impl Attempt {
    /// Takes an answer: from this browser, in the name of this provider.
    ///
    /// # Errors
    /// It is somebody else's, was answered before, or is too old. A stranger hears the same as if there were none.
    pub fn answer(&self, session: SessionId, provider: &str, now: Timestamp) -> Result<AttemptState, OidcRefusal> {
        if self.session != session || self.provider != provider {
            return Err(OidcRefusal::StateUnknown);
        }
        if self.state == AttemptState::Answered {
            return Err(OidcRefusal::StateUsed);
        }
        if after(self.begun_at, LIFETIME) <= now {
            return Err(OidcRefusal::StateExpired);
        }
        Ok(AttemptState::Answered)
    }
}

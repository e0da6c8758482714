//! The rules of codes sent by e-mail: how long one lives, how often it may be tried and sent.
//!
//! Owns the life of a code, not its digits: the caller draws and hashes them, compares in constant time, and says whether
//! they matched. Every check gives back the next state, also when it refuses, because a wrong try counts.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use crate::moment::{after, seconds_until};
use crate::refusal::Refusal;

/// Digits of a code.
pub const DIGITS: u32 = 6;
/// How long a code can be used.
pub const LIFETIME: SignedDuration = SignedDuration::from_mins(10);
/// How often a code can be tried.
pub const TRIES: u32 = 5;
/// How many codes an address is sent within [`MANY_WITHIN`] before each further one can be tried once only. With twelve an
/// hour that is 15 · 5 + 273 · 1 = 348 guesses at a million codes a day, instead of 1,440.
pub const MANY: usize = 15;
/// See [`MANY`].
pub const MANY_WITHIN: SignedDuration = SignedDuration::from_hours(24);
/// How long after a code the next one can be sent.
pub const COOL_DOWN: SignedDuration = SignedDuration::from_secs(30);
/// How many codes are sent within [`SENDS_WITHIN`].
pub const SENDS: u32 = 5;
/// See [`SENDS`].
pub const SENDS_WITHIN: SignedDuration = SignedDuration::from_hours(1);

/// The codes sent to one address for one purpose: the last one, and when they were sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EmailCode {
    /// The last code.
    pub state: CodeState,
    /// When codes were sent within the last hour, oldest first.
    sent: Vec<Timestamp>,
}

/// What became of a code.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "status", rename_all = "snake_case")]
pub enum CodeState {
    /// It can be used.
    Live {
        /// The hash of its digits.
        hash: String,
        /// Until when.
        #[serde(with = "crate::iso::instant")]
        expires_at: Timestamp,
        /// How often it can still be tried.
        tries_left: u32,
    },
    /// It was used.
    Used {
        /// When.
        #[serde(with = "crate::iso::instant")]
        at: Timestamp,
    },
    /// It was tried too often.
    Burnt {
        /// When.
        #[serde(with = "crate::iso::instant")]
        at: Timestamp,
    },
}

/// A named “no” about a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CodeRefusal {
    /// Other digits.
    #[error("wrong code, {tries_left} tries left")]
    CodeWrong {
        /// How often it can still be tried.
        tries_left: u32,
    },
    /// Its time is over.
    #[error("the code has expired")]
    CodeExpired,
    /// It was used.
    #[error("the code was used")]
    CodeUsed,
    /// It was tried too often.
    #[error("the code was tried too often")]
    CodeBurnt,
    /// The last one was sent a moment ago, or too many were sent.
    #[error("the next code can be sent in {seconds} seconds")]
    CodeTooSoon {
        /// How long to wait.
        seconds: i64,
    },
}

impl From<CodeRefusal> for Refusal {
    fn from(refusal: CodeRefusal) -> Self {
        let refusal = match refusal {
            CodeRefusal::CodeWrong { tries_left } => Self::new("code_wrong").with("tries", tries_left),
            CodeRefusal::CodeExpired => Self::new("code_expired"),
            CodeRefusal::CodeUsed => Self::new("code_used"),
            CodeRefusal::CodeBurnt => Self::new("code_burnt"),
            CodeRefusal::CodeTooSoon { seconds } => Self::new("code_too_soon").with("seconds", seconds),
        };
        refusal.on("code")
    }
}

/// How often a code can be tried that goes to an address which was sent so many within [`MANY_WITHIN`], by whichever browsers:
/// whoever owns the address needs one try, whoever guesses all that they get.
#[must_use]
pub const fn tries(sent: usize) -> u32 {
    if sent < MANY { TRIES } else { 1 }
}

fn live(hash: &str, tries: u32, now: Timestamp) -> CodeState {
    CodeState::Live { hash: hash.to_owned(), expires_at: after(now, LIFETIME), tries_left: tries }
}

impl CodeState {
    /// The name of the state.
    #[must_use]
    pub const fn status(&self) -> &'static str {
        match self {
            Self::Live { .. } => "live",
            Self::Used { .. } => "used",
            Self::Burnt { .. } => "burnt",
        }
    }
}

impl EmailCode {
    /// The first code, about to be sent.
    #[must_use]
    pub fn first(hash: &str, tries: u32, now: Timestamp) -> Self {
        Self { state: live(hash, tries, now), sent: vec![now] }
    }

    /// The name of the state.
    #[must_use]
    pub const fn status(&self) -> &'static str {
        self.state.status()
    }

    /// The hash to compare with; `None` if the code cannot be used.
    #[must_use]
    pub fn hash(&self, now: Timestamp) -> Option<&str> {
        match &self.state {
            CodeState::Live { hash, expires_at, .. } if now < *expires_at => Some(hash),
            _ => None,
        }
    }

    /// Another code in place of the last, about to be sent.
    ///
    /// # Errors
    /// [`CodeRefusal::CodeTooSoon`] with the wait.
    pub fn again(mut self, hash: &str, tries: u32, now: Timestamp) -> Result<Self, CodeRefusal> {
        let seconds = self.wait(now);
        if seconds > 0 {
            return Err(CodeRefusal::CodeTooSoon { seconds });
        }
        self.sent.retain(|sent| after(*sent, SENDS_WITHIN) > now);
        self.sent.push(now);
        self.state = live(hash, tries, now);
        Ok(self)
    }

    /// Whole seconds until another code can be sent; zero if it can now.
    #[must_use]
    pub fn wait(&self, now: Timestamp) -> i64 {
        let cool = self.sent.last().map_or(0, |last| seconds_until(now, after(*last, COOL_DOWN)));
        let recent: Vec<_> = self.sent.iter().filter(|sent| after(**sent, SENDS_WITHIN) > now).collect();
        let full = u32::try_from(recent.len()).is_ok_and(|count| count >= SENDS);
        let room =
            recent.first().filter(|_| full).map_or(0, |oldest| seconds_until(now, after(**oldest, SENDS_WITHIN)));
        cool.max(room)
    }

    /// Takes a try in: `matches` says whether the digits were right. The next state holds whatever the answer.
    pub fn check(mut self, matches: bool, now: Timestamp) -> (Self, Result<(), CodeRefusal>) {
        let answer = match &mut self.state {
            CodeState::Used { .. } => Err(CodeRefusal::CodeUsed),
            CodeState::Burnt { .. } => Err(CodeRefusal::CodeBurnt),
            CodeState::Live { expires_at, .. } if *expires_at <= now => Err(CodeRefusal::CodeExpired),
            CodeState::Live { .. } if matches => {
                self.state = CodeState::Used { at: now };
                Ok(())
            }
            CodeState::Live { tries_left, .. } if *tries_left > 1 => {
                *tries_left -= 1;
                Err(CodeRefusal::CodeWrong { tries_left: *tries_left })
            }
            CodeState::Live { .. } => {
                self.state = CodeState::Burnt { at: now };
                Err(CodeRefusal::CodeBurnt)
            }
        };
        (self, answer)
    }
}

#[cfg(test)]
mod tests;

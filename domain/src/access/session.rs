//! How long a signed-in browser stays signed in, and when its secret is changed.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use crate::ids::SessionId;
use crate::moment::after;
use crate::refusal::Refusal;

/// Unused for this long, a session ends.
pub const IDLE: SignedDuration = SignedDuration::from_hours(7 * 24);
/// However much it is used, a session ends after this.
pub const ABSOLUTE: SignedDuration = SignedDuration::from_hours(30 * 24);
/// One of us signs in anew for each working day.
pub const STAFF_ABSOLUTE: SignedDuration = SignedDuration::from_hours(12);
/// How long one secret is used before it is changed.
pub const ROTATE_AFTER: SignedDuration = SignedDuration::from_hours(24);
/// A use is written down no more often than this.
pub const TOUCH_AFTER: SignedDuration = SignedDuration::from_mins(5);

/// The times of a session.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SessionTimes {
    /// When the person signed in.
    #[serde(with = "crate::iso::instant")]
    pub signed_in_at: Timestamp,
    /// When it was used last.
    #[serde(with = "crate::iso::instant")]
    pub used_at: Timestamp,
    /// When its secret was drawn.
    #[serde(with = "crate::iso::instant")]
    pub rotated_at: Timestamp,
}

/// A signed-in browser, as its owner sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenSession {
    /// Which one.
    pub id: SessionId,
    /// Whether it is the one that asks.
    pub here: bool,
    /// Since when.
    #[serde(with = "crate::iso::instant")]
    pub signed_in_at: Timestamp,
    /// When it was last seen; up to [`TOUCH_AFTER`] earlier than it was.
    #[serde(with = "crate::iso::instant")]
    pub used_at: Timestamp,
    /// The name of the provider that signed it in; a code did where there is none.
    pub by: Option<String>,
    /// Browser and system, as far as known, like `Firefox, Linux`.
    pub device: Option<String>,
}

/// What to do with a session that is good.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Upkeep {
    /// Nothing.
    Nothing,
    /// Write down that it was used.
    Touch,
    /// Give it a new secret.
    Rotate,
}

/// Why a session is not good any more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SessionRefusal {
    /// It was not used for long.
    #[error("the session was idle for too long")]
    SessionIdle,
    /// It is old.
    #[error("the session is too old")]
    SessionTooOld,
}

impl From<SessionRefusal> for Refusal {
    fn from(refusal: SessionRefusal) -> Self {
        match refusal {
            SessionRefusal::SessionIdle => Self::new("session_idle"),
            SessionRefusal::SessionTooOld => Self::new("session_too_old"),
        }
    }
}

impl SessionTimes {
    /// A session that begins now.
    #[must_use]
    pub const fn begin(now: Timestamp) -> Self {
        Self { signed_in_at: now, used_at: now, rotated_at: now }
    }

    /// When it ends if it is not used again.
    #[must_use]
    pub fn ends_at(&self) -> Timestamp {
        after(self.used_at, IDLE).min(after(self.signed_in_at, ABSOLUTE))
    }

    /// Whether it is good, and what is to be done with it.
    ///
    /// # Errors
    /// [`SessionRefusal`].
    pub fn check(&self, now: Timestamp) -> Result<Upkeep, SessionRefusal> {
        if after(self.signed_in_at, ABSOLUTE) <= now {
            return Err(SessionRefusal::SessionTooOld);
        }
        if after(self.used_at, IDLE) <= now {
            return Err(SessionRefusal::SessionIdle);
        }
        Ok(if after(self.rotated_at, ROTATE_AFTER) <= now {
            Upkeep::Rotate
        } else if after(self.used_at, TOUCH_AFTER) <= now {
            Upkeep::Touch
        } else {
            Upkeep::Nothing
        })
    }

    /// Whether it is good for one of us, too.
    ///
    /// # Errors
    /// [`SessionRefusal::SessionTooOld`].
    pub fn check_for_staff(&self, now: Timestamp) -> Result<(), SessionRefusal> {
        let over = after(self.signed_in_at, STAFF_ABSOLUTE) <= now;
        if over { Err(SessionRefusal::SessionTooOld) } else { Ok(()) }
    }

    /// The times after the upkeep was done.
    #[must_use]
    pub const fn kept(mut self, upkeep: Upkeep, now: Timestamp) -> Self {
        match upkeep {
            Upkeep::Nothing => {}
            Upkeep::Touch => self.used_at = now,
            Upkeep::Rotate => {
                self.used_at = now;
                self.rotated_at = now;
            }
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(days: i64) -> Timestamp {
        Timestamp::from_second(days * 86_400).expect("a timestamp")
    }

    #[test]
    fn unused_it_ends_after_a_week() {
        let session = SessionTimes::begin(day(0));
        assert!(session.check(day(7) - SignedDuration::from_secs(1)).is_ok());
        assert_eq!(session.check(day(7)), Err(SessionRefusal::SessionIdle));
        assert_eq!(session.ends_at(), day(7));
    }

    #[test]
    fn used_daily_it_changes_its_secret_and_ends_after_thirty_days() {
        let mut session = SessionTimes::begin(day(0));
        for today in 1..30 {
            let upkeep = session.check(day(today)).expect("good");
            assert_eq!(upkeep, Upkeep::Rotate);
            session = session.kept(upkeep, day(today));
        }
        assert_eq!(session.check(day(30)), Err(SessionRefusal::SessionTooOld));
    }

    #[test]
    fn one_of_us_signs_in_every_day() {
        let session = SessionTimes::begin(day(0));
        let hours = |hours| day(0) + SignedDuration::from_hours(hours);
        assert_eq!(session.check_for_staff(hours(11)), Ok(()));
        assert_eq!(session.check_for_staff(hours(12)), Err(SessionRefusal::SessionTooOld));
    }

    #[test]
    fn a_use_is_written_down_every_few_minutes() {
        let session = SessionTimes::begin(day(0));
        assert_eq!(session.check(day(0) + SignedDuration::from_mins(4)), Ok(Upkeep::Nothing));
        let later = day(0) + SignedDuration::from_mins(5);
        assert_eq!(session.check(later), Ok(Upkeep::Touch));
        assert_eq!(session.kept(Upkeep::Touch, later).check(later), Ok(Upkeep::Nothing));
    }
}

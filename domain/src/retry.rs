//! When a job that failed is tried again, and when it is given up.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use crate::moment::after;

/// How patient a kind of job is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Patience {
    /// The wait after the first failure, in seconds; it doubles with each further one.
    pub first_seconds: u32,
    /// The longest wait, in seconds.
    pub longest_seconds: u32,
    /// How many attempts are made in all before a person has to look.
    pub attempts: u32,
}

/// What becomes of a job that failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It is tried again.
    TryAgain {
        /// Not before this.
        at: Timestamp,
    },
    /// It is set aside with the reason, for a person.
    GiveUp,
}

impl Patience {
    /// For work a buyer waits for: soon and often, about two days in all.
    pub const BUYER_WAITS: Self = Self { first_seconds: 2, longest_seconds: 3_600, attempts: 60 };
    /// For work nobody waits for: about a week in all.
    pub const BACKGROUND: Self = Self { first_seconds: 60, longest_seconds: 21_600, attempts: 36 };

    /// What becomes of a job after its `failed`-th failure (from 1). Half of the wait is spread by `jitter`, a number
    /// drawn by the caller, so that many failed jobs do not come back at once.
    #[must_use]
    pub fn after_failure(self, failed: u32, jitter: u32, now: Timestamp) -> Verdict {
        if failed >= self.attempts {
            return Verdict::GiveUp;
        }
        let doublings = failed.saturating_sub(1).min(31);
        let full = (u64::from(self.first_seconds) << doublings).min(u64::from(self.longest_seconds)) * 1_000;
        let spread = (full / 2) * u64::from(jitter) / u64::from(u32::MAX);
        let wait = i64::try_from(full - full / 2 + spread).unwrap_or(i64::MAX);
        Verdict::TryAgain { at: after(now, SignedDuration::from_millis(wait)) }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const NOW: Timestamp = Timestamp::UNIX_EPOCH;

    fn waits(patience: Patience, jitter: u32) -> Vec<i64> {
        let wait = |failed| match patience.after_failure(failed, jitter, NOW) {
            Verdict::TryAgain { at } => Some(at.as_millisecond()),
            Verdict::GiveUp => None,
        };
        (1..).map_while(wait).collect()
    }

    #[test]
    fn waits_double_up_to_the_longest_and_end() {
        let patience = Patience { first_seconds: 2, longest_seconds: 20, attempts: 7 };
        assert_eq!(waits(patience, u32::MAX), [2_000, 4_000, 8_000, 16_000, 20_000, 20_000]);
        assert_eq!(waits(patience, 0), [1_000, 2_000, 4_000, 8_000, 10_000, 10_000]);
    }

    #[test]
    fn the_named_ones_last_as_long_as_they_say() {
        let hours = |patience| waits(patience, u32::MAX).iter().sum::<i64>() / 3_600_000;
        assert_eq!(hours(Patience::BUYER_WAITS), 49);
        assert_eq!(hours(Patience::BACKGROUND), 164);
    }

    proptest! {
        #[test]
        fn a_wait_lies_between_half_and_all_of_its_length(failed in 1_u32..200, jitter: u32) {
            if let Verdict::TryAgain { at } = Patience::BUYER_WAITS.after_failure(failed, jitter, NOW) {
                let most = (2_000_i64 << (failed - 1).min(30)).min(3_600_000);
                prop_assert!(at.as_millisecond() >= most / 2 && at.as_millisecond() <= most);
            } else {
                prop_assert!(failed >= 60);
            }
        }
    }
}

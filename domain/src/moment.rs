//! Instants: how far apart they are, and where days begin. Every day is a UTC day; time zones are the reader's business.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

/// Seconds of a UTC day.
const DAY: i64 = 86_400;

/// A duration of whole days of 24 hours.
#[must_use]
pub const fn days(count: u32) -> SignedDuration {
    SignedDuration::from_hours(24 * count as i64)
}

/// The instant `duration` after `at`, or the last representable one.
#[must_use]
pub fn after(at: Timestamp, duration: SignedDuration) -> Timestamp {
    at.saturating_add(duration).unwrap_or(Timestamp::MAX)
}

/// The UTC date of an instant.
#[must_use]
pub fn utc_date(at: Timestamp) -> Date {
    at.to_zoned(TimeZone::UTC).date()
}

/// The first instant of a UTC date.
#[must_use]
pub fn start_of(date: Date) -> Timestamp {
    TimeZone::UTC.to_timestamp(date.into()).unwrap_or(Timestamp::MAX)
}

/// Whole days from `now` until `end`, a begun day counted whole; zero once `end` has come.
#[must_use]
pub fn days_until(now: Timestamp, end: Timestamp) -> u32 {
    let seconds = seconds_until(now, end);
    u32::try_from(seconds.saturating_add(DAY - 1) / DAY).unwrap_or(u32::MAX)
}

/// Whole seconds from `now` until `end`, a begun second counted whole; zero once `end` has come.
#[must_use]
pub fn seconds_until(now: Timestamp, end: Timestamp) -> i64 {
    let left = end.duration_since(now);
    if left <= SignedDuration::ZERO {
        return 0;
    }
    left.as_secs().saturating_add(i64::from(left.subsec_nanos() > 0))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn t(text: &str) -> Timestamp {
        text.parse().expect("a timestamp")
    }

    #[test]
    fn counts_a_begun_day_whole_and_never_below_zero() {
        let end = t("2026-11-30T12:00:00Z");
        for (now, left) in [
            ("2026-11-20T12:00:00Z", 10),
            ("2026-11-20T12:00:01Z", 10),
            ("2026-11-29T12:00:00Z", 1),
            ("2026-11-30T11:59:59.999Z", 1),
            ("2026-11-30T12:00:00Z", 0),
            ("2027-01-01T00:00:00Z", 0),
        ] {
            assert_eq!(days_until(t(now), end), left, "{now}");
        }
    }

    #[test]
    fn days_begin_at_midnight_utc() {
        let date = Date::constant(2026, 11, 20);
        assert_eq!(start_of(date), t("2026-11-20T00:00:00Z"));
        assert_eq!(utc_date(t("2026-11-20T23:59:59Z")), date);
        assert_eq!(utc_date(start_of(date)), date);
    }

    #[test]
    fn the_end_of_time_does_not_overflow() {
        assert_eq!(after(Timestamp::MAX, days(1)), Timestamp::MAX);
    }
}

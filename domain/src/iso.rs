//! Dates and instants as text in JSON: ISO 8601 dates (`2026-11-20`) and RFC 3339 instants in UTC (`2026-11-20T09:30:00Z`),
//! the same text that jiff writes.
//!
//! jiff reads many more forms and explains at length what it does not understand. Programs write these fields, so one form is
//! enough, and the reader of all the others does not have to be part of what a browser loads. Used as `#[serde(with = …)]`.

use jiff::Timestamp;
use jiff::civil::{Date, DateTime, Time};
use jiff::tz::Offset;
use serde::{Deserialize, Serialize};

/// A day as an argument of a function of the server, which a plain form posts, too: written like 2026-11-20 and in no other
/// form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Day(#[serde(with = "date")] pub Date);

/// The digits at a place, as a number; `None` if there is anything else.
fn digits(text: &str, from: usize, to: usize) -> Option<u32> {
    let part = text.get(from..to)?;
    part.bytes().all(|byte| byte.is_ascii_digit()).then(|| part.parse().ok()).flatten()
}

/// Reads `2026-11-20`; `None` for anything else, also for what jiff would take for a date: a day written in another way, with
/// a time or with a zone.
#[must_use]
pub fn read_date(text: &str) -> Option<Date> {
    let dashes = text.len() == 10 && text.as_bytes()[4] == b'-' && text.as_bytes()[7] == b'-';
    let (year, month, day) = (digits(text, 0, 4)?, digits(text, 5, 7)?, digits(text, 8, 10)?);
    Date::new(year.try_into().ok()?, month.try_into().ok()?, day.try_into().ok()?).ok().filter(|_| dashes)
}

/// `2026-11-20T09:30:00Z`, with up to nine digits of a second's fraction.
fn read_instant(text: &str) -> Option<Timestamp> {
    let (date, time) = text.strip_suffix('Z')?.split_once('T')?;
    let (clock, fraction) = time.split_once('.').unwrap_or((time, "0"));
    let colons = clock.len() == 8 && clock.as_bytes()[2] == b':' && clock.as_bytes()[5] == b':';
    let (hour, minute, second) = (digits(clock, 0, 2)?, digits(clock, 3, 5)?, digits(clock, 6, 8)?);
    let places = u32::try_from(fraction.len()).ok().filter(|places| (1..=9).contains(places))?;
    let nanoseconds = digits(fraction, 0, fraction.len())?.checked_mul(10_u32.pow(9 - places))?;
    let (hour, minute, second) = (hour.try_into().ok()?, minute.try_into().ok()?, second.try_into().ok()?);
    let time = Time::new(hour, minute, second, nanoseconds.try_into().ok()?).ok().filter(|_| colons)?;
    Offset::UTC.to_timestamp(DateTime::from_parts(read_date(date)?, time)).ok()
}

macro_rules! as_text {
    ($(#[$doc:meta])* $one:ident, $(#[$doc_optional:meta])* $optional:ident, $type:ident, $read:ident, $what:literal) => {
        $(#[$doc])*
        pub mod $one {
            use serde::de::{Deserializer, Error, Unexpected};
            use serde::{Deserialize, Serializer};

            use super::$type;

            /// Writes it.
            ///
            /// # Errors
            /// Those of the serializer.
            pub fn serialize<S: Serializer>(value: &$type, to: S) -> Result<S::Ok, S::Error> {
                to.collect_str(value)
            }

            /// Reads it.
            ///
            /// # Errors
            /// Text of another form.
            pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<$type, D::Error> {
                let text = String::deserialize(from)?;
                super::$read(&text).ok_or_else(|| D::Error::invalid_value(Unexpected::Str(&text), &$what))
            }
        }

        $(#[$doc_optional])*
        pub mod $optional {
            use serde::de::{Deserializer, Error, Unexpected};
            use serde::{Deserialize, Serializer};

            use super::$type;

            /// Writes it, or null.
            ///
            /// # Errors
            /// Those of the serializer.
            pub fn serialize<S: Serializer>(value: &Option<$type>, to: S) -> Result<S::Ok, S::Error> {
                match value {
                    Some(value) => to.serialize_some(&value.to_string()),
                    None => to.serialize_none(),
                }
            }

            /// Reads it, or null.
            ///
            /// # Errors
            /// Text of another form.
            pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Option<$type>, D::Error> {
                let Some(text) = Option::<String>::deserialize(from)? else { return Ok(None) };
                let read = super::$read(&text);
                read.map(Some).ok_or_else(|| D::Error::invalid_value(Unexpected::Str(&text), &$what))
            }
        }
    };
}

as_text!(
    /// A date.
    date,
    /// A date, or null.
    optional_date, Date, read_date, "a date like 2026-11-20"
);
as_text!(
    /// An instant.
    instant,
    /// An instant, or null.
    optional_instant, Timestamp, read_instant, "an instant like 2026-11-20T09:30:00Z"
);

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn what_jiff_writes_is_read(seconds in -62_000_000_000_i64..250_000_000_000, nanoseconds in 0..1_000_000_000) {
            let at = Timestamp::new(seconds, nanoseconds).unwrap();
            prop_assert_eq!(read_instant(&at.to_string()), Some(at));
            let date = at.to_zoned(jiff::tz::TimeZone::UTC).date();
            prop_assert_eq!(read_date(&date.to_string()), Some(date));
        }

        #[test]
        fn nothing_makes_it_panic(text in ".{0,40}") {
            let _ = (read_date(&text), read_instant(&text));
        }
    }

    #[test]
    fn a_day_is_its_text() {
        let day = Day(jiff::civil::date(2026, 11, 20));
        assert_eq!(serde_json::to_string(&day).expect("JSON"), r#""2026-11-20""#);
        assert_eq!(serde_json::from_str::<Day>(r#""2026-11-20""#).expect("a day"), day);
        assert!(serde_json::from_str::<Day>(r#""2026-11-20T10:00:00""#).is_err());
    }

    #[test]
    fn other_forms_are_not_read() {
        for text in [
            "2026-11-31",
            "2026-1-01",
            "2026/11/20",
            "20261120",
            "2026-11-20 ",
            "+026-11-20",
            "",
            "2026-11-2é",
            "2026-11-20T10:00:00",
            "2026-11-20[Europe/Berlin]",
            "+002026-11-20",
        ] {
            assert_eq!(read_date(text), None, "{text}");
        }
        for text in [
            "2026-11-20T09:30:00",
            "2026-11-20T09:30:00+01:00",
            "2026-11-20T24:00:00Z",
            "2026-11-20T09:30Z",
            "2026-11-20T09:30:00.Z",
            "2026-11-20T09:30:00.1234567890Z",
            "2026-11-20T09:30:0éZ",
        ] {
            assert_eq!(read_instant(text), None, "{text}");
        }
    }
}

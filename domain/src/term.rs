//! The length of a prepaid period, and the calendar of renewals.

use std::fmt;
use std::str::FromStr;

use jiff::civil::Date;

use crate::as_text::as_text;

/// How long a purchase is paid for in advance.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Term {
    /// One month, “1m”.
    Month,
    /// One year, “1y”.
    Year,
    /// Two years, “2y”.
    TwoYears,
    /// Three years, “3y”.
    ThreeYears,
}

/// The text is no term.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a term: write 1m, 1y, 2y or 3y")]
pub struct NotATerm;

impl Term {
    /// Every term there is, the shortest first.
    pub const ALL: [Self; 4] = [Self::Month, Self::Year, Self::TwoYears, Self::ThreeYears];

    /// As written in requests and catalogues: “1m”, “1y”, “2y”, “3y”.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Month => "1m",
            Self::Year => "1y",
            Self::TwoYears => "2y",
            Self::ThreeYears => "3y",
        }
    }

    /// Its length in calendar months.
    #[must_use]
    pub const fn months(self) -> u32 {
        match self {
            Self::Month => 1,
            Self::Year => 12,
            Self::TwoYears => 24,
            Self::ThreeYears => 36,
        }
    }

    /// Its length in whole years; `None` for a month.
    #[must_use]
    pub const fn years(self) -> Option<u32> {
        match self {
            Self::Month => None,
            Self::Year => Some(1),
            Self::TwoYears => Some(2),
            Self::ThreeYears => Some(3),
        }
    }

    /// The day on which a term that begins on `start` is over and the next one begins, for a first term: the anchor is
    /// the day of `start`. `None` beyond the calendar (year 9999).
    #[must_use]
    pub fn renews_on(self, start: Date) -> Option<Date> {
        self.renews_on_anchored(start, start.day())
    }

    /// The same with the anchor day (1 to 31) of the first term, so that a subscription begun on 31 January renews on
    /// 28 February and then on 31 March again: the month is moved, the day is the anchor clamped to the month's end.
    #[must_use]
    pub fn renews_on_anchored(self, start: Date, anchor_day: i8) -> Option<Date> {
        let months = i32::from(start.year()) * 12 + i32::from(start.month() - 1) + i32::try_from(self.months()).ok()?;
        let year = i16::try_from(months.div_euclid(12)).ok()?;
        let month = i8::try_from(months.rem_euclid(12) + 1).ok()?;
        let first = Date::new(year, month, 1).ok()?;
        Date::new(year, month, anchor_day.clamp(1, first.days_in_month())).ok()
    }
}

impl fmt::Display for Term {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl FromStr for Term {
    type Err = NotATerm;

    fn from_str(text: &str) -> Result<Self, NotATerm> {
        Self::ALL.into_iter().find(|term| term.code() == text).ok_or(NotATerm)
    }
}

as_text!(Term);

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn clamps_to_the_month_end_and_keeps_the_anchor() {
        assert_eq!(Term::Month.renews_on(date(2027, 1, 31)), Some(date(2027, 2, 28)));
        assert_eq!(Term::Month.renews_on_anchored(date(2027, 2, 28), 31), Some(date(2027, 3, 31)));
        assert_eq!(Term::Year.renews_on(date(2028, 2, 29)), Some(date(2029, 2, 28)));
        assert_eq!(Term::ThreeYears.renews_on_anchored(date(2029, 2, 28), 29), Some(date(2032, 2, 29)));
        assert_eq!(Term::TwoYears.renews_on(date(2026, 11, 20)), Some(date(2028, 11, 20)));
        assert_eq!(Term::Month.renews_on(date(2026, 12, 5)), Some(date(2027, 1, 5)));
    }

    #[test]
    fn ends_with_the_calendar() {
        assert_eq!(Term::Year.renews_on(date(9999, 1, 1)), None);
    }

    #[test]
    fn reads_its_own_codes_only() {
        for term in Term::ALL {
            assert_eq!(term.code().parse(), Ok(term));
        }
        for text in ["", "4y", "1Y", "12m", " 1y"] {
            assert_eq!(text.parse::<Term>(), Err(NotATerm), "{text}");
        }
    }
}

//! What will happen to a trial that begins on a day, for whoever thinks of asking for one.

use jiff::civil::Date;

use super::{CONVERTIBLE_DAYS, ENDING_SOON_DAYS};
use crate::moment::{after, days, start_of, utc_date};

/// The days on which something happens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Outlook {
    /// The owner is reminded; `None` for a trial too short for that.
    pub reminded_on: Option<Date>,
    /// It ends.
    pub ends_on: Date,
    /// It can be bought until then.
    pub convertible_until: Date,
}

impl Outlook {
    /// Of a trial of so many days that begins on `from`.
    #[must_use]
    pub fn of(length: u32, from: Date) -> Self {
        let on = |day: u32| utc_date(after(start_of(from), days(day)));
        Self {
            reminded_on: length.checked_sub(ENDING_SOON_DAYS).filter(|day| *day > 0).map(on),
            ends_on: on(length),
            convertible_until: on(length.saturating_add(CONVERTIBLE_DAYS)),
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_trial_of_thirty_days() {
        let outlook = Outlook::of(30, date(2026, 11, 20));
        let expected = (Some(date(2026, 12, 15)), date(2026, 12, 20), date(2027, 1, 19));
        assert_eq!((outlook.reminded_on, outlook.ends_on, outlook.convertible_until), expected);
        assert_eq!(Outlook::of(5, date(2026, 11, 20)).reminded_on, None);
    }
}

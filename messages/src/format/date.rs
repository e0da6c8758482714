//! Dates, instants and relative days. Source: CLDR 48, `dates/calendars/gregorian` and `dates/fields` of `en` and `de`.

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::tz::Offset;

use crate::locale::Locale;
use crate::words::Words;

const MONTHS_EN: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
const MONTHS_DE: [&str; 12] = [
    "Januar",
    "Februar",
    "März",
    "April",
    "Mai",
    "Juni",
    "Juli",
    "August",
    "September",
    "Oktober",
    "November",
    "Dezember",
];
const SHORT_EN: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const SHORT_DE: [&str; 12] =
    ["Jan.", "Feb.", "März", "Apr.", "Mai", "Juni", "Juli", "Aug.", "Sept.", "Okt.", "Nov.", "Dez."];

impl Words {
    /// A date in full, as `dateStyle: "long"`: “November 20, 2026”, „20. November 2026“.
    #[must_use]
    pub fn date(self, date: Date) -> String {
        let (year, day) = (date.year(), date.day());
        match self.locale() {
            Locale::En | Locale::Pseudo => format!("{} {day}, {year}", month(&MONTHS_EN, date)),
            Locale::De => format!("{day}. {} {year}", month(&MONTHS_DE, date)),
        }
    }

    /// A date for tables, as `dateStyle: "medium"`: “Nov 20, 2026”, „20.11.2026“.
    #[must_use]
    pub fn date_medium(self, date: Date) -> String {
        let (year, day) = (date.year(), date.day());
        match self.locale() {
            Locale::En | Locale::Pseudo => format!("{} {day}, {year}", month(&SHORT_EN, date)),
            Locale::De => format!("{day:02}.{:02}.{year}", date.month()),
        }
    }

    /// A date in digits, as `dateStyle: "short"`: “11/20/26”, „20.11.26“.
    #[must_use]
    pub fn date_short(self, date: Date) -> String {
        let (year, month, day) = (date.year().rem_euclid(100), date.month(), date.day());
        match self.locale() {
            Locale::En | Locale::Pseudo => format!("{month}/{day}/{year:02}"),
            Locale::De => format!("{day:02}.{month:02}.{year:02}"),
        }
    }

    /// An instant to the minute, in UTC and saying so: “Nov 20, 2026, 3:04 PM UTC”, „20. Nov. 2026, 15:04 UTC“.
    #[must_use]
    pub fn date_time(self, instant: Timestamp) -> String {
        let at = Offset::UTC.to_datetime(instant);
        let (year, day) = (at.year(), at.day());
        let time = self.time(at);
        match self.locale() {
            Locale::En | Locale::Pseudo => format!("{} {day}, {year}, {time} UTC", month(&SHORT_EN, at.date())),
            Locale::De => format!("{day}. {} {year}, {time} UTC", month(&SHORT_DE, at.date())),
        }
    }

    /// A day relative to today: “yesterday”, “today”, “in 3 days”, as `Intl.RelativeTimeFormat` with `numeric: "auto"`.
    #[must_use]
    pub fn relative_days(self, days: i64) -> String {
        let number = Words::number;
        match (self.locale(), days) {
            (Locale::En | Locale::Pseudo, -1) => "yesterday".to_owned(),
            (Locale::En | Locale::Pseudo, 0) => "today".to_owned(),
            (Locale::En | Locale::Pseudo, 1) => "tomorrow".to_owned(),
            (Locale::En | Locale::Pseudo, ..0) => format!("{} days ago", number(self, days.saturating_neg())),
            (Locale::En | Locale::Pseudo, _) => format!("in {} days", number(self, days)),
            (Locale::De, -2) => "vorgestern".to_owned(),
            (Locale::De, -1) => "gestern".to_owned(),
            (Locale::De, 0) => "heute".to_owned(),
            (Locale::De, 1) => "morgen".to_owned(),
            (Locale::De, 2) => "übermorgen".to_owned(),
            (Locale::De, ..0) => format!("vor {} Tagen", number(self, days.saturating_neg())),
            (Locale::De, _) => format!("in {} Tagen", number(self, days)),
        }
    }

    fn time(self, at: DateTime) -> String {
        let (hour, minute) = (at.hour(), at.minute());
        match self.locale() {
            Locale::En | Locale::Pseudo => {
                let half = if hour < 12 { "AM" } else { "PM" };
                let hour = if hour % 12 == 0 { 12 } else { hour % 12 };
                format!("{hour}:{minute:02} {half}")
            }
            Locale::De => format!("{hour:02}:{minute:02}"),
        }
    }
}

fn month(names: &[&'static str; 12], date: Date) -> &'static str {
    let at = usize::from(date.month().unsigned_abs()).saturating_sub(1);
    names.get(at).copied().unwrap_or_default()
}

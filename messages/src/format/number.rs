//! Whole numbers, decimals and percentages. Source: CLDR 48, `numbers/symbols` and `numbers/decimalFormats` of `en` and
//! `de`; both group by three from the first group on (`minimumGroupingDigits` 1) and write an ASCII minus.

use domain::decimal::Decimal;

use crate::locale::Locale;
use crate::words::Words;

/// U+00A0: what CLDR puts between a number and its unit.
pub(super) const NO_BREAK_SPACE: char = '\u{a0}';

impl Words {
    /// A whole number with grouping, as `Intl.NumberFormat(locale)` prints it: “1,234”.
    #[must_use]
    pub fn number(self, number: i64) -> String {
        self.decimal(Decimal::from(number))
    }

    /// An exact decimal with all its digits and grouping: “1,234.5”.
    #[must_use]
    pub fn decimal(self, number: Decimal) -> String {
        signed(number.is_negative(), &digits(self.locale(), number, 0))
    }

    /// A rate in percent, all digits kept, as `Intl` prints `style: "percent"`: 25.5 is “25.5%”.
    #[must_use]
    pub fn percent(self, percent: Decimal) -> String {
        let digits = digits(self.locale(), percent, 0);
        let written = match self.locale() {
            Locale::En | Locale::Pseudo => format!("{digits}%"),
            Locale::De => format!("{digits}{NO_BREAK_SPACE}%"),
        };
        signed(percent.is_negative(), &written)
    }
}

/// `written` with a minus in front for a number below zero: in both locales the minus leads everything else.
pub(super) fn signed(negative: bool, written: &str) -> String {
    if negative { format!("-{written}") } else { written.to_owned() }
}

/// The magnitude with grouping, and with at least `least` digits behind the decimal separator.
pub(super) fn digits(locale: Locale, number: Decimal, least: u32) -> String {
    let (group, point) = match locale {
        Locale::En | Locale::Pseudo => (',', '.'),
        Locale::De => ('.', ','),
    };
    let plain = number.to_string();
    let plain = plain.trim_start_matches('-');
    let (whole, part) = plain.split_once('.').unwrap_or((plain, ""));
    let mut written = grouped(whole, group);
    let least = usize::try_from(least).unwrap_or_default();
    if !part.is_empty() || least > 0 {
        written.push(point);
        written.push_str(&format!("{part:0<least$}"));
    }
    written
}

fn grouped(whole: &str, separator: char) -> String {
    let mut written = String::with_capacity(whole.len() + whole.len() / 3);
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            written.push(separator);
        }
        written.push(digit);
    }
    written
}

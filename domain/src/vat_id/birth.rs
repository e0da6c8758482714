//! Days of birth inside personal numbers.

use super::sums::number;

/// Whether this day is in the calendar.
pub(super) fn is_day(year: u32, month: u32, day: u32) -> bool {
    let date =
        || jiff::civil::Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok();
    date().is_some()
}

/// Whether a Bulgarian personal number (ЕГН) begins with a day: the month is 20 more for births before 1900 and 40 more
/// after 1999.
pub(super) fn bulgarian(body: &[u8]) -> bool {
    let (year, month, day) = (number(&body[..2]), number(&body[2..4]), number(&body[4..6]));
    match month {
        41.. => is_day(2000 + year, month - 40, day),
        21.. => is_day(1800 + year, month - 20, day),
        _ => is_day(1900 + year, month, day),
    }
}

/// Whether a Czech birth number (rodné číslo) begins with a day: women's months are 50 more, and 20 more again where a
/// day's numbers ran out (Act 133/2000). Nine digits were issued until 1953.
pub(super) fn czech(body: &[u8]) -> bool {
    let (year, month, day) = (number(&body[..2]), number(&body[2..4]) % 50 % 20, number(&body[4..6]));
    let year = match (body.len(), year) {
        (9, 54..80) => return false,
        (9, 80..) => 1800 + year,
        (9, _) | (_, 54..) => 1900 + year,
        _ => 2000 + year,
    };
    is_day(year, month, day)
}

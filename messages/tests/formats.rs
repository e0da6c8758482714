//! Formats against literals printed by `Intl` (ICU 78, CLDR 48). `examples/formats.rs` and a browser compare many more.

use domain::money::{Currency, Money};
use messages::{Locale, Words};
use proptest::prelude::*;

const EN: Locale = Locale::En;
const DE: Locale = Locale::De;

#[test]
fn money_as_intl_prints_it() {
    for (locale, minor, currency, expected) in [
        (EN, 123_450, Currency::USD, "$1,234.50"),
        (EN, -5, Currency::EUR, "-€0.05"),
        (EN, 0, Currency::GBP, "£0.00"),
        (EN, -10_000, Currency::CHF, "-CHF\u{a0}100.00"),
        (EN, 52_200, Currency::JPY, "¥52,200"),
        (EN, 106_500, Currency::KWD, "KWD\u{a0}106.500"),
        (EN, i64::MIN, Currency::USD, "-$92,233,720,368,547,758.08"),
        (DE, 123_450, Currency::USD, "1.234,50\u{a0}$"),
        (DE, -5, Currency::EUR, "-0,05\u{a0}€"),
        (DE, 810_000, Currency::EUR, "8.100,00\u{a0}€"),
        (DE, 100, Currency::CHF, "1,00\u{a0}CHF"),
        (DE, 178_200, Currency::JPY, "178.200\u{a0}¥"),
        (DE, 364_000, Currency::KWD, "364,000\u{a0}KWD"),
    ] {
        assert_eq!(Words::new(locale).money(Money::new(minor, currency)), expected);
    }
}

#[test]
fn unit_prices_show_every_digit_they_have_and_at_least_the_currencys() {
    for (locale, price, currency, expected) in [
        (EN, "348", Currency::USD, "$348.00"),
        (EN, "330.605", Currency::USD, "$330.605"),
        (EN, "0.5", Currency::JPY, "¥0.5"),
        (DE, "1104.1", Currency::EUR, "1.104,10\u{a0}€"),
        (DE, "106.5", Currency::KWD, "106,500\u{a0}KWD"),
    ] {
        let price = price.parse().expect("a decimal");
        assert_eq!(Words::new(locale).decimal_money(price, currency), expected);
    }
}

#[test]
fn rates_and_numbers() {
    let rate = "25.5".parse().expect("a decimal");
    assert_eq!(Words::new(EN).percent(rate), "25.5%");
    assert_eq!(Words::new(DE).percent(rate), "25,5\u{a0}%");
    assert_eq!(Words::new(EN).number(-1_234_567), "-1,234,567");
    assert_eq!(Words::new(DE).number(1000), "1.000");
    assert_eq!(Words::new(DE).number(999), "999");
}

#[test]
fn dates_and_instants() {
    let day = jiff::civil::date(2026, 3, 5);
    let (en, de) = (Words::new(EN), Words::new(DE));
    assert_eq!((en.date(day), de.date(day)), ("March 5, 2026".to_owned(), "5. März 2026".to_owned()));
    assert_eq!((en.date_medium(day), de.date_medium(day)), ("Mar 5, 2026".to_owned(), "05.03.2026".to_owned()));
    assert_eq!((en.date_short(day), de.date_short(day)), ("3/5/26".to_owned(), "05.03.26".to_owned()));
    for (instant, english, german) in [
        ("2026-03-05T00:07:59Z", "Mar 5, 2026, 12:07 AM UTC", "5. März 2026, 00:07 UTC"),
        ("2026-11-20T12:00:00Z", "Nov 20, 2026, 12:00 PM UTC", "20. Nov. 2026, 12:00 UTC"),
        ("2026-12-31T23:59:59.999+00:00", "Dec 31, 2026, 11:59 PM UTC", "31. Dez. 2026, 23:59 UTC"),
    ] {
        let instant = instant.parse().expect("an instant");
        assert_eq!((en.date_time(instant), de.date_time(instant)), (english.to_owned(), german.to_owned()));
    }
}

#[test]
fn relative_days_and_lists() {
    let (en, de) = (Words::new(EN), Words::new(DE));
    let days = [-3, -2, -1, 0, 1, 2, 1234];
    assert_eq!(
        days.map(|day| en.relative_days(day)),
        ["3 days ago", "2 days ago", "yesterday", "today", "tomorrow", "in 2 days", "in 1,234 days"]
    );
    assert_eq!(
        days.map(|day| de.relative_days(day)),
        ["vor 3 Tagen", "vorgestern", "gestern", "heute", "morgen", "übermorgen", "in 1.234 Tagen"]
    );
    assert_eq!(en.list::<&str>(&[]), "");
    assert_eq!((en.list(&["a"]), en.list(&["a", "b"])), ("a".to_owned(), "a and b".to_owned()));
    assert_eq!(
        (en.list(&["a", "b", "c"]), de.list(&["a", "b", "c"])),
        ("a, b, and c".to_owned(), "a, b und c".to_owned())
    );
    assert_eq!(
        (en.list_or(&["a", "b", "c"]), de.list_or(&["a", "b"])),
        ("a, b, or c".to_owned(), "a oder b".to_owned())
    );
}

proptest! {
    /// Taking the separators out again gives the minor units back: nothing is lost or rounded.
    #[test]
    fn money_keeps_every_minor_unit(minor: i64, german: bool) {
        let words = Words::new(if german { DE } else { EN });
        for currency in [Currency::USD, Currency::JPY, Currency::KWD, Currency::CHF] {
            let written = words.money(Money::new(minor, currency));
            let digits: String = written.chars().filter(|c| c.is_ascii_digit() || *c == '-').collect();
            prop_assert_eq!(digits.parse::<i64>(), Ok(minor));
        }
    }
}

//! Prints a list of formatted samples as JSON, each with what is needed to ask a browser's `Intl` for the same.
//!
//! `cargo run -p messages --example formats | node end2end/intl/compare.mjs`

use domain::decimal::Decimal;
use domain::money::{Currency, Money};
use jiff::civil::{Date, date};
use jiff::{Timestamp, ToSpan};
use messages::{Locale, Words};
use serde_json::{Value, json};

/// Amounts in minor units that have shown mistakes elsewhere: signs, groups, zeros, the limits of doubles.
const MINOR: [i64; 14] =
    [0, 1, 9, 10, 99, 100, 999, 1000, 99_999, 123_456, 8_100_000, 123_456_789, 999_999_999_999, 9_007_199_254_740_993];

/// Numbers in words of decimals: rates and unit prices.
const DECIMALS: [&str; 12] =
    ["0", "1", "0.05", "5", "7.7", "8.1", "25.5", "330.6", "627.95", "1000", "1234567.891", "0.000001"];

fn main() {
    let mut samples = Vec::new();
    for locale in Locale::SHIPPED {
        let words = Words::new(locale);
        let mut add = |kind: &str, input: Value, output: String| {
            samples.push(json!({ "locale": locale.intl(), "kind": kind, "input": input, "output": output }));
        };
        money(words, &mut add);
        numbers(words, &mut add);
        days(words, &mut add);
        lists(words, &mut add);
        let countries: Vec<&str> = words.countries().into_iter().map(|(_, name)| name).collect();
        add("country_order", json!(countries), countries.join("\n"));
    }
    println!("{}", Value::Array(samples));
}

/// The currencies that are sold, and every other one that `Intl` writes with a symbol of its own.
const CURRENCIES: [&str; 26] = [
    "USD", "EUR", "GBP", "CHF", "JPY", "KWD", "AUD", "BRL", "CAD", "CNY", "HKD", "ILS", "INR", "KRW", "MXN", "NZD",
    "PHP", "THB", "TWD", "VND", "XAF", "XCD", "XOF", "XPF", "SEK", "PLN",
];

fn money(words: Words, add: &mut impl FnMut(&str, Value, String)) {
    for currency in CURRENCIES.iter().filter_map(|code| code.parse::<Currency>().ok()) {
        for minor in MINOR.into_iter().flat_map(|minor| [minor, -minor]).skip(1) {
            let money = Money::new(minor, currency);
            let amount = money.to_decimal().to_string();
            add("money", json!({ "amount": amount, "currency": currency.code() }), words.money(money));
        }
        for price in DECIMALS.iter().filter_map(|text| text.parse::<Decimal>().ok()) {
            let digits = price.scale().max(currency.exponent());
            let input = json!({ "amount": price.to_string(), "currency": currency.code(), "digits": digits });
            add("unit_price", input, words.decimal_money(price, currency));
        }
    }
}

fn numbers(words: Words, add: &mut impl FnMut(&str, Value, String)) {
    for number in MINOR.into_iter().flat_map(|number| [number, -number]).skip(1) {
        add("number", json!(number.to_string()), words.number(number));
    }
    for rate in DECIMALS.iter().filter_map(|text| text.parse::<Decimal>().ok()) {
        let fraction = rate.checked_mul(Decimal::new(1, 2)).unwrap_or(Decimal::ZERO);
        add("percent", json!(fraction.to_string()), words.percent(rate));
        add("decimal", json!(rate.to_string()), words.decimal(rate));
    }
}

fn days(words: Words, add: &mut impl FnMut(&str, Value, String)) {
    let months = (1..=12).flat_map(|month| [date(2026, month, 1), date(2028, month, 28)]);
    let edges = [date(1999, 12, 31), date(2000, 1, 1), date(2028, 2, 29), date(2026, 11, 20)];
    for day in months.chain(edges) {
        add("date_long", json!(day.to_string()), words.date(day));
        add("date_medium", json!(day.to_string()), words.date_medium(day));
        add("date_short", json!(day.to_string()), words.date_short(day));
        for hour in [0, 1, 11, 12, 13, 23] {
            let instant = instant(day, hour);
            add("date_time", json!(instant.to_string()), words.date_time(instant));
        }
    }
    for days in (-40..=40).chain([1234, -1234]) {
        add("relative_days", json!(days), words.relative_days(days));
    }
}

fn instant(day: Date, hour: i8) -> Timestamp {
    let midnight = jiff::tz::Offset::UTC.to_timestamp(day.at(0, 7, 59, 0)).unwrap_or(Timestamp::UNIX_EPOCH);
    midnight.checked_add(i64::from(hour).hours()).unwrap_or(midnight)
}

fn lists(words: Words, add: &mut impl FnMut(&str, Value, String)) {
    let items = ["Premium", "Ultimate", "Free", "Storage"];
    for count in 0..=items.len() {
        let some = &items[..count];
        add("list", json!(some), words.list(some));
        add("list_or", json!(some), words.list_or(some));
    }
}

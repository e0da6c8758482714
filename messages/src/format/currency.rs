//! The symbols of currencies. Source: CLDR 48, `numbers/currencies` of `en` and `de`; a currency without a symbol of its
//! own is written as its code.

use crate::locale::Locale;

/// Symbols on which the shipped locales agree.
const SHARED: [(&str, &str); 20] = [
    ("BRL", "R$"),
    ("CAD", "CA$"),
    ("CNY", "CN¥"),
    ("EUR", "€"),
    ("GBP", "£"),
    ("HKD", "HK$"),
    ("ILS", "₪"),
    ("INR", "₹"),
    ("JPY", "¥"),
    ("KRW", "₩"),
    ("MXN", "MX$"),
    ("NZD", "NZ$"),
    ("TWD", "NT$"),
    ("USD", "$"),
    ("VND", "₫"),
    ("XAF", "FCFA"),
    ("XCD", "EC$"),
    ("XCG", "Cg."),
    ("XOF", "F\u{202f}CFA"),
    ("XPF", "CFPF"),
];

/// How the locale writes the currency with this ISO 4217 code beside an amount.
pub(super) fn symbol(locale: Locale, code: &str) -> &str {
    match (locale, code) {
        (Locale::En | Locale::Pseudo, "AUD") => "A$",
        (Locale::De, "AUD") => "AU$",
        (Locale::En | Locale::Pseudo, "PHP") => "₱",
        (Locale::De, "THB") => "฿",
        _ => SHARED.iter().find(|(known, _)| *known == code).map_or(code, |(_, symbol)| symbol),
    }
}

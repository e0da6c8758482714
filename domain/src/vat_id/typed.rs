//! From what a person types to the characters that count.

/// Capitals and digits in their order, without what people put between them: spaces of any kind, dots, dashes,
/// slashes, commas. Anything else stays, and fails the check of the form later.
pub(super) fn bare(text: &str) -> String {
    text.chars().filter(|&c| !is_separator(c)).map(|c| c.to_ascii_uppercase()).collect()
}

fn is_separator(c: char) -> bool {
    // U+2010 to U+2015 are the typographic dashes.
    c.is_whitespace() || matches!(c, '.' | '-' | '/' | ',' | '\u{2010}'..='\u{2015}' | '\u{2212}')
}

/// Adds the prefix that is not written at home: `995525828MVA` can only be Norwegian, and British numbers are written
/// bare, so that a buyer there (`expected` is GB) may do so.
pub(super) fn with_prefix(bare: String, expected: Option<&'static str>) -> String {
    let begins_with_digit = bare.bytes().next().is_some_and(|b| b.is_ascii_digit());
    match expected {
        _ if begins_with_digit && bare.ends_with("MVA") => format!("NO{bare}"),
        Some("GB") if begins_with_digit => format!("GB{bare}"),
        _ => bare,
    }
}

/// Adds the leading zero that Belgian numbers got in 2005 (from nine digits to ten) and Greek ones before (from eight
/// to nine), and that people with old stationery leave out.
pub(super) fn lengthened(whole: String) -> String {
    match (whole.get(..2), whole.len()) {
        (Some("BE"), 11) | (Some("EL"), 10) => format!("{}0{}", &whole[..2], &whole[2..]),
        _ => whole,
    }
}

//! Postal codes: the form each country writes them in, and codes that belong to another country's address.
//!
//! The forms are those of the Universal Postal Union's addressing systems, for the countries of the tax table and five
//! more. Elsewhere any code passes.

use crate::country::Country;

/// How a country writes its postal codes.
struct Codes {
    country: &'static str,
    /// Its forms: `9` is a digit, `@` a letter, `*` either, spaces and dashes are where they are printed, and anything
    /// else stands for itself.
    forms: &'static [&'static str],
    /// One that is in use.
    example: &'static str,
}

const fn codes(country: &'static str, forms: &'static [&'static str], example: &'static str) -> Codes {
    Codes { country, forms, example }
}

/// By country.
static CODES: [Codes; 37] = [
    codes("AT", &["9999"], "1010"),
    codes("AU", &["9999"], "2000"),
    codes("BE", &["9999"], "1000"),
    codes("BG", &["9999"], "1000"),
    codes("CA", &["@9@ 9@9"], "K1A 0B1"),
    codes("CH", &["9999"], "8001"),
    codes("CY", &["9999"], "1010"),
    codes("CZ", &["999 99"], "110 00"),
    codes("DE", &["99999"], "10115"),
    codes("DK", &["9999"], "1050"),
    codes("EE", &["99999"], "10111"),
    codes("ES", &["99999"], "28013"),
    codes("FI", &["99999"], "00100"),
    codes("FR", &["99999"], "75001"),
    codes("GB", &["@9 9@@", "@99 9@@", "@@9 9@@", "@@99 9@@", "@9@ 9@@", "@@9@ 9@@", "GIR 0AA"], "SW1A 1AA"),
    codes("GR", &["999 99"], "105 57"),
    codes("HR", &["99999"], "10000"),
    codes("HU", &["9999"], "1051"),
    codes("IE", &["@99 ****", "D6W ****"], "D02 AF30"),
    codes("IM", &["IM9 9@@", "IM99 9@@"], "IM1 1AA"),
    codes("IT", &["99999"], "00184"),
    codes("JP", &["999-9999"], "100-0001"),
    codes("KW", &["99999"], "13001"),
    codes("LT", &["LT-99999"], "LT-01100"),
    codes("LU", &["9999"], "1111"),
    codes("LV", &["LV-9999"], "LV-1050"),
    codes("MC", &["98099"], "98000"),
    codes("MT", &["@@@ 9999"], "VLT 1117"),
    codes("NL", &["9999 @@"], "1012 JS"),
    codes("NO", &["9999"], "0150"),
    codes("PL", &["99-999"], "00-001"),
    codes("PT", &["9999-999"], "1100-148"),
    codes("RO", &["999999"], "010011"),
    codes("SE", &["999 99"], "111 20"),
    codes("SI", &["9999"], "1000"),
    codes("SK", &["999 99"], "811 01"),
    codes("US", &["99999", "99999-9999"], "10001"),
];

/// Codes inside a country's numbering that are addresses of another country, by what they begin with: taxes differ
/// there.
const ELSEWHERE: [(&str, &str, &str); 18] = [
    ("CH", "9485", "LI"),
    ("CH", "9486", "LI"),
    ("CH", "9487", "LI"),
    ("CH", "9488", "LI"),
    ("CH", "949", "LI"),
    ("DK", "39", "GL"),
    ("FR", "97133", "BL"),
    ("FR", "975", "PM"),
    ("FR", "977", "BL"),
    ("FR", "980", "MC"),
    ("FR", "984", "TF"),
    ("FR", "986", "WF"),
    ("FR", "987", "PF"),
    ("FR", "988", "NC"),
    ("GB", "GX11", "GI"),
    ("IT", "00120", "VA"),
    ("IT", "4789", "SM"),
    ("NO", "917", "SJ"),
];

fn of(country: Country) -> Option<&'static Codes> {
    CODES.iter().find(|codes| codes.country == country.code())
}

/// Whether the form of this country's codes is known here.
pub(super) fn known(country: Country) -> bool {
    of(country).is_some()
}

/// Whether this country's codes are digits only, as far as they have to be typed.
pub(super) fn numeric(country: Country) -> bool {
    let digits = |form: &&str| form.bytes().all(|b| b == b'9');
    of(country).is_some_and(|codes| codes.forms.first().is_some_and(digits))
}

/// What a code of this country looks like; empty where that is not known.
pub(super) fn example(country: Country) -> &'static str {
    of(country).map_or("", |codes| codes.example)
}

/// The country, by its code, whose address this code is part of, if not of `country`'s.
pub(super) fn other_country(country: Country, typed: &str) -> Option<&'static str> {
    let bare = bare(typed);
    let bare = without_country_prefix(&bare, of(country)?.forms.first()?);
    let fits = |(code, start, _): &&(&str, &str, &str)| *code == country.code() && bare.starts_with(start);
    ELSEWHERE.iter().find(fits).map(|(_, _, other)| *other)
}

/// The code as its country prints it, from what was typed with or without separators and country prefix (`D-10115`). As
/// typed where the form is not known; `None` if it has none of the country's forms.
pub(super) fn read(country: Country, typed: &str) -> Option<String> {
    let Some(codes) = of(country) else { return Some(typed.trim().to_owned()) };
    let bare = bare(typed);
    codes.forms.iter().find_map(|form| {
        let own = without_country_prefix(&bare, form);
        filled(own, form).or_else(|| filled(&format!("{}{own}", codes.country), form))
    })
}

/// Capitals and digits, also of full width as Japanese keyboards write them; no separators.
fn bare(typed: &str) -> String {
    let narrow = |c: char| match c {
        '\u{ff10}'..='\u{ff19}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        other => other.to_ascii_uppercase(),
    };
    let separator =
        |c: &char| c.is_whitespace() || matches!(c, '-' | '.' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{ff0d}');
    typed.chars().filter(|c| !separator(c)).map(narrow).collect()
}

/// Letters before a code that begins with a digit name the country, as in `D-10115` or `FIN-00100`.
fn without_country_prefix<'t>(bare: &'t str, form: &str) -> &'t str {
    if form.starts_with('9') { bare.trim_start_matches(|c: char| c.is_ascii_uppercase()) } else { bare }
}

/// The form with these characters in its places; `None` if they do not fit it.
fn filled(bare: &str, form: &str) -> Option<String> {
    let mut characters = bare.chars();
    let mut filled = String::with_capacity(form.len());
    for place in form.chars() {
        let fits = |c: &char| match place {
            '9' => c.is_ascii_digit(),
            '@' => c.is_ascii_uppercase(),
            '*' => c.is_ascii_uppercase() || c.is_ascii_digit(),
            literal => *c == literal,
        };
        filled.push(if matches!(place, ' ' | '-') { place } else { characters.next().filter(fits)? });
    }
    characters.next().is_none().then_some(filled)
}

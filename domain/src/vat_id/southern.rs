//! Cyprus, Greece, Spain, Croatia, Italy, Malta, Portugal.

use super::Flaw;
use super::sums::{check, digit, digits, form, iso_7064_mod_11_10, luhn, number, weighted};

/// Αριθμός Εγγραφής Φ.Π.Α.: eight digits, never beginning with 12, and a check letter.
pub(super) fn cyprus(body: &[u8]) -> Result<(), Flaw> {
    /// What a digit in an odd place counts for.
    const ODD: [u32; 10] = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21];
    form(body.len() == 9 && digits(&body[..8], 8) && !body.starts_with(b"12") && body[8].is_ascii_uppercase())?;
    let sum: u32 = body[..8].chunks(2).map(|pair| ODD[usize::from(pair[0] - b'0')] + digit(pair[1])).sum();
    check(sum % 26 == u32::from(body[8] - b'A'))
}

/// Αριθμός Φορολογικού Μητρώου: nine digits, weighted by powers of two.
pub(super) fn greece(body: &[u8]) -> Result<(), Flaw> {
    form(digits(body, 9))?;
    check(weighted(body, &[256, 128, 64, 32, 16, 8, 4, 2]) % 11 % 10 == digit(body[8]))
}

/// Número de identificación fiscal: of persons (DNI, or a letter K, L, M for those without one; foreigners X, Y, Z)
/// seven or eight digits and a letter; of organisations a letter, seven digits and a check character (Orden
/// EHA/451/2008). Which kinds of organisation write that character as a letter and which as a digit has changed over
/// the years; both are read.
pub(super) fn spain(body: &[u8]) -> Result<(), Flaw> {
    form(body.len() == 9 && digits(&body[1..8], 7))?;
    match body[0] {
        b'0'..=b'9' => person(number(&body[..8]), body[8]),
        b'X'..=b'Z' => person(u32::from(body[0] - b'X') * 10_000_000 + number(&body[1..8]), body[8]),
        b'K'..=b'M' => person(number(&body[1..8]), body[8]),
        b'A'..=b'H' | b'J' | b'N' | b'P'..=b'S' | b'U'..=b'W' => {
            form(body[8].is_ascii_alphanumeric())?;
            check(luhn_of_seven(body) == body[8] || organisation_letter(body) == body[8])
        }
        _ => Err(Flaw::Form),
    }
}

fn person(number: u32, letter: u8) -> Result<(), Flaw> {
    const LETTERS: &[u8; 23] = b"TRWAGMYFPDXBNJZSQVHLCKE";
    form(letter.is_ascii_uppercase())?;
    check(LETTERS.get(usize::try_from(number % 23).unwrap_or(0)) == Some(&letter))
}

/// The digit that makes the seven digits after the first letter satisfy Luhn.
fn luhn_of_seven(body: &[u8]) -> u8 {
    (b'0'..=b'9')
        .find(|&last| {
            let mut number = [last; 8];
            number[..7].copy_from_slice(&body[1..8]);
            luhn(&number).is_multiple_of(10)
        })
        .unwrap_or(b'0')
}

/// The same digit written as a letter: J for 0, A for 1, to I for 9.
fn organisation_letter(body: &[u8]) -> u8 {
    b"JABCDEFGHI"[usize::from(luhn_of_seven(body) - b'0')]
}

/// Osobni identifikacijski broj: eleven digits, ISO 7064 MOD 11,10.
pub(super) fn croatia(body: &[u8]) -> Result<(), Flaw> {
    form(digits(body, 11))?;
    check(iso_7064_mod_11_10(body))
}

/// Partita IVA: seven digits, the province's office (001 to 100, 120, 121, 888, 999), Luhn's check digit.
pub(super) fn italy(body: &[u8]) -> Result<(), Flaw> {
    form(digits(body, 11) && number(&body[..7]) != 0)?;
    form(matches!(number(&body[7..10]), 1..=100 | 120 | 121 | 888 | 999))?;
    check(luhn(body).is_multiple_of(10))
}

/// VAT number: eight digits; the weighted sum of six and the last two add up to a multiple of 37.
pub(super) fn malta(body: &[u8]) -> Result<(), Flaw> {
    form(digits(body, 8) && body[0] != b'0')?;
    check((weighted(body, &[3, 4, 6, 7, 8, 9]) + number(&body[6..])).is_multiple_of(37))
}

/// Número de identificação fiscal: nine digits; eleven less the remainder, ten and eleven written as zero.
pub(super) fn portugal(body: &[u8]) -> Result<(), Flaw> {
    form(digits(body, 9) && body[0] != b'0')?;
    let difference = 11 - weighted(body, &[9, 8, 7, 6, 5, 4, 3, 2]) % 11;
    check(if difference > 9 { 0 } else { difference } == digit(body[8]))
}

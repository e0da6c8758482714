//! Austria, Germany, Hungary, Poland, Slovenia, Slovakia.

use super::Flaw;
use super::sums::{check, digit, digits, form, iso_7064_mod_11_10, luhn, number, weighted};

/// Umsatzsteuer-Identifikationsnummer: U, seven digits and a check digit that makes
/// their Luhn sum and four up to a multiple of ten (Austrian ministry
/// of finance, “Konstruktionsregeln der UID-Nummern”).
pub(super) fn austria(body: &[u8]) -> Result<(), Flaw> {
    let Some((b'U', body)) = body.split_first() else { return Err(Flaw::Form) };
    form(digits(body, 8))?;
    check((luhn(&body[..7]) + 4 + digit(body[7])).is_multiple_of(10))
}

/// Umsatzsteuer-Identifikationsnummer: nine digits, ISO 7064 MOD 11,10.
pub(super) fn germany(body: &[u8]) -> Result<(), Flaw> {
    form(digits(body, 9) && body[0] != b'0')?;
    check(iso_7064_mod_11_10(body))
}

/// Közösségi adószám: eight digits.
pub(super) fn hungary(body: &[u8]) -> Result<(), Flaw> {
    form(digits(body, 8))?;
    check(weighted(body, &[9, 7, 3, 1, 9, 7, 3, 1]).is_multiple_of(10))
}

/// Numer identyfikacji podatkowej: ten digits; a remainder of ten is never issued.
pub(super) fn poland(body: &[u8]) -> Result<(), Flaw> {
    form(digits(body, 10))?;
    check(weighted(body, &[6, 5, 7, 2, 3, 4, 5, 6, 7]) % 11 == digit(body[9]))
}

/// Identifikacijska številka za DDV: eight digits; eleven less the remainder, ten written as zero, eleven never issued.
pub(super) fn slovenia(body: &[u8]) -> Result<(), Flaw> {
    form(digits(body, 8) && body[0] != b'0')?;
    let difference = 11 - weighted(body, &[8, 7, 6, 5, 4, 3, 2]) % 11;
    check(difference != 11 && difference % 10 == digit(body[7]))
}

/// Identifikačné číslo pre daň z pridanej hodnoty: ten digits, the third of them one of 2, 3, 4, 7, 8, 9, together
/// divisible by eleven.
pub(super) fn slovakia(body: &[u8]) -> Result<(), Flaw> {
    form(digits(body, 10) && body[0] != b'0' && b"234789".contains(&body[2]))?;
    let remainder = (number(&body[..9]) % 11 * 10 + digit(body[9])) % 11;
    check(remainder == 0)
}

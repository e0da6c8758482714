//! Denmark, Estonia, Finland, Lithuania, Latvia, Sweden.

use super::Flaw;
use super::birth::is_day;
use super::sums::{check, digit, digits, form, luhn, number, weighted};

/// CVR-nummer: eight digits.
pub(super) fn denmark(body: &[u8]) -> Result<(), Flaw> {
    form(digits(body, 8) && body[0] != b'0')?;
    check(weighted(body, &[2, 7, 6, 5, 4, 3, 2, 1]).is_multiple_of(11))
}

/// Käibemaksukohustuslase number: nine digits.
pub(super) fn estonia(body: &[u8]) -> Result<(), Flaw> {
    form(digits(body, 9))?;
    check(weighted(body, &[3, 7, 1, 3, 7, 1, 3, 7, 1]).is_multiple_of(10))
}

/// Arvonlisäveronumero: eight digits; a remainder of one is never issued.
pub(super) fn finland(body: &[u8]) -> Result<(), Flaw> {
    form(digits(body, 8))?;
    check(weighted(body, &[7, 9, 10, 5, 8, 4, 2, 1]).is_multiple_of(11))
}

/// PVM mokėtojo kodas: nine digits with a one before the check digit, or twelve (temporary registration) likewise.
pub(super) fn lithuania(body: &[u8]) -> Result<(), Flaw> {
    form(digits(body, 9) || digits(body, 12))?;
    let last = body.len() - 1;
    form(body[last - 1] == b'1')?;
    let cycle =
        |from: u32| body[..last].iter().zip(0..).map(|(&b, i)| digit(b) * ((from + i) % 9 + 1)).sum::<u32>() % 11;
    let remainder = match cycle(0) {
        10 => cycle(2) % 10,
        other => other,
    };
    check(remainder == digit(body[last]))
}

/// PVN reģistrācijas numurs: eleven digits. Companies begin above 3; persons with their day of birth, or with 32 since
/// 2017.
pub(super) fn latvia(body: &[u8]) -> Result<(), Flaw> {
    form(digits(body, 11))?;
    if body[0] > b'3' {
        return check(weighted(body, &[9, 1, 4, 8, 3, 10, 2, 5, 7, 6, 1]) % 11 == 3);
    }
    let (day, month, year) = (number(&body[..2]), number(&body[2..4]), number(&body[4..6]));
    let century = 1800 + 100 * digit(body[6]);
    form(body.starts_with(b"32") || is_day(century + year, month, day))?;
    let sum = 1 + weighted(body, &[10, 5, 8, 4, 2, 1, 6, 3, 7, 9]);
    check(sum % 11 % 10 == digit(body[10]))
}

/// Momsregistreringsnummer: the organisation number, which ends in Luhn's check digit, followed by 01 (Skatteverket).
pub(super) fn sweden(body: &[u8]) -> Result<(), Flaw> {
    form(digits(body, 12) && body.ends_with(b"01") && number(&body[..9]) != 0)?;
    check(luhn(&body[..10]).is_multiple_of(10))
}

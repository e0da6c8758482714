//! Bulgaria, Czechia, Romania.

use super::Flaw;
use super::birth;
use super::sums::{check, digit, digits, form, number, weighted};

/// Идентификационен номер по ДДС: nine digits for organisations; ten for persons, foreigners and others, three kinds
/// that only their check digits tell apart.
pub(super) fn bulgaria(body: &[u8]) -> Result<(), Flaw> {
    form(digits(body, 9) || digits(body, 10))?;
    if body.len() == 9 {
        let remainder = match weighted(body, &[1, 2, 3, 4, 5, 6, 7, 8]) % 11 {
            10 => weighted(body, &[3, 4, 5, 6, 7, 8, 9, 10]) % 11 % 10,
            other => other,
        };
        return check(remainder == digit(body[8]));
    }
    let last = digit(body[9]);
    let person = birth::bulgarian(body) && weighted(body, &[2, 4, 8, 5, 10, 9, 7, 3, 6]) % 11 % 10 == last;
    let foreigner = weighted(body, &[21, 19, 17, 13, 11, 9, 7, 3, 1]) % 10 == last;
    let other = (11 - weighted(body, &[4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11) % 11 == last;
    check(person || foreigner || other)
}

/// Daňové identifikační číslo: eight digits for organisations; nine or ten for persons by their birth number; nine
/// beginning with 6 for persons without one.
pub(super) fn czechia(body: &[u8]) -> Result<(), Flaw> {
    form((8..=10).contains(&body.len()) && digits(body, body.len()))?;
    match body.len() {
        8 => {
            form(body[0] != b'9')?;
            let difference = 11 - weighted(body, &[8, 7, 6, 5, 4, 3, 2]) % 11;
            check(difference % 10 == digit(body[7]))
        }
        9 if body[0] == b'6' => {
            let difference = 11 - weighted(&body[1..], &[8, 7, 6, 5, 4, 3, 2]) % 11;
            // The published table of check digits for differences of 1 to 11.
            check(b"87654321098"[usize::try_from(difference - 1).unwrap_or(0)] == body[8])
        }
        9 => form(birth::czech(body)),
        _ => {
            form(birth::czech(body))?;
            // Divisible by eleven; until 1985 a remainder of ten was written as zero.
            check(number(&body[..9]) % 11 % 10 == digit(body[9]))
        }
    }
}

/// Cod de înregistrare în scopuri de TVA: two to ten digits without leading zero. Thirteen digits would be a person's
/// code, which is no VAT id under the published rules.
pub(super) fn romania(body: &[u8]) -> Result<(), Flaw> {
    form((2..=10).contains(&body.len()) && digits(body, body.len()) && body[0] != b'0')?;
    let (&last, rest) = body.split_last().ok_or(Flaw::Form)?;
    let weights = &[7, 5, 3, 2, 1, 7, 5, 3, 2][9 - rest.len()..];
    check(weighted(rest, weights) * 10 % 11 % 10 == digit(last))
}

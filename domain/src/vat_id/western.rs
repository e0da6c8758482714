//! Belgium, France (and Monaco), Ireland, Luxembourg, the Netherlands.

use super::Flaw;
use super::sums::{check, digit, digits, form, luhn, number, weighted};

/// Ondernemingsnummer: ten digits; the first eight and the last two add up to a multiple of 97. Numbers begin with 0,
/// and since 2023 with 1 (Crossroads Bank for Enterprises).
pub(super) fn belgium(body: &[u8]) -> Result<(), Flaw> {
    form(digits(body, 10) && body[0] <= b'1' && body.iter().any(|&b| b != b'0'))?;
    check((number(&body[..8]) + number(&body[8..])).is_multiple_of(97))
}

/// Numéro d'identification à la TVA: two key characters, then the SIREN. The SIREN ends in Luhn's check digit, except
/// Monaco's, which begin with 000 and have none.
pub(super) fn france(body: &[u8]) -> Result<(), Flaw> {
    form(body.len() == 11 && digits(&body[2..], 9))?;
    let (key, siren) = body.split_at(2);
    let right_key = if digits(key, 2) {
        (number(siren) % 97 * 100 + 12) % 97 == number(key)
    } else {
        lettered_key(key, number(siren))?
    };
    check(right_key && (siren.starts_with(b"000") || luhn(siren).is_multiple_of(10)))
}

/// The newer keys, with at least one letter out of an alphabet without I and O (INSEE, DGFiP).
fn lettered_key(key: &[u8], siren: u32) -> Result<bool, Flaw> {
    let value =
        |b: u8| b"0123456789ABCDEFGHJKLMNPQRSTUVWXYZ".iter().zip(0_u32..).find(|(a, _)| **a == b).map(|(_, v)| v);
    let (Some(first), Some(second)) = (value(key[0]), value(key[1])) else { return Err(Flaw::Form) };
    // With a digit first, the second is one of 24 letters; with a letter first, one of all 34 characters.
    let rank = if first < 10 { first * 24 + second - 10 } else { first * 34 + second - 100 };
    Ok((siren + 1 + rank / 11) % 11 == rank % 11)
}

/// VAT number: seven digits and a check letter, since 2013 followed by one more letter which counts nine times; or the
/// form before, whose second character is a letter, + or *, and stands for nothing in the sum (Revenue).
pub(super) fn ireland(body: &[u8]) -> Result<(), Flaw> {
    const LETTERS: &[u8; 23] = b"WABCDEFGHIJKLMNOPQRSTUV";
    form((8..=9).contains(&body.len()) && digits(&body[..1], 1) && digits(&body[2..7], 5))?;
    let value = |b: u8| LETTERS.iter().zip(0_u32..).find(|(a, _)| **a == b).map(|(_, v)| v);
    let wanted = value(body[7]).ok_or(Flaw::Form)?;
    let sum = if body[1].is_ascii_digit() {
        let last = body.get(8).map_or(Some(0), |&b| value(b)).ok_or(Flaw::Form)?;
        weighted(body, &[8, 7, 6, 5, 4, 3, 2]) + 9 * last
    } else {
        form(body.len() == 8 && (body[1].is_ascii_uppercase() || b"+*".contains(&body[1])))?;
        weighted(&body[2..], &[7, 6, 5, 4, 3]) + 2 * digit(body[0])
    };
    check(sum % 23 == wanted)
}

/// Numéro d'identification à la taxe sur la valeur ajoutée: six digits and their remainder by 89.
pub(super) fn luxembourg(body: &[u8]) -> Result<(), Flaw> {
    form(digits(body, 8))?;
    check(number(&body[..6]) % 89 == number(&body[6..]))
}

/// Btw-identificatienummer: nine digits, B, two digits above zero. Either the nine satisfy the eleven-test of Dutch
/// registers, or (sole traders, since 2020) the whole id satisfies ISO 7064 MOD 97-10, letters counted from A = 10
/// (Belastingdienst).
pub(super) fn netherlands(body: &[u8]) -> Result<(), Flaw> {
    form(body.len() == 12 && digits(&body[..9], 9) && body[9] == b'B' && digits(&body[10..], 2))?;
    form(number(&body[..9]) != 0 && number(&body[10..]) != 0)?;
    let eleven_test = weighted(body, &[9, 8, 7, 6, 5, 4, 3, 2]) % 11 == digit(body[8]);
    let shifted = |before: u32, by: u32, part: &[u8]| (before % 97 * by + number(part)) % 97;
    // N = 23, L = 21, B = 11.
    let named = shifted(shifted(2321 % 97, 100_000, &body[..5]), 10_000, &body[5..9]);
    let remainder = shifted((named * 100 + 11) % 97, 100, &body[10..]);
    check(eleven_test || remainder == 1)
}

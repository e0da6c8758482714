//! The arithmetic that the checks share: digits, weighted sums, and the two check-digit systems with a name.

use super::Flaw;

/// Fails as a matter of form unless `holds`.
pub(super) fn form(holds: bool) -> Result<(), Flaw> {
    if holds { Ok(()) } else { Err(Flaw::Form) }
}

/// Fails as a matter of check digits unless `holds`.
pub(super) fn check(holds: bool) -> Result<(), Flaw> {
    if holds { Ok(()) } else { Err(Flaw::CheckDigits) }
}

/// Whether these are `length` digits.
pub(super) fn digits(body: &[u8], length: usize) -> bool {
    body.len() == length && body.iter().all(u8::is_ascii_digit)
}

/// The value of one digit. The caller has checked that it is one.
pub(super) fn digit(byte: u8) -> u32 {
    u32::from(byte.wrapping_sub(b'0'))
}

/// The number that a run of at most nine digits writes.
pub(super) fn number(body: &[u8]) -> u32 {
    body.iter().fold(0, |sum, &b| sum * 10 + digit(b))
}

/// Σ digit × weight, over as many digits as there are weights.
pub(super) fn weighted(body: &[u8], weights: &[u32]) -> u32 {
    body.iter().zip(weights).map(|(&b, w)| digit(b) * w).sum()
}

/// The Luhn sum (ISO/IEC 7812-1, annex B), every second digit from the right but one doubled: 0 modulo 10 when right.
pub(super) fn luhn(body: &[u8]) -> u32 {
    let doubled = |d: u32| if d > 4 { 2 * d - 9 } else { 2 * d };
    body.iter().rev().enumerate().map(|(place, &b)| if place % 2 == 1 { doubled(digit(b)) } else { digit(b) }).sum()
}

/// Whether the digits satisfy the hybrid system MOD 11,10 of ISO 7064.
pub(super) fn iso_7064_mod_11_10(body: &[u8]) -> bool {
    let product = body.iter().fold(5, |check, &b| {
        let carry = if check == 0 { 10 } else { check };
        ((carry * 2) % 11 + digit(b)) % 10
    });
    product == 1
}

//! Great Britain and Northern Ireland, Switzerland, Norway.

use super::Flaw;
use super::sums::{check, digit, digits, form, weighted};

/// VAT registration number: nine digits, or twelve for a branch, the last two of the nine by modulus 97 or, for numbers
/// from 100 0000 on, 9755 (HMRC); GD000 to GD499 for government departments, HA500 to HA999 for health authorities.
pub(super) fn britain(body: &[u8]) -> Result<(), Flaw> {
    if body.len() == 5 {
        form(digits(&body[2..], 3))?;
        return form(match &body[..2] {
            b"GD" => body[2] < b'5',
            b"HA" => body[2] >= b'5',
            _ => false,
        });
    }
    form(digits(body, 9) || digits(body, 12))?;
    let remainder = weighted(body, &[8, 7, 6, 5, 4, 3, 2, 10, 1]) % 97;
    // 42 is what 9755 leaves. 55 is not in the published rule; python-stdnum reads it, and refusing a buyer whom others
    // accept would be the worse mistake.
    check(remainder == 0 || (body[0] != b'0' && matches!(remainder, 42 | 55)))
}

/// Mehrwertsteuernummer: CHE, the nine-digit UID and MWST, TVA, IVA or TPV (Federal Statistical Office, UID check
/// digit). Without the suffix it is a UID, which a business has whether or not it is registered for the tax.
pub(super) fn switzerland(body: &[u8]) -> Result<(), Flaw> {
    form(body.len() > 10 && body[0] == b'E' && digits(&body[1..10], 9))?;
    form(matches!(&body[10..], b"MWST" | b"TVA" | b"IVA" | b"TPV"))?;
    let difference = (11 - weighted(&body[1..], &[5, 4, 3, 2, 7, 6, 5, 4]) % 11) % 11;
    check(difference == digit(body[9]))
}

/// Organisasjonsnummer followed by MVA, which says that it is in the register for the tax (Brønnøysund registers).
pub(super) fn norway(body: &[u8]) -> Result<(), Flaw> {
    let Some(body) = body.strip_suffix(b"MVA") else { return Err(Flaw::Form) };
    form(digits(body, 9))?;
    let difference = (11 - weighted(body, &[3, 2, 7, 6, 5, 4, 3, 2]) % 11) % 11;
    check(difference == digit(body[8]))
}

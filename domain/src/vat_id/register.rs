//! The registers: prefix, country, an example of the form for the reader, and the check.

use crate::country::Country;

use super::{Flaw, central, eastern, elsewhere, northern, southern, western};

/// The ids that one prefix begins.
pub(super) struct Register {
    /// The two letters that the id begins with.
    pub prefix: &'static str,
    country: &'static str,
    /// The form, to show to a person; its check digits are not meant to be right.
    pub example: &'static str,
    /// Checks what follows the two letters: capitals and digits only.
    pub check: fn(&[u8]) -> Result<(), Flaw>,
}

const fn register(
    prefix: &'static str,
    country: &'static str,
    example: &'static str,
    check: fn(&[u8]) -> Result<(), Flaw>,
) -> Register {
    Register { prefix, country, example, check }
}

/// In the order of the prefixes; GB stands before XI, which also counts as GB.
static REGISTERS: [Register; 31] = [
    register("AT", "AT", "ATU12345678", central::austria),
    register("BE", "BE", "BE0123456789", western::belgium),
    register("BG", "BG", "BG123456789", eastern::bulgaria),
    register("CH", "CH", "CHE-123.456.788 MWST", elsewhere::switzerland),
    register("CY", "CY", "CY12345678X", southern::cyprus),
    register("CZ", "CZ", "CZ12345678", eastern::czechia),
    register("DE", "DE", "DE123456789", central::germany),
    register("DK", "DK", "DK12345678", northern::denmark),
    register("EE", "EE", "EE123456789", northern::estonia),
    register("EL", "GR", "EL123456789", southern::greece),
    register("ES", "ES", "ESA12345678", southern::spain),
    register("FI", "FI", "FI12345678", northern::finland),
    register("FR", "FR", "FR12345678901", western::france),
    register("GB", "GB", "GB123456789", elsewhere::britain),
    register("HR", "HR", "HR12345678901", southern::croatia),
    register("HU", "HU", "HU12345678", central::hungary),
    register("IE", "IE", "IE1234567AB", western::ireland),
    register("IT", "IT", "IT12345678901", southern::italy),
    register("LT", "LT", "LT123456789", northern::lithuania),
    register("LU", "LU", "LU12345678", western::luxembourg),
    register("LV", "LV", "LV12345678901", northern::latvia),
    register("MT", "MT", "MT12345678", southern::malta),
    register("NL", "NL", "NL123456789B01", western::netherlands),
    register("NO", "NO", "NO 123 456 789 MVA", elsewhere::norway),
    register("PL", "PL", "PL1234567890", central::poland),
    register("PT", "PT", "PT123456789", southern::portugal),
    register("RO", "RO", "RO12345678", eastern::romania),
    register("SE", "SE", "SE123456789001", northern::sweden),
    register("SI", "SI", "SI12345678", central::slovenia),
    register("SK", "SK", "SK1234567890", central::slovakia),
    register("XI", "GB", "XI123456789", elsewhere::britain),
];

/// The register of an id that begins with its prefix.
pub(super) fn of(whole: &str) -> Option<&'static Register> {
    REGISTERS.iter().find(|r| whole.starts_with(r.prefix))
}

/// What the ids of businesses in this country begin with, where this module can check them. Monaco's begin with FR and
/// the Isle of Man's with GB; Northern Ireland's may begin with XI instead of GB.
#[must_use]
pub fn prefix_of(country: Country) -> Option<&'static str> {
    let issuer = match country.code() {
        "MC" => "FR",
        "IM" => "GB",
        code => code,
    };
    REGISTERS.iter().find(|r| r.country == issuer).map(|r| r.prefix)
}

impl Register {
    /// The country whose register this is.
    pub fn country(&self) -> Country {
        self.country.parse().expect("the table holds country codes; a test reads them all")
    }
}

/// All of them, for the tests.
#[cfg(test)]
pub(super) fn all() -> impl Iterator<Item = &'static Register> {
    REGISTERS.iter()
}

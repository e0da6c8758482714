//! VAT identification numbers: reading them as people type them, and checking format and check digits.
//!
//! Owns the rules for the 27 EU states, Northern Ireland (XI), Great Britain, Switzerland and Norway. The EU rules are
//! those of the Commission's “VIES VAT number construction rules” (version 15) and of the states' own publications
//! named beside each check. A number that passes is well formed; whether it was ever issued only the state can say.
//!
//! Must not know: rates, who taxes what (that is [`crate::tax`]), any language.

mod birth;
mod central;
mod eastern;
mod elsewhere;
mod northern;
mod register;
mod southern;
mod sums;
mod typed;
mod western;

use std::fmt;

use crate::country::Country;
use crate::refusal::Refusal;
pub use register::prefix_of;

/// A VAT id that passed the checks of its register, in normal form: prefix first, capitals, no separators
/// (`DE136695976`, `CHE107787577MWST`, `NO995525828MVA`).
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct VatId {
    normal: String,
    country: Country,
}

/// Why a text is no VAT id.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum VatIdError {
    /// It begins with no letters, or with letters that no register here uses.
    #[error("the id does not begin with a prefix known here")]
    PrefixUnknown {
        /// The prefix to write, where the buyer's country is known and has one.
        expected: Option<&'static str>,
    },
    /// It begins with GR: Greek ids begin with EL (Directive 2006/112/EC, Article 215).
    #[error("Greek ids begin with EL, not GR")]
    PrefixGreece,
    /// It begins with EU: a number of the one-stop-shop's non-Union scheme, which identifies no customer.
    #[error("an id that begins with EU is for sales to consumers and does not identify a customer")]
    PrefixEu,
    /// Its length or its characters are not those of its register.
    #[error("the id does not have the form of {prefix}")]
    Malformed {
        /// The register's prefix.
        prefix: &'static str,
        /// What an id of that register looks like.
        example: &'static str,
    },
    /// The form is right and the check digits are not: most likely a slip of the finger.
    #[error("the check digits of the id do not match")]
    CheckDigits {
        /// The register's prefix.
        prefix: &'static str,
    },
}

impl VatId {
    /// Reads an id as typed: spaces, dots, dashes, slashes and commas between its characters, lower case, and the older
    /// short forms of Belgium and Greece are understood.
    ///
    /// # Errors
    /// What is wrong with it, the first thing that a person would correct.
    pub fn parse(text: &str) -> Result<Self, VatIdError> {
        Self::read(typed::bare(text), None)
    }

    /// The same for a buyer established in `country`: a British number may then be written without its prefix, as it is
    /// at home, and a wrong prefix is answered with the right one. Ids of other countries are read too; compare
    /// [`Self::country`].
    ///
    /// # Errors
    /// What is wrong with it, the first thing that a person would correct.
    pub fn parse_for(text: &str, country: Country) -> Result<Self, VatIdError> {
        Self::read(typed::bare(text), prefix_of(country))
    }

    /// The same for a buyer of whom the country is not known: what could be the id of a buyer somewhere passes, a number
    /// without a prefix if it is a British one.
    ///
    /// # Errors
    /// What is wrong with it in every country.
    pub fn parse_anywhere(text: &str) -> Result<Self, VatIdError> {
        Self::parse(text).or_else(|error| match error {
            VatIdError::PrefixUnknown { .. } => Self::read(typed::bare(text), Some("GB")).map_err(|_| error),
            error => Err(error),
        })
    }

    fn read(bare: String, expected: Option<&'static str>) -> Result<Self, VatIdError> {
        let whole = typed::with_prefix(bare, expected);
        let Some(register) = register::of(&whole) else {
            return Err(match whole.get(..2) {
                Some("GR") => VatIdError::PrefixGreece,
                Some("EU") => VatIdError::PrefixEu,
                _ => VatIdError::PrefixUnknown { expected },
            });
        };
        let normal = typed::lengthened(whole);
        match (register.check)(&normal.as_bytes()[2..]) {
            Ok(()) => Ok(Self { country: register.country(), normal }),
            Err(Flaw::Form) => Err(VatIdError::Malformed { prefix: register.prefix, example: register.example }),
            Err(Flaw::CheckDigits) => Err(VatIdError::CheckDigits { prefix: register.prefix }),
        }
    }

    /// The normal form.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.normal
    }

    /// The country whose register issued it: GR for EL, GB for XI.
    #[must_use]
    pub fn country(&self) -> Country {
        self.country
    }
}

/// What the ids of businesses in this country look like, where this module can check them.
#[must_use]
pub fn example_for(country: Country) -> Option<&'static str> {
    prefix_of(country).and_then(register::of).map(|register| register.example)
}

impl fmt::Display for VatId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.normal)
    }
}

impl From<VatIdError> for Refusal {
    fn from(error: VatIdError) -> Self {
        match error {
            VatIdError::PrefixUnknown { expected: Some(prefix) } => {
                Self::new("vat_id_prefix_expected").with("prefix", prefix)
            }
            VatIdError::PrefixUnknown { expected: None } => Self::new("vat_id_prefix_unknown"),
            VatIdError::PrefixGreece => Self::new("vat_id_prefix_greece"),
            VatIdError::PrefixEu => Self::new("vat_id_prefix_eu"),
            VatIdError::Malformed { prefix, example } => {
                Self::new("vat_id_wrong_form").with("prefix", prefix).with("example", example)
            }
            VatIdError::CheckDigits { prefix } => Self::new("vat_id_check_digits").with("prefix", prefix),
        }
        .on("vat_id")
    }
}

/// What a register's check finds wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Flaw {
    Form,
    CheckDigits,
}

#[cfg(test)]
mod tests;

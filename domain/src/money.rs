//! Money: whole minor units of an ISO 4217 currency. No floating point, no silent rounding, no silent overflow.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::as_text::as_text;
use crate::decimal::Decimal;

mod allocation;

pub use allocation::allocate;

/// An ISO 4217 currency that has minor units. Serialised as its three-letter code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Currency(iso_currency::Currency);

/// The text is no ISO 4217 code of a currency one can pay in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not an ISO 4217 currency code: write three letters, like EUR")]
pub struct NotACurrency;

impl Currency {
    /// Swiss franc.
    pub const CHF: Self = Self(iso_currency::Currency::CHF);
    /// Euro.
    pub const EUR: Self = Self(iso_currency::Currency::EUR);
    /// Pound sterling.
    pub const GBP: Self = Self(iso_currency::Currency::GBP);
    /// Japanese yen, no decimals.
    pub const JPY: Self = Self(iso_currency::Currency::JPY);
    /// Kuwaiti dinar, three decimals.
    pub const KWD: Self = Self(iso_currency::Currency::KWD);
    /// US dollar.
    pub const USD: Self = Self(iso_currency::Currency::USD);

    /// The three-letter code.
    #[must_use]
    pub fn code(self) -> &'static str {
        self.0.code()
    }

    /// Decimals of the minor unit: 2 for EUR, 0 for JPY, 3 for KWD.
    #[must_use]
    pub fn exponent(self) -> u32 {
        u32::from(self.0.exponent().unwrap_or(0))
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl FromStr for Currency {
    type Err = NotACurrency;

    fn from_str(text: &str) -> Result<Self, NotACurrency> {
        let currency = iso_currency::Currency::from_code(text).ok_or(NotACurrency)?;
        currency.exponent().map(|_| Self(currency)).ok_or(NotACurrency)
    }
}

as_text!(Currency);

/// An amount of money in minor units (cents, yen, fils).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Money {
    /// Whole minor units; below zero for a credit.
    pub minor: i64,
    /// The currency they are units of.
    pub currency: Currency,
}

/// The most minor units that any reader of our JSON understands exactly: 2^53 − 1 (RFC 8785 takes numbers for IEEE 754
/// doubles). Quotes beyond it are refused.
pub const MOST_MINOR_UNITS: i64 = (1 << 53) - 1;

/// Why a sum of money cannot be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MoneyError {
    /// The amounts are of different currencies.
    #[error("amounts of different currencies cannot be added")]
    CurrencyMismatch,
    /// The amount is larger than 64 bits of minor units.
    #[error("the amount is too large")]
    TooLarge,
}

impl Money {
    /// `minor` minor units of `currency`.
    #[must_use]
    pub const fn new(minor: i64, currency: Currency) -> Self {
        Self { minor, currency }
    }

    /// Nothing, in `currency`.
    #[must_use]
    pub const fn zero(currency: Currency) -> Self {
        Self::new(0, currency)
    }

    /// An exact decimal of major units, rounded half away from zero to the minor unit.
    ///
    /// # Errors
    /// [`MoneyError::TooLarge`] when it does not fit.
    pub fn round_half_away_from_zero(amount: Decimal, currency: Currency) -> Result<Self, MoneyError> {
        let minor = amount.round_half_away_from_zero(currency.exponent()).ok_or(MoneyError::TooLarge)?;
        Ok(Self::new(minor, currency))
    }

    /// The same amount in major units, exactly.
    #[must_use]
    pub fn to_decimal(self) -> Decimal {
        Decimal::new(i128::from(self.minor), self.currency.exponent())
    }

    /// The sum.
    ///
    /// # Errors
    /// Different currencies, or a sum that does not fit.
    pub fn checked_add(self, other: Self) -> Result<Self, MoneyError> {
        self.same_currency(other)?;
        let minor = self.minor.checked_add(other.minor).ok_or(MoneyError::TooLarge)?;
        Ok(Self::new(minor, self.currency))
    }

    /// The difference.
    ///
    /// # Errors
    /// Different currencies, or a difference that does not fit.
    pub fn checked_sub(self, other: Self) -> Result<Self, MoneyError> {
        self.same_currency(other)?;
        let minor = self.minor.checked_sub(other.minor).ok_or(MoneyError::TooLarge)?;
        Ok(Self::new(minor, self.currency))
    }

    fn same_currency(self, other: Self) -> Result<(), MoneyError> {
        if self.currency == other.currency { Ok(()) } else { Err(MoneyError::CurrencyMismatch) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn law_1_amounts_are_whole_minor_units_of_an_iso_4217_currency() {
        for (code, exponent) in [("USD", 2), ("EUR", 2), ("GBP", 2), ("CHF", 2), ("JPY", 0), ("KWD", 3)] {
            let currency: Currency = code.parse().expect("a currency");
            assert_eq!(currency.exponent(), exponent, "{code}");
            assert_eq!(Money::new(12_345, currency).to_decimal(), Decimal::new(12_345, exponent), "{code}");
        }
        for code in ["usd", "EU", "", "XXX", "XAU", "EURO"] {
            assert_eq!(code.parse::<Currency>(), Err(NotACurrency), "{code}");
        }
    }

    #[test]
    fn refuses_to_mix_or_overflow() {
        let one = Money::new(1, Currency::EUR);
        assert_eq!(one.checked_add(Money::new(1, Currency::USD)), Err(MoneyError::CurrencyMismatch));
        assert_eq!(one.checked_add(Money::new(i64::MAX, Currency::EUR)), Err(MoneyError::TooLarge));
    }
}

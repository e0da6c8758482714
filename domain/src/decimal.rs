//! Exact decimal numbers: unit prices and rates. Arithmetic here never rounds; the one function that does says so in its name.

use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;

use crate::as_text::as_text;

/// An exact decimal number, `mantissa / 10^scale`, kept without trailing zeros.
///
/// Every operation is exact and answers `None` when the result does not fit. Serialised as a string (“25.5”), so that no
/// reader takes it for a floating-point number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Decimal {
    mantissa: i128,
    scale: u32,
}

/// Why a text is not a decimal number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a decimal number: write digits with at most one point, like 25.5")]
pub struct NotADecimal;

impl Decimal {
    /// Zero.
    pub const ZERO: Self = Self { mantissa: 0, scale: 0 };
    /// One.
    pub const ONE: Self = Self { mantissa: 1, scale: 0 };

    /// `mantissa / 10^scale`, exactly.
    #[must_use]
    pub const fn new(mantissa: i128, scale: u32) -> Self {
        let (mut mantissa, mut scale) = (mantissa, scale);
        while scale > 0 && mantissa % 10 == 0 {
            mantissa /= 10;
            scale -= 1;
        }
        Self { mantissa, scale }
    }

    /// The digits without the point.
    #[must_use]
    pub const fn mantissa(self) -> i128 {
        self.mantissa
    }

    /// How many of the digits stand behind the point.
    #[must_use]
    pub const fn scale(self) -> u32 {
        self.scale
    }

    /// Whether this is zero.
    #[must_use]
    pub const fn is_zero(self) -> bool {
        self.mantissa == 0
    }

    /// Whether this is below zero.
    #[must_use]
    pub const fn is_negative(self) -> bool {
        self.mantissa < 0
    }

    /// The exact sum.
    #[must_use]
    pub fn checked_add(self, other: Self) -> Option<Self> {
        let (a, b, scale) = self.aligned(other)?;
        Some(Self::new(a.checked_add(b)?, scale))
    }

    /// The exact difference.
    #[must_use]
    pub fn checked_sub(self, other: Self) -> Option<Self> {
        let (a, b, scale) = self.aligned(other)?;
        Some(Self::new(a.checked_sub(b)?, scale))
    }

    /// The exact product.
    #[must_use]
    pub fn checked_mul(self, other: Self) -> Option<Self> {
        Some(Self::new(self.mantissa.checked_mul(other.mantissa)?, self.scale.checked_add(other.scale)?))
    }

    /// This percentage of `other`: `self / 100 × other`, exactly.
    #[must_use]
    pub fn percent_of(self, other: Self) -> Option<Self> {
        let product = self.checked_mul(other)?;
        Some(Self::new(product.mantissa, product.scale.checked_add(2)?))
    }

    /// Rounds half away from zero to a whole number of units of `10^-places` (minor units of a currency with that
    /// exponent). `None` when that does not fit.
    #[must_use]
    pub fn round_half_away_from_zero(self, places: u32) -> Option<i64> {
        let rounded = if self.scale <= places {
            self.mantissa.checked_mul(10_i128.checked_pow(places - self.scale)?)?
        } else {
            let unit = 10_i128.checked_pow(self.scale - places)?;
            div_half_away_from_zero(self.mantissa, unit)?
        };
        i64::try_from(rounded).ok()
    }

    fn aligned(self, other: Self) -> Option<(i128, i128, u32)> {
        let scale = self.scale.max(other.scale);
        let lift = |d: Self| d.mantissa.checked_mul(10_i128.checked_pow(scale - d.scale)?);
        Some((lift(self)?, lift(other)?, scale))
    }
}

/// `numerator / denominator` (denominator above zero), rounded half away from zero: the one rounding rule of Kassa.
#[must_use]
pub fn div_half_away_from_zero(numerator: i128, denominator: i128) -> Option<i128> {
    let magnitude = numerator.checked_abs()?;
    let quotient = magnitude / denominator;
    let remainder = magnitude % denominator;
    let rounded = if remainder >= denominator - remainder { quotient + 1 } else { quotient };
    Some(if numerator < 0 { -rounded } else { rounded })
}

impl From<i64> for Decimal {
    fn from(whole: i64) -> Self {
        Self::new(i128::from(whole), 0)
    }
}

impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        let (a, b, _) = self.aligned(*other)?;
        Some(a.cmp(&b))
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.scale == 0 {
            return write!(f, "{}", self.mantissa);
        }
        let sign = if self.mantissa < 0 { "-" } else { "" };
        let digits = self.mantissa.unsigned_abs().to_string();
        let scale = self.scale.try_into().unwrap_or(0);
        let padded = format!("{digits:0>width$}", width = scale + 1);
        let (whole, part) = padded.split_at(padded.len() - scale);
        write!(f, "{sign}{whole}.{part}")
    }
}

impl FromStr for Decimal {
    type Err = NotADecimal;

    fn from_str(text: &str) -> Result<Self, NotADecimal> {
        let (negative, unsigned) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
        let (whole, part) = unsigned.split_once('.').map_or((unsigned, None), |(w, p)| (w, Some(p)));
        let digits = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
        if !digits(whole) || part.is_some_and(|p| !digits(p)) {
            return Err(NotADecimal);
        }
        let part = part.unwrap_or("");
        let mantissa: i128 = format!("{whole}{part}").parse().map_err(|_| NotADecimal)?;
        let scale = u32::try_from(part.len()).map_err(|_| NotADecimal)?;
        Ok(Self::new(if negative { -mantissa } else { mantissa }, scale))
    }
}

as_text!(Decimal);

#[cfg(test)]
mod tests {
    use super::*;

    fn d(text: &str) -> Decimal {
        text.parse().expect("a decimal")
    }

    #[test]
    fn prints_what_it_parsed() {
        for text in ["0", "25.5", "-0.05", "348", "627.9", "1000000000000.000001"] {
            assert_eq!(d(text).to_string(), text);
        }
        assert_eq!(d("348.00").to_string(), "348");
    }

    #[test]
    fn refuses_what_is_not_a_decimal() {
        for text in ["", ".", "1.", ".5", "1e3", "1,5", "+1", "--1", "٣", "1.2.3", &"9".repeat(60)] {
            assert!(text.parse::<Decimal>().is_err(), "{text}");
        }
    }

    #[test]
    fn rounds_half_away_from_zero() {
        assert_eq!(d("0.005").round_half_away_from_zero(2), Some(1));
        assert_eq!(d("-0.005").round_half_away_from_zero(2), Some(-1));
        assert_eq!(d("0.0049").round_half_away_from_zero(2), Some(0));
        assert_eq!(d("330.6").round_half_away_from_zero(2), Some(33060));
        assert_eq!(d("106.5").round_half_away_from_zero(3), Some(106_500));
        assert_eq!(d("2.5").round_half_away_from_zero(0), Some(3));
    }

    #[test]
    fn multiplies_exactly() {
        assert_eq!(d("661.20").checked_mul(d("0.95")), Some(d("628.14")));
        assert_eq!(d("5").percent_of(d("348")), Some(d("17.4")));
    }
}

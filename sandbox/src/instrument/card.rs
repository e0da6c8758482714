//! Card numbers, expiry and security codes: the checks a card field makes before a bank is asked.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// A card scheme, recognised by the number's first digits (ISO/IEC 7812 issuer ranges as the schemes publish them).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Brand {
    /// 4…
    Visa,
    /// 51–55 and 2221–2720.
    Mastercard,
    /// 34 and 37: 15 digits, a code of four.
    Amex,
    /// 6011, 644–649 and 65.
    Discover,
    /// 300–305, 36, 38 and 39: 14 digits, or 16.
    Diners,
    /// 3528–3589.
    Jcb,
    /// 62: 16 to 19 digits.
    Unionpay,
}

impl Brand {
    /// The scheme of a number that begins with these digits, if it is one of those taken here.
    #[must_use]
    pub fn of(digits: &str) -> Option<Self> {
        let leading = |n: usize| digits.get(..n).and_then(|d| d.parse::<u32>().ok()).unwrap_or(0);
        match (leading(2), leading(3), leading(4)) {
            (40..=49, ..) => Some(Self::Visa),
            (51..=55, ..) | (_, _, 2221..=2720) => Some(Self::Mastercard),
            (34 | 37, ..) => Some(Self::Amex),
            (_, _, 6011) | (_, 644..=649, _) | (65, ..) => Some(Self::Discover),
            (_, 300..=305, _) | (36 | 38 | 39, ..) => Some(Self::Diners),
            (_, _, 3528..=3589) => Some(Self::Jcb),
            (62, ..) => Some(Self::Unionpay),
            _ => None,
        }
    }

    fn takes_length(self, digits: usize) -> bool {
        match self {
            Self::Amex => digits == 15,
            Self::Diners => digits == 14 || digits == 16,
            Self::Unionpay => (16..=19).contains(&digits),
            Self::Visa | Self::Mastercard | Self::Discover | Self::Jcb => digits == 16,
        }
    }

    fn code_length(self) -> usize {
        if self == Self::Amex { 4 } else { 3 }
    }
}

/// A field of the card form that is not right.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CardError {
    /// Not a number of a card scheme: wrong length, digits or check digit.
    #[error("the card number is not complete or has a typing error")]
    InvalidNumber,
    /// Month not 1–12, or a year further off than any card is issued for.
    #[error("the expiry date is not a month and a year")]
    InvalidExpiry,
    /// The card ran out.
    #[error("the card has expired")]
    ExpiredCard,
    /// Not three digits (four for American Express).
    #[error("the security code is not complete")]
    InvalidCvc,
}

/// A checked card number. It never leaves memory: it is neither stored nor printed.
pub struct CardNumber {
    digits: String,
    brand: Brand,
}

impl CardNumber {
    /// Reads digits, with or without spaces and dashes.
    ///
    /// # Errors
    /// [`CardError::InvalidNumber`].
    pub fn parse(text: &str) -> Result<Self, CardError> {
        let digits: String = text.chars().filter(|c| !c.is_whitespace() && *c != '-').collect();
        let brand = Brand::of(&digits).ok_or(CardError::InvalidNumber)?;
        if digits.bytes().all(|b| b.is_ascii_digit()) && brand.takes_length(digits.len()) && luhn(&digits) {
            return Ok(Self { digits, brand });
        }
        Err(CardError::InvalidNumber)
    }

    /// The digits alone.
    #[must_use]
    pub fn digits(&self) -> &str {
        &self.digits
    }

    /// The scheme.
    #[must_use]
    pub fn brand(&self) -> Brand {
        self.brand
    }

    /// The last four digits, which may be shown and stored.
    #[must_use]
    pub fn last4(&self) -> &str {
        &self.digits[self.digits.len() - 4..]
    }

    /// Checks the security code's form; whether it is right, the bank says.
    ///
    /// # Errors
    /// [`CardError::InvalidCvc`].
    pub fn check_code(&self, code: &str) -> Result<(), CardError> {
        let complete = code.len() == self.brand.code_length() && code.bytes().all(|b| b.is_ascii_digit());
        if complete { Ok(()) } else { Err(CardError::InvalidCvc) }
    }
}

/// The check digit of ISO/IEC 7812-1 annex B.
fn luhn(digits: &str) -> bool {
    let sum: u32 = digits
        .bytes()
        .rev()
        .enumerate()
        .map(|(place, byte)| {
            let digit = u32::from(byte - b'0') * if place % 2 == 1 { 2 } else { 1 };
            if digit > 9 { digit - 9 } else { digit }
        })
        .sum();
    sum.is_multiple_of(10)
}

/// The last month in which a card is good.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Expiry {
    /// 1 to 12.
    pub month: i8,
    /// Four digits.
    pub year: i16,
}

impl Expiry {
    /// Reads `MM/YY`, `MM / YYYY` or `MMYY`.
    ///
    /// # Errors
    /// [`CardError::InvalidExpiry`], or [`CardError::ExpiredCard`] when the month is over on `today`.
    pub fn parse(text: &str, today: Date) -> Result<Self, CardError> {
        let digits: String = text.chars().filter(char::is_ascii_digit).collect();
        if text.chars().any(|c| !c.is_ascii_digit() && !c.is_whitespace() && c != '/') || digits.len() < 4 {
            return Err(CardError::InvalidExpiry);
        }
        let (month, year) = digits.split_at(2);
        let century = if year.len() == 2 { today.year() - today.year() % 100 } else { 0 };
        let month: i8 = month.parse().map_err(|_| CardError::InvalidExpiry)?;
        let year = century + year.parse::<i16>().map_err(|_| CardError::InvalidExpiry)?;
        if !(1..=12).contains(&month) || !matches!(digits.len(), 4 | 6) || year > today.year() + 50 {
            return Err(CardError::InvalidExpiry);
        }
        if (year, month) < (today.year(), today.month()) {
            return Err(CardError::ExpiredCard);
        }
        Ok(Self { month, year })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn recognises_the_schemes() {
        for (number, brand, last4) in [
            ("4242 4242 4242 4242", Brand::Visa, "4242"),
            ("5555555555554444", Brand::Mastercard, "4444"),
            ("2223003122003222", Brand::Mastercard, "3222"),
            ("3782 822463 10005", Brand::Amex, "0005"),
            ("6011-1111-1111-1117", Brand::Discover, "1117"),
            ("30569309025904", Brand::Diners, "5904"),
            ("3056 9300 0902 0004", Brand::Diners, "0004"),
            ("3566002020360505", Brand::Jcb, "0505"),
            ("6200000000000005", Brand::Unionpay, "0005"),
        ] {
            let card = CardNumber::parse(number).unwrap_or_else(|_| panic!("{number}"));
            assert_eq!((card.brand(), card.last4()), (brand, last4));
        }
    }

    #[test]
    fn refuses_typing_errors_and_strangers() {
        for number in
            ["", "4242", "4242424242424241", "42424242424242424242", "1234567812345670", "4242 4242 4242 424x", "٤٢٤٢"]
        {
            assert_eq!(CardNumber::parse(number).err(), Some(CardError::InvalidNumber), "{number}");
        }
    }

    #[test]
    fn a_code_has_three_digits_and_four_with_american_express() {
        let visa = CardNumber::parse("4242424242424242").unwrap();
        let amex = CardNumber::parse("378282246310005").unwrap();
        assert!(visa.check_code("123").is_ok() && amex.check_code("1234").is_ok());
        assert!(visa.check_code("1234").is_err() && amex.check_code("123").is_err() && visa.check_code("12a").is_err());
    }

    #[test]
    fn a_card_is_good_to_the_end_of_its_month() {
        let today = date(2026, 11, 30);
        assert_eq!(Expiry::parse("11/26", today), Ok(Expiry { month: 11, year: 2026 }));
        assert_eq!(Expiry::parse("11 / 2026", today), Ok(Expiry { month: 11, year: 2026 }));
        assert_eq!(Expiry::parse("1034", today), Ok(Expiry { month: 10, year: 2034 }));
        assert_eq!(Expiry::parse("10/26", today), Err(CardError::ExpiredCard));
        for text in ["", "13/30", "00/30", "1/30", "11/3", "11-30", "ab/cd", "11/2099", "11/20345"] {
            assert_eq!(Expiry::parse(text, today), Err(CardError::InvalidExpiry), "{text}");
        }
    }
}

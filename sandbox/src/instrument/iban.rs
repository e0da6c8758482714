//! Bank account numbers: ISO 13616, checked by length and by the remainder of ISO 7064 MOD 97-10.

/// Lengths of the SEPA area's numbers (SWIFT IBAN registry).
#[rustfmt::skip]
const LENGTHS: &[(&str, usize)] = &[
    ("AD", 24), ("AT", 20), ("BE", 16), ("BG", 22), ("CH", 21), ("CY", 28), ("CZ", 24), ("DE", 22), ("DK", 18),
    ("EE", 20), ("ES", 24), ("FI", 18), ("FR", 27), ("GB", 22), ("GI", 23), ("GR", 27), ("HR", 21), ("HU", 28),
    ("IE", 22), ("IS", 26), ("IT", 27), ("LI", 21), ("LT", 20), ("LU", 20), ("LV", 21), ("MC", 27), ("MT", 31),
    ("NL", 18), ("NO", 15), ("PL", 28), ("PT", 25), ("RO", 24), ("SE", 24), ("SI", 19), ("SK", 24), ("SM", 27),
    ("VA", 22),
];

/// The text is no account number of the SEPA area.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the IBAN is not complete or has a typing error")]
pub struct InvalidIban;

/// A checked account number. Like a card number it is neither stored nor printed.
pub struct Iban(String);

impl Iban {
    /// Reads it, with or without spaces, in any case.
    ///
    /// # Errors
    /// [`InvalidIban`]: another country, length or check sum.
    pub fn parse(text: &str) -> Result<Self, InvalidIban> {
        let compact: String = text.chars().filter(|c| !c.is_whitespace()).map(|c| c.to_ascii_uppercase()).collect();
        if !compact.bytes().all(|b| b.is_ascii_alphanumeric()) {
            return Err(InvalidIban);
        }
        let country = compact.get(..2).unwrap_or_default();
        let known = LENGTHS.iter().any(|&(code, length)| code == country && length == compact.len());
        if known && remainder(&compact) == 1 { Ok(Self(compact)) } else { Err(InvalidIban) }
    }

    /// The number without spaces.
    #[must_use]
    pub fn compact(&self) -> &str {
        &self.0
    }

    /// The country of the account, two letters.
    #[must_use]
    pub fn country(&self) -> &str {
        &self.0[..2]
    }

    /// The last four characters, which may be shown and stored.
    #[must_use]
    pub fn last4(&self) -> &str {
        &self.0[self.0.len() - 4..]
    }
}

/// The number with its first four characters moved to the end, letters as 10 to 35, modulo 97.
fn remainder(compact: &str) -> u32 {
    let (head, tail) = compact.split_at(4);
    tail.chars().chain(head.chars()).filter_map(|c| c.to_digit(36)).fold(0, |sum, value| {
        let shift = if value > 9 { 100 } else { 10 };
        (sum * shift + value) % 97
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_numbers_as_people_write_them() {
        for text in
            ["DE89 3704 0044 0532 0130 00", "at611904300234573201", "NL91ABNA0417164300", "GB82WEST12345698765432"]
        {
            assert!(Iban::parse(text).is_ok(), "{text}");
        }
        let german = Iban::parse("DE89 3704 0044 0532 0130 00").unwrap();
        assert_eq!((german.country(), german.last4()), ("DE", "3000"));
    }

    #[test]
    fn refuses_typing_errors_and_strangers() {
        for text in
            ["", "DE", "DE88370400440532013000", "DE8937040044053201300", "US89370400440532013000", "DE89-3704", "ÄÖ89"]
        {
            assert!(Iban::parse(text).is_err(), "{text}");
        }
    }
}

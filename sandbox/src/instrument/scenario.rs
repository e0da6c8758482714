//! What a test number stands for.
//!
//! The cards and their behaviour are those of <https://docs.stripe.com/testing>, the accounts those of
//! <https://docs.stripe.com/payments/sepa-debit/accept-a-payment#test-integration>: a test written for one works
//! with the other. Any other valid number succeeds.

use serde::{Deserialize, Serialize};

use super::decline::Decline;

/// How the issuing bank behaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Scenario {
    /// Says yes.
    Approves,
    /// Says no, also to being saved.
    Declines(Decline),
    /// Can be saved, and then says no to every charge.
    DeclinesOnceSaved(Decline),
    /// Asks for 3-D Secure on the first payment; once saved, no more.
    ChallengesUntilSaved,
    /// Asks for 3-D Secure every time, then says yes.
    Challenges,
    /// Asks for 3-D Secure, then says no.
    ChallengesThenDeclines(Decline),
    /// A debit: accepted now, collected after some days.
    Collects,
    /// A debit: accepted now, returned by the bank after some days.
    Returns(Decline),
}

impl Scenario {
    /// The behaviour of a card.
    #[must_use]
    pub fn of_card(digits: &str) -> Self {
        match digits {
            "4000000000000002" => Self::Declines(Decline::GenericDecline),
            "4000000000009995" => Self::Declines(Decline::InsufficientFunds),
            "4000000000009987" => Self::Declines(Decline::LostCard),
            "4000000000009979" => Self::Declines(Decline::StolenCard),
            "4000000000000069" => Self::Declines(Decline::ExpiredCard),
            "4000000000000127" => Self::Declines(Decline::IncorrectCvc),
            "4000000000000119" => Self::Declines(Decline::ProcessingError),
            "4000000000006975" => Self::Declines(Decline::CardVelocityExceeded),
            "4100000000000019" => Self::Declines(Decline::Fraudulent),
            "4000000000000341" => Self::DeclinesOnceSaved(Decline::GenericDecline),
            "4000002500003155" => Self::ChallengesUntilSaved,
            "4000002760003184" | "4000000000003220" => Self::Challenges,
            "4000008400001629" => Self::ChallengesThenDeclines(Decline::GenericDecline),
            "4000008260003178" => Self::ChallengesThenDeclines(Decline::InsufficientFunds),
            _ => Self::Approves,
        }
    }

    /// The behaviour of a bank account.
    #[must_use]
    pub fn of_account(iban: &str) -> Self {
        match iban {
            "DE62370400440532013001" | "AT861904300235473202" => Self::Returns(Decline::DebitNotAuthorized),
            "DE65370400440002222227" => Self::Returns(Decline::InsufficientFunds),
            _ => Self::Collects,
        }
    }
}

/// Where a card was issued. Test cards say it in digits 7 to 9, which are the country's ISO 3166-1 number, like
/// `400000 276 0000016` for Germany; the United States if they say nothing.
#[must_use]
pub fn card_country(digits: &str) -> &'static str {
    let Some(number) = digits.strip_prefix("400000").and_then(|rest| rest.get(..3)) else { return "US" };
    match number {
        "040" => "AT",
        "056" => "BE",
        "124" => "CA",
        "208" => "DK",
        "246" => "FI",
        "250" => "FR",
        "276" => "DE",
        "300" => "GR",
        "372" => "IE",
        "380" => "IT",
        "392" => "JP",
        "528" => "NL",
        "578" => "NO",
        "616" => "PL",
        "620" => "PT",
        "724" => "ES",
        "752" => "SE",
        "756" => "CH",
        "826" => "GB",
        _ => "US",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::instrument::{card::CardNumber, iban::Iban};

    #[test]
    fn every_documented_number_passes_the_field_checks() {
        for digits in [
            "4242424242424242",
            "4000000000000002",
            "4000000000009995",
            "4000000000009987",
            "4000000000009979",
            "4000000000000069",
            "4000000000000127",
            "4000000000000119",
            "4000000000006975",
            "4100000000000019",
            "4000000000000341",
            "4000002500003155",
            "4000002760003184",
            "4000000000003220",
            "4000008400001629",
            "4000008260003178",
            "5555555555554444",
            "378282246310005",
        ] {
            assert!(CardNumber::parse(digits).is_ok(), "{digits}");
        }
        for iban in
            ["DE89370400440532013000", "DE62370400440532013001", "AT861904300235473202", "DE65370400440002222227"]
        {
            assert!(Iban::parse(iban).is_ok(), "{iban}");
        }
    }

    #[test]
    fn the_country_is_in_the_number() {
        assert_eq!(card_country("4000002760000016"), "DE");
        assert_eq!(card_country("4242424242424242"), "US");
    }
}

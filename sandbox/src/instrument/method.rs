//! A payment method: what is kept of a card or an account after its number was forgotten.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::card::{Brand, Expiry};
use super::scenario::Scenario;

/// The kind of instrument and what may be shown of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Instrument {
    /// A card.
    Card {
        /// Its scheme.
        brand: Brand,
        /// The last four digits.
        last4: String,
        /// The last month in which it is good.
        expiry: Expiry,
        /// Where it was issued, two letters.
        country: String,
    },
    /// A SEPA direct debit from a bank account.
    SepaDebit {
        /// The last four characters of the account number.
        last4: String,
        /// Where the account is, two letters.
        country: String,
    },
}

/// A token for something to pay with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Method {
    /// `pm_…`
    pub id: String,
    /// What may be shown.
    pub instrument: Instrument,
    /// The holder's name as typed.
    pub holder: String,
    /// How the issuer will behave.
    pub scenario: Scenario,
    /// The merchant's customer that it was saved for.
    pub customer: Option<String>,
    /// When it was made.
    pub created_at: Timestamp,
}

/// What the merchant and its page see of a method.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MethodView {
    /// `pm_…`
    pub id: String,
    /// `card` or `sepa_debit`.
    pub kind: String,
    /// A card's scheme.
    pub brand: Option<Brand>,
    /// The last four digits.
    pub last4: String,
    /// A card's last month, 1 to 12.
    pub exp_month: Option<i8>,
    /// A card's last year, four digits.
    pub exp_year: Option<i16>,
    /// Two letters.
    pub country: String,
    /// The customer it is saved for.
    pub customer: Option<String>,
}

impl Method {
    /// What may be shown.
    #[must_use]
    pub fn view(&self) -> MethodView {
        let (kind, brand, last4, expiry, country) = match &self.instrument {
            Instrument::Card { brand, last4, expiry, country } => ("card", Some(*brand), last4, Some(*expiry), country),
            Instrument::SepaDebit { last4, country } => ("sepa_debit", None, last4, None, country),
        };
        MethodView {
            id: self.id.clone(),
            kind: kind.to_owned(),
            brand,
            last4: last4.clone(),
            exp_month: expiry.map(|e| e.month),
            exp_year: expiry.map(|e| e.year),
            country: country.clone(),
            customer: self.customer.clone(),
        }
    }

    /// Whether money arrives days later.
    #[must_use]
    pub fn is_debit(&self) -> bool {
        matches!(self.instrument, Instrument::SepaDebit { .. })
    }
}

//! What was accepted: the quote to the byte, by whom, on which evidence. Written once when the order is placed.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::checkout::{Details, Selection, VerifiedEmail};
use crate::country::Country;
use crate::money::Money;
use crate::payment::Method;
use crate::quote::Quote;

/// The quote that was accepted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AcceptedQuote {
    /// SHA-256 over its canonical JSON, in hexadecimal.
    pub hash: String,
    /// Its canonical JSON, byte for byte as it was hashed and shown.
    pub json: String,
    /// What is due now, tax included.
    pub total: Money,
    /// What is due at renewal; `None` for what does not renew.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub renewal_total: Option<Money>,
    /// The first day of the next term; `None` for what has no term.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[serde(with = "crate::iso::optional_date")]
    pub renews_on: Option<Date>,
}

impl From<&Quote> for AcceptedQuote {
    fn from(quote: &Quote) -> Self {
        Self {
            hash: quote.hash.clone(),
            json: quote.canonical_json(),
            total: quote.total(),
            renewal_total: quote.renewal_total_minor.map(|minor| quote.money(minor)),
            renews_on: quote.renews_on,
        }
    }
}

/// The terms, accepted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TermsAccepted {
    /// Their version.
    pub version: String,
    /// When.
    #[serde(with = "crate::iso::instant")]
    pub at: Timestamp,
}

/// The buyer's consent that the way to pay is used again at renewal, for the amount and the day that were shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RenewalConsent {
    /// The hash of the quote whose renewal was shown.
    pub quote_hash: String,
    /// When.
    #[serde(with = "crate::iso::instant")]
    pub at: Timestamp,
}

/// Where the buyer seems to be: the pieces of evidence for the place of supply (Regulation (EU) 282/2011, Article 24f).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LocationEvidence {
    /// By the billing address.
    pub address: Country,
    /// By the network address, where known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub network: Option<Country>,
    /// By the card or bank account, where known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub payment_method: Option<Country>,
}

/// All that an order was placed on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Acceptance {
    /// The quote.
    pub quote: AcceptedQuote,
    /// What was chosen.
    pub selection: Selection,
    /// Who buys.
    pub details: Details,
    /// The address that was proved, and by whom.
    pub email: VerifiedEmail,
    /// The terms.
    pub terms: TermsAccepted,
    /// The consent to renewals; `None` for what does not renew.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub renewal: Option<RenewalConsent>,
    /// The way to pay; `None` when nothing is due.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub method: Option<Method>,
    /// Where the buyer seems to be.
    pub location: LocationEvidence,
}

//! What a checkout collects, step by step. Everything may be incomplete while the buyer types; [`super::steps`] says
//! what is missing.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::address::Address;
use crate::country::Country;
use crate::email::Email;
use crate::ids::{SubscriptionId, TrialId, UserId};
use crate::money::Currency;
use crate::quote::QuoteRequest;
use crate::term::Term;

/// What is to be bought: the buyer's part of a quote request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Selection {
    /// The plan's id.
    pub plan: String,
    /// How many seats.
    pub seats: u32,
    /// How long is paid for; `None` for a plan without a term.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub term: Option<Term>,
    /// The currency to pay in.
    pub currency: Currency,
    /// The coupon as typed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub coupon: Option<String>,
    /// Add-ons by id, with their quantities.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub addon: BTreeMap<String, u32>,
}

/// Who buys, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Details {
    /// The company's legal name.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub company: String,
    /// Whom we talk to.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub contact_name: String,
    /// Where we write to; has to be proved before payment.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub contact_email: String,
    /// The billing address.
    pub address: Address,
    /// Whether a business buys; `None` means “as the VAT id says”.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub business: Option<bool>,
    /// The VAT id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub vat_id: Option<String>,
    /// The buyer's own number for this purchase, printed on the receipt.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub purchase_order: Option<String>,
    /// Where receipts go, if not to the contact.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub invoice_email: Option<String>,
}

/// What the buyer types; the part of a checkout that two tabs may edit at once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Content {
    /// What is to be bought.
    pub selection: Selection,
    /// Who buys.
    pub details: Details,
}

impl Content {
    /// The request for a quote on `as_of`. Until the buyer has said where they are, `presumed` stands for it.
    #[must_use]
    pub fn quote_request(&self, presumed: Country, as_of: Date) -> QuoteRequest {
        let Self { selection, details } = self;
        QuoteRequest {
            plan: selection.plan.clone(),
            seats: selection.seats,
            term: selection.term,
            currency: selection.currency,
            country: details.address.country.unwrap_or(presumed),
            business: details.business,
            vat_id: details.vat_id.clone(),
            coupon: selection.coupon.clone(),
            addon: selection.addon.clone(),
            as_of,
        }
    }
}

/// An e-mail address that was proved by a code sent to it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct VerifiedEmail {
    /// The address.
    pub email: Email,
    /// The person it now belongs to.
    pub user: UserId,
    /// When.
    #[serde(with = "crate::iso::instant")]
    pub at: Timestamp,
}

/// What the checkout is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "purpose", rename_all = "snake_case")]
pub enum Purpose {
    /// A new subscription.
    Purchase,
    /// A trial is bought; its subscription goes on.
    Conversion {
        /// Which trial.
        trial: TrialId,
        /// The subscription that goes on.
        subscription: SubscriptionId,
    },
}

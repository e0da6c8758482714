//! What a buyer asks a quote for.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::country::Country;
use crate::money::Currency;
use crate::term::Term;

/// A complete request, as pages and flows hold it. Text that came from outside and may be garbled is read by
/// [`Draft`](super::Draft), which names everything that is wrong with it at once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct QuoteRequest {
    /// The id of the plan.
    pub plan: String,
    /// How many seats.
    pub seats: u32,
    /// For how long; absent for a plan without a term.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub term: Option<Term>,
    /// In which currency.
    pub currency: Currency,
    /// Where the buyer is established.
    pub country: Country,
    /// Whether it buys as a business; absent means “as the VAT id says”.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub business: Option<bool>,
    /// Its VAT id as typed; blank counts as absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub vat_id: Option<String>,
    /// A coupon code as typed; blank counts as absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub coupon: Option<String>,
    /// Quantity by add-on id.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub addon: BTreeMap<String, u32>,
    /// The day of the purchase (UTC).
    #[serde(with = "crate::iso::date")]
    pub as_of: Date,
}

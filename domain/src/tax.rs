//! Value added tax on a sale: who taxes it, at which rate, and why.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::country::Country;
use crate::decimal::Decimal;
use crate::refusal::Refusal;

/// What the buyer says about itself that decides the tax.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaxRequest {
    /// Where the buyer is established.
    pub country: Country,
    /// Whether it buys as a business; absent means “as the id says”.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub business: Option<bool>,
    /// Its VAT id as typed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub vat_id: Option<String>,
}

/// Why a rate applies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TaxReason {
    /// The standard rate of the taxing country.
    Standard,
    /// A business elsewhere in the EU accounts for the tax itself (Directive 2006/112/EC, Articles 44 and 196).
    ReverseCharge,
    /// A business in GB or NO accounts for the tax itself.
    CustomerAccounts,
    /// The place of supply is outside every territory in the table.
    OutsideScope,
}

/// The tax treatment of a sale.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaxDecision {
    /// The country whose rules apply (Monaco counts as FR, the Isle of Man and Northern Ireland as GB).
    pub jurisdiction: Country,
    /// In percent; zero unless the reason is [`TaxReason::Standard`].
    pub rate: Decimal,
    /// Why.
    pub reason: TaxReason,
    /// The id in its normal form, where one was given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub vat_id: Option<String>,
}

/// Rates by country and effective date, with their sources; see `catalogue/tax.toml`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaxTable {}

/// The treatment of a sale to this buyer on this date.
///
/// # Errors
/// Every reason at once why the facts cannot be used.
pub fn decide(_table: &TaxTable, _request: &TaxRequest, _as_of: Date) -> Result<TaxDecision, Vec<Refusal>> {
    Err(vec![Refusal::new("tax_table_empty")])
}

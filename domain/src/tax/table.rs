//! What the seller's tax table says: which countries tax a sale, at which rate since when, and who accounts for it.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::country::Country;
use crate::decimal::Decimal;

/// Rates by country and effective date; see `catalogue/tax.toml`, which also names the source of each.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaxTable {
    /// Where the seller is established. Sales there are always taxed.
    pub seller: Country,
    /// The countries where the seller accounts for tax: its own, the other states of the one-stop shop, and those where
    /// it is registered.
    #[serde(rename = "jurisdiction")]
    pub jurisdictions: Vec<Jurisdiction>,
}

/// One country that taxes a sale to a buyer established there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Jurisdiction {
    /// Its code.
    pub country: Country,
    /// Countries that count as part of it (Monaco of FR, the Isle of Man of GB).
    #[serde(default)]
    pub also: Vec<Country>,
    /// What a valid id of a business changes.
    pub business: BusinessRule,
    /// Its standard rate over time, earliest first.
    #[serde(rename = "rate")]
    pub rates: Vec<Rate>,
}

/// What a business's valid id changes about the tax on a sale from abroad.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BusinessRule {
    /// The buyer accounts for the tax, under the directive that both countries follow.
    ReverseCharge,
    /// The buyer accounts for the tax, under its own country's law.
    CustomerAccounts,
    /// Nothing: the seller charges the tax all the same.
    Taxed,
}

/// A standard rate and the day from which it applies.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rate {
    /// The first day.
    #[serde(with = "crate::iso::date")]
    pub from: Date,
    /// In percent.
    pub percent: Decimal,
}

impl TaxTable {
    /// The jurisdiction that taxes a sale to a buyer established in `country`; `None` where that is none in the table.
    #[must_use]
    pub fn jurisdiction(&self, country: Country) -> Option<&Jurisdiction> {
        self.jurisdictions.iter().find(|j| j.country == country || j.also.contains(&country))
    }
}

impl Jurisdiction {
    /// The standard rate in percent on a day; `None` before the earliest that the table knows.
    #[must_use]
    pub fn rate_on(&self, day: Date) -> Option<Decimal> {
        self.rates.iter().filter(|rate| rate.from <= day).max_by_key(|rate| rate.from).map(|rate| rate.percent)
    }
}

//! Value added tax on a sale: who taxes it, at which rate, and why.
//!
//! The seller sells electronically supplied services from one EU state, above the threshold of Article 59c, through the
//! one-stop shop, and is registered in some countries outside the EU. Consumers pay the tax of their country. What a
//! business's id changes is a fact of the table ([`BusinessRule`]); ids are checked for format and check digits only.
//!
//! Must not know: prices, words, where the table comes from.

mod table;
mod territory;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::country::Country;
use crate::decimal::Decimal;
use crate::refusal::Refusal;
use crate::vat_id::VatId;

pub use table::{BusinessRule, Jurisdiction, Rate, TaxTable};
pub use territory::{Territory, excluded_territory};

/// What the buyer says about itself that decides the tax.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaxRequest {
    /// Where the buyer is established.
    pub country: Country,
    /// Whether it buys as a business; absent means “as the id says”.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub business: Option<bool>,
    /// Its VAT id as typed; blank is the same as absent.
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

/// Why no treatment can be given, besides what is wrong with an id itself
/// ([`VatIdError`](crate::vat_id::VatIdError)) and territories where we do not sell ([`Territory`]).
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TaxError {
    /// An id implies a business, and the buyer says that it is none.
    #[error("a VAT id was given by a buyer who does not buy as a business")]
    VatIdWithoutBusiness,
    /// The id belongs to another country's register than the buyer's.
    #[error("the id is of {issuer}, the buyer of {country}")]
    VatIdOfOtherCountry {
        /// The country of the id.
        issuer: Country,
        /// The country of the buyer.
        country: Country,
    },
    /// The table knows the country, and no rate that early.
    #[error("no rate of {country} is known for {on}")]
    TaxRateUnknown {
        /// The taxing country.
        country: Country,
        /// The day asked for.
        on: Date,
    },
}

/// The treatment of a sale to this buyer on this date.
///
/// # Errors
/// Every reason at once why the facts cannot be used.
pub fn decide(table: &TaxTable, request: &TaxRequest, as_of: Date) -> Result<TaxDecision, Vec<Refusal>> {
    let mut refusals = Vec::new();
    let excluded = excluded_territory(request.country, None);
    refusals.extend(excluded.map(|territory| territory.refusal("country")));
    let jurisdiction = table.jurisdiction(request.country);
    let id = read_id(request, jurisdiction, &mut refusals);
    let decision = treat(table, jurisdiction, request.country, id, as_of);
    match decision {
        Ok(decision) if refusals.is_empty() => Ok(decision),
        Ok(_) => Err(refusals),
        Err(error) => {
            refusals.push(error.into());
            Err(refusals)
        }
    }
}

/// What is wrong with an id wherever its buyer is established: for a request that does not say where, or not so that it can
/// be understood. Says less than [`decide`], and nothing else.
#[must_use]
pub fn objections_to_id(business: Option<bool>, vat_id: Option<&str>) -> Vec<Refusal> {
    let Some(typed) = given(vat_id) else { return Vec::new() };
    let without_business = (business == Some(false)).then(|| TaxError::VatIdWithoutBusiness.into());
    let form = VatId::parse_anywhere(typed).err().map(Refusal::from);
    without_business.into_iter().chain(form).collect()
}

/// An id as typed, unless it is blank.
fn given(vat_id: Option<&str>) -> Option<&str> {
    vat_id.map(str::trim).filter(|typed| !typed.is_empty())
}

/// The id, if one was given that this buyer can use.
fn read_id(request: &TaxRequest, home: Option<&Jurisdiction>, refusals: &mut Vec<Refusal>) -> Option<VatId> {
    let typed = given(request.vat_id.as_deref())?;
    if request.business == Some(false) {
        refusals.push(TaxError::VatIdWithoutBusiness.into());
    }
    let id = match VatId::parse_for(typed, request.country) {
        Ok(id) => id,
        Err(error) => {
            refusals.push(error.into());
            return None;
        }
    };
    let sold_to = excluded_territory(request.country, None).is_none();
    if sold_to && home.is_none_or(|home| home.country != id.country()) {
        let error = TaxError::VatIdOfOtherCountry { issuer: id.country(), country: request.country };
        refusals.push(error.into());
        return None;
    }
    Some(id)
}

/// The rules themselves, for facts that fit together.
fn treat(
    table: &TaxTable,
    jurisdiction: Option<&Jurisdiction>,
    buyer: Country,
    id: Option<VatId>,
    as_of: Date,
) -> Result<TaxDecision, TaxError> {
    let Some(jurisdiction) = jurisdiction else {
        return Ok(TaxDecision {
            jurisdiction: buyer,
            rate: Decimal::ZERO,
            reason: TaxReason::OutsideScope,
            vat_id: None,
        });
    };
    let country = jurisdiction.country;
    let reason = match jurisdiction.business {
        _ if id.is_none() || country == table.seller => TaxReason::Standard,
        BusinessRule::ReverseCharge => TaxReason::ReverseCharge,
        BusinessRule::CustomerAccounts => TaxReason::CustomerAccounts,
        BusinessRule::Taxed => TaxReason::Standard,
    };
    let rate = match reason {
        TaxReason::Standard => jurisdiction.rate_on(as_of).ok_or(TaxError::TaxRateUnknown { country, on: as_of })?,
        _ => Decimal::ZERO,
    };
    Ok(TaxDecision { jurisdiction: country, rate, reason, vat_id: id.map(|id| id.to_string()) })
}

impl From<TaxError> for Refusal {
    fn from(error: TaxError) -> Self {
        match error {
            TaxError::VatIdWithoutBusiness => Self::new("vat_id_without_business").on("vat_id"),
            TaxError::VatIdOfOtherCountry { issuer, country } => Self::new("vat_id_of_other_country")
                .on("vat_id")
                .with("issuer", issuer.code())
                .with("country", country.code()),
            TaxError::TaxRateUnknown { country, on } => {
                Self::new("tax_rate_unknown").on("as_of").with("country", country.code()).with("on", on)
            }
        }
    }
}

#[cfg(test)]
mod tests;

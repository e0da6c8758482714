//! From a price and a quantity to an amount, with the derivation that explains it.
//!
//! Unit prices are multiplied and added exactly; the one rounding is [`Derivation::amount`], once a line, half away from
//! zero to the minor unit. Knows nothing of coupons, tax or renewals.

mod saving;

use serde::{Deserialize, Serialize};

use crate::catalogue::{Offer, Plan, PriceModel, Tier};
use crate::decimal::Decimal;
use crate::money::{Currency, MOST_MINOR_UNITS, Money, MoneyError};
use crate::term::Term;

pub use saving::{Saving, saving};

/// How an amount came about: steps of quantity × unit price, added up, times the years where a yearly price is charged for
/// several.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Derivation {
    /// Which price model it was.
    pub model: Method,
    /// At least one, in the order of the tiers.
    pub steps: Vec<Step>,
    /// Years that a yearly price was charged for; absent where the price is for the whole term or for once.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub years: Option<u32>,
    /// Units in one package, where whole packages are sold.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub package_size: Option<u32>,
    /// The exact amount in major units, before rounding to the minor unit.
    pub exact: Decimal,
}

/// A quantity at a price.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// How many.
    pub quantity: u32,
    /// The exact price of one.
    pub unit_price: Decimal,
}

/// The price model behind a derivation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Method {
    /// The plan costs nothing.
    Free,
    /// One amount whatever the quantity.
    Flat,
    /// Quantity × unit price.
    PerUnit,
    /// Every tier's units at that tier's price.
    Graduated,
    /// All units at the price of the tier reached.
    Volume,
    /// Begun packages × package price.
    Package,
}

impl Derivation {
    /// Evaluates a price for a quantity (at least one), for one term or, with `years`, for a yearly price charged so often.
    /// `None` when the amount does not fit.
    #[must_use]
    pub fn of(model: &PriceModel, quantity: u32, years: Option<u32>) -> Option<Self> {
        let one = |method, quantity, unit_price| (method, vec![Step { quantity, unit_price }]);
        let (method, steps) = match model {
            PriceModel::Flat { amount } => one(Method::Flat, 1, *amount),
            PriceModel::PerUnit { unit } => one(Method::PerUnit, quantity, *unit),
            PriceModel::Graduated { tiers } => (Method::Graduated, graduated(tiers, quantity)),
            PriceModel::Volume { tiers } => one(Method::Volume, quantity, reached(tiers, quantity)?),
            PriceModel::Package { size, package } => one(Method::Package, quantity.div_ceil((*size).max(1)), *package),
        };
        let mut exact = Decimal::ZERO;
        for step in &steps {
            exact = exact.checked_add(step.unit_price.checked_mul(i64::from(step.quantity).into())?)?;
        }
        exact = exact.checked_mul(i64::from(years.unwrap_or(1)).into())?;
        let package_size = if let PriceModel::Package { size, .. } = model { Some(*size) } else { None };
        Some(Self { model: method, steps, years, package_size, exact })
    }

    /// The derivation of nothing: a free plan.
    #[must_use]
    pub fn free(seats: u32) -> Self {
        let steps = vec![Step { quantity: seats, unit_price: Decimal::ZERO }];
        Self { model: Method::Free, steps, years: None, package_size: None, exact: Decimal::ZERO }
    }

    /// The amount, rounded half away from zero to the minor unit: the only rounding of a line.
    ///
    /// # Errors
    /// [`MoneyError::TooLarge`] beyond [`MOST_MINOR_UNITS`].
    pub fn amount(&self, currency: Currency) -> Result<Money, MoneyError> {
        let money = Money::round_half_away_from_zero(self.exact, currency)?;
        if money.minor.abs() > MOST_MINOR_UNITS { Err(MoneyError::TooLarge) } else { Ok(money) }
    }

    /// What rounding added (or took, below zero) to make the amount: zero when the exact amount was payable.
    #[must_use]
    pub fn rounding(&self, amount: Money) -> Decimal {
        amount.to_decimal().checked_sub(self.exact).unwrap_or(Decimal::ZERO)
    }
}

/// The units that fall into each tier, tier by tier.
fn graduated(tiers: &[Tier], quantity: u32) -> Vec<Step> {
    let units = |tier: &Tier| {
        let last = tier.to.unwrap_or(quantity).min(quantity);
        (last >= tier.from).then(|| Step { quantity: (last - tier.from).saturating_add(1), unit_price: tier.unit })
    };
    tiers.iter().filter_map(units).collect()
}

/// The price of the tier that a quantity falls in.
fn reached(tiers: &[Tier], quantity: u32) -> Option<Decimal> {
    let holds = |tier: &&Tier| tier.from <= quantity && tier.to.is_none_or(|to| quantity <= to);
    tiers.iter().find(holds).map(|tier| tier.unit)
}

/// Why a plan has no price.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoPrice {
    /// It is sold by talking to sales.
    #[error("the plan is sold by talking to sales")]
    ContactSales,
    /// It has a price for each term and none was named.
    #[error("the plan is sold for a term")]
    TermMissing,
    /// It is not sold for this term in this currency; a free plan for none at all.
    #[error("the plan is not sold so")]
    NotSold,
    /// The amount does not fit.
    #[error("the amount is too large")]
    TooLarge,
}

/// The net price of so many seats of a plan for a whole term, before coupons and tax. What a page shows, what a quote
/// charges. Whether the plan takes so many seats is not asked here.
///
/// # Errors
/// Why there is none.
pub fn plan_price(plan: &Plan, currency: Currency, term: Option<Term>, seats: u32) -> Result<Derivation, NoPrice> {
    match (&plan.offer, term) {
        (Offer::ContactSales, _) => Err(NoPrice::ContactSales),
        (Offer::Free, None) => Ok(Derivation::free(seats)),
        (Offer::Free, Some(_)) => Err(NoPrice::NotSold),
        (Offer::Paid { .. }, None) => Err(NoPrice::TermMissing),
        (Offer::Paid { .. }, Some(term)) => {
            let price = plan.price(currency, term).ok_or(NoPrice::NotSold)?;
            Derivation::of(&price.model, seats, None).ok_or(NoPrice::TooLarge)
        }
    }
}

#[cfg(test)]
mod tests;

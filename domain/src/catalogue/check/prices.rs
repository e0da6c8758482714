//! Price models: amounts that can be paid, tiers that cover every unit once.

use super::super::{PriceModel, Tier};
use super::{CatalogueError, Checker};
use crate::decimal::Decimal;
use crate::money::{Currency, Money};

/// The largest price in minor units: a million of it, more than any plan takes seats, fit 64 bits. Whether a quote fits what
/// every reader of JSON understands is asked of its amounts.
const DEAREST_MINOR_UNITS: i64 = i64::MAX / 1_000_000;
/// The most decimals of a price: with the dearest price, the most units and the most years, 128 bits still hold it exactly.
const MOST_DECIMALS: u32 = 12;

/// The largest price in a currency, in major units.
#[must_use]
pub fn most_of(currency: Currency) -> Decimal {
    Money::new(DEAREST_MINOR_UNITS, currency).to_decimal()
}

/// Why an amount is no price, if it is none: a price is above zero and small enough to be multiplied.
#[must_use]
pub fn objection_to_price(amount: Decimal, currency: Currency) -> Option<CatalogueError> {
    if amount.is_zero() {
        return Some(CatalogueError::ZeroPrice);
    }
    objection_to_size(amount, currency)
}

/// The same for a price that may be zero, as that of a later tier.
fn objection_to_size(amount: Decimal, currency: Currency) -> Option<CatalogueError> {
    let most = most_of(currency);
    if amount.is_negative() {
        Some(CatalogueError::Negative { amount })
    } else if amount.scale() > MOST_DECIMALS {
        Some(CatalogueError::TooManyDecimals { amount, most: MOST_DECIMALS })
    } else if amount <= most {
        None
    } else {
        Some(CatalogueError::PriceTooLarge { amount, most })
    }
}

impl Checker<'_> {
    /// A price is in a currency that is sold in.
    pub(super) fn sold_in(&mut self, path: &str, currency: Currency) {
        if !self.catalogue.currencies.is_empty() && !self.catalogue.currencies.contains(&currency) {
            self.report(path, CatalogueError::CurrencyUnknown { currency });
        }
    }

    /// One price. With `unit_is_paid`, the price of one unit is paid as it stands (a pack), and has to be payable, too.
    pub(super) fn model(&mut self, path: &str, model: &PriceModel, currency: Currency, unit_is_paid: bool) {
        match model {
            PriceModel::Flat { amount } => self.amount(path, *amount, currency, true),
            PriceModel::PerUnit { unit } => self.amount(path, *unit, currency, unit_is_paid),
            PriceModel::Graduated { tiers } | PriceModel::Volume { tiers } => self.tiers(path, tiers, currency),
            PriceModel::Package { size, package } => {
                self.at_least_one(format!("{path}.size"), *size);
                self.amount(path, *package, currency, true);
            }
        }
    }

    fn amount(&mut self, path: &str, amount: Decimal, currency: Currency, payable: bool) {
        if let Some(error) = objection_to_price(amount, currency) {
            self.report(path, error);
        }
        if payable && amount.scale() > currency.exponent() {
            self.report(path, CatalogueError::TooFine { amount, currency });
        }
    }

    fn tiers(&mut self, path: &str, tiers: &[Tier], currency: Currency) {
        if tiers.is_empty() {
            self.report(path, CatalogueError::Empty);
        }
        let mut next = Some(1);
        for (index, tier) in tiers.iter().enumerate() {
            let place = format!("{path}.tiers[{index}]");
            let (from, last) = (tier.from, index + 1 == tiers.len());
            match next {
                Some(next) if from > next => {
                    self.report(place.as_str(), CatalogueError::TierGap { from: next, to: from - 1 });
                }
                Some(next) if from < next => self.report(place.as_str(), CatalogueError::TierOverlap { from }),
                _ => {}
            }
            match tier.to {
                Some(to) if to < from => self.report(place.as_str(), CatalogueError::TierReversed { from, to }),
                Some(to) if last => self.report(place.as_str(), CatalogueError::TiersEnd { to }),
                None if !last => self.report(place.as_str(), CatalogueError::TierEndless),
                _ => {}
            }
            if let Some(error) = objection_to_size(tier.unit, currency) {
                self.report(place.as_str(), error);
            }
            if index == 0 && tier.unit.is_zero() {
                self.report(place, CatalogueError::ZeroPrice);
            }
            // Past an endless or reversed tier nothing can be said about gaps.
            next = tier.to.filter(|&to| to >= from).and_then(|to| to.checked_add(1));
        }
    }
}

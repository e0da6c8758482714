//! Price models: amounts that can be paid, tiers that cover every unit once.

use super::super::{PriceModel, Tier};
use super::{CatalogueError, Checker};
use crate::decimal::Decimal;
use crate::money::Currency;

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
            PriceModel::Graduated { tiers } | PriceModel::Volume { tiers } => self.tiers(path, tiers),
            PriceModel::Package { size, package } => {
                self.at_least_one(format!("{path}.size"), *size);
                self.amount(path, *package, currency, true);
            }
        }
    }

    fn amount(&mut self, path: &str, amount: Decimal, currency: Currency, payable: bool) {
        if amount.is_negative() {
            self.report(path, CatalogueError::Negative { amount });
        }
        if amount.is_zero() {
            self.report(path, CatalogueError::ZeroPrice);
        }
        if payable && amount.scale() > currency.exponent() {
            self.report(path, CatalogueError::TooFine { amount, currency });
        }
    }

    fn tiers(&mut self, path: &str, tiers: &[Tier]) {
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
            if tier.unit.is_negative() {
                self.report(place.as_str(), CatalogueError::Negative { amount: tier.unit });
            }
            if index == 0 && tier.unit.is_zero() {
                self.report(place, CatalogueError::ZeroPrice);
            }
            // Past an endless or reversed tier nothing can be said about gaps.
            next = tier.to.filter(|&to| to >= from).and_then(|to| to.checked_add(1));
        }
    }
}

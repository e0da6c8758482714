//! Add-ons: what they are, how many, with which plans and at which prices.

use std::collections::BTreeSet;

use super::super::{AddOn, QuantityCap, Unit};
use super::{CatalogueError, Checker};

impl Checker<'_> {
    /// Every add-on, alone and beside the plans: a line of a quote is known by its item, so their ids differ.
    pub(super) fn addons(&mut self) {
        let mut ids: BTreeSet<&str> = self.catalogue.plans.iter().map(|plan| plan.id.as_str()).collect();
        for addon in &self.catalogue.addons {
            let path = format!("addon.{}", addon.id);
            self.id(&path, &addon.id, &mut ids);
            self.text(&format!("{path}.name"), &addon.name);
            self.text(&format!("{path}.summary"), &addon.summary);
            if let Unit::Pack { size, of } = &addon.unit {
                self.at_least_one(format!("{path}.unit.pack"), *size);
                self.text(&format!("{path}.unit.of"), of);
            }
            self.at_least_one(format!("{path}.quantity.min"), addon.min);
            if let QuantityCap::AtMost(max) = addon.max
                && addon.min > max
            {
                self.report(format!("{path}.quantity"), CatalogueError::MinAboveMax { min: addon.min, max });
            }
            self.known_plans(&format!("{path}.plans"), &addon.plans);
            let terms = &self.catalogue.terms;
            if addon.is_recurring() && !terms.is_empty() && terms.iter().all(|term| term.years().is_none()) {
                self.report(format!("{path}.charge"), CatalogueError::NeverSold);
            }
            self.addon_prices(&format!("{path}.price"), addon);
        }
    }

    fn addon_prices(&mut self, path: &str, addon: &AddOn) {
        let is_pack = matches!(addon.unit, Unit::Pack { .. });
        for (index, price) in addon.prices.iter().enumerate() {
            let place = format!("{path}.{}", price.currency);
            self.sold_in(&place, price.currency);
            if addon.prices[..index].iter().any(|other| other.currency == price.currency) {
                let value = price.currency.to_string();
                self.report(place.as_str(), CatalogueError::Repeated { value });
            }
            self.model(&place, &price.model, price.currency, is_pack);
        }
        for &currency in &self.catalogue.currencies {
            if addon.price(currency).is_none() {
                self.report(format!("{path}.{currency}"), CatalogueError::PriceMissing { currency });
            }
        }
    }
}

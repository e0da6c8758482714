//! Plans: ids, ranks, seats and the completeness of their prices.

use std::collections::BTreeSet;

use super::super::{Offer, Plan, Price};
use super::{CatalogueError, Checker};
use crate::term::Term;

impl Checker<'_> {
    /// Every plan, alone and beside the others.
    pub(super) fn plans(&mut self) {
        let mut ids = BTreeSet::new();
        let plans = &self.catalogue.plans;
        for (index, plan) in plans.iter().enumerate() {
            let path = format!("plan.{}", plan.id);
            self.id(&path, &plan.id, &mut ids);
            self.text(&format!("{path}.name"), &plan.name);
            self.text(&format!("{path}.summary"), &plan.summary);
            if let Some(other) = plans[..index].iter().find(|other| other.rank == plan.rank) {
                self.report(format!("{path}.rank"), CatalogueError::RankTaken { plan: other.id.clone() });
            }
            let popular = plans[..index].iter().find(|other| other.most_popular && plan.most_popular);
            if let Some(other) = popular {
                let error = CatalogueError::SecondMostPopular { plan: other.id.clone() };
                self.report(format!("{path}.most_popular"), error);
            }
            self.seats(&path, plan);
            if let Offer::Paid { prices } = &plan.offer {
                self.plan_prices(&format!("{path}.price"), prices);
            }
        }
    }

    fn seats(&mut self, path: &str, plan: &Plan) {
        let (min, max) = (plan.seats.min, plan.seats.max);
        self.at_least_one(format!("{path}.seats.min"), min);
        if min > max {
            self.report(format!("{path}.seats"), CatalogueError::MinAboveMax { min, max });
        }
        if let Some(days) = plan.trial_days {
            self.at_least_one(format!("{path}.trial_days"), days);
        }
    }

    fn plan_prices(&mut self, path: &str, prices: &[Price]) {
        if prices.is_empty() {
            self.report(path, CatalogueError::Empty);
        }
        for (index, price) in prices.iter().enumerate() {
            let place = format!("{path}.{}.{}", price.currency, price.term);
            self.sold_in(&place, price.currency);
            if !self.catalogue.terms.is_empty() && !self.catalogue.terms.contains(&price.term) {
                self.report(place.as_str(), CatalogueError::TermUnknown { term: price.term });
            }
            let same = |other: &Price| other.currency == price.currency && other.term == price.term;
            if prices[..index].iter().any(same) {
                let value = format!("{} {}", price.currency, price.term);
                self.report(place.as_str(), CatalogueError::Repeated { value });
            }
            self.model(&place, &price.model, price.currency, false);
        }
        let terms: BTreeSet<Term> = prices.iter().map(|price| price.term).collect();
        for term in terms {
            for &currency in &self.catalogue.currencies {
                if !prices.iter().any(|price| price.currency == currency && price.term == term) {
                    self.report(format!("{path}.{currency}.{term}"), CatalogueError::PriceMissing { currency });
                }
            }
        }
    }
}

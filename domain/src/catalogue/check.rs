//! The strict check of a catalogue: every fault with its place, not only the first.
//!
//! What [`check`] lets pass, the engine can price: ids are unique and writable everywhere, whatever is named exists, tiers
//! cover every unit once, every term a plan is sold for has a price in every currency, amounts to be paid as they stand can be
//! paid, and no price is so large that many of it cannot be added up.

mod addons;
mod coupons;
mod features;
mod plans;
mod prices;

use std::collections::BTreeSet;

pub use prices::{most_of, objection_to_price};

use super::fault::{CatalogueError, CatalogueFault};
use super::{Catalogue, LocalText};

/// Everything that is wrong with a catalogue; empty when it can be sold from.
#[must_use]
pub fn check(catalogue: &Catalogue) -> Vec<CatalogueFault> {
    let mut checker = Checker { catalogue, faults: Vec::new() };
    checker.frame();
    checker.plans();
    checker.addons();
    checker.features();
    checker.coupons();
    checker.faults
}

/// The faults found so far.
struct Checker<'a> {
    catalogue: &'a Catalogue,
    faults: Vec<CatalogueFault>,
}

impl Checker<'_> {
    fn report(&mut self, path: impl Into<String>, error: CatalogueError) {
        self.faults.push(CatalogueFault { path: path.into(), error });
    }

    fn frame(&mut self) {
        let catalogue = self.catalogue;
        if catalogue.version.trim().is_empty() {
            self.report("version", CatalogueError::Blank);
        }
        self.list("languages", catalogue.languages.iter().cloned());
        self.list("currencies", catalogue.currencies.iter().map(ToString::to_string));
        self.list("terms", catalogue.terms.iter().map(ToString::to_string));
        if catalogue.plans.is_empty() {
            self.report("plan", CatalogueError::Empty);
        }
    }

    /// A list with at least one entry, each once.
    fn list(&mut self, path: &str, values: impl Iterator<Item = String>) {
        let mut seen = BTreeSet::new();
        for (index, value) in values.enumerate() {
            if !seen.insert(value.clone()) {
                self.report(format!("{path}[{index}]"), CatalogueError::Repeated { value });
            }
        }
        if seen.is_empty() {
            self.report(path, CatalogueError::Empty);
        }
    }

    /// An id: lower-case letters, digits, hyphens and underscores, at most 40 of them, once.
    fn id<'i>(&mut self, path: &str, id: &'i str, seen: &mut BTreeSet<&'i str>) {
        let writable = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-' || b == b'_';
        if id.is_empty() || id.len() > 40 || !id.bytes().all(writable) {
            self.report(path, CatalogueError::IdMalformed { id: id.to_owned() });
        }
        if !seen.insert(id) {
            self.report(path, CatalogueError::Repeated { value: id.to_owned() });
        }
    }

    /// A number that has to be at least one.
    fn at_least_one(&mut self, path: String, number: u32) {
        if number == 0 {
            self.report(path, CatalogueError::Zero);
        }
    }

    /// Plans that are named somewhere exist, and are named once.
    fn known_plans(&mut self, path: &str, plans: &[String]) {
        for (index, plan) in plans.iter().enumerate() {
            let place = format!("{path}[{index}]");
            if self.catalogue.plan(plan).is_none() {
                self.report(place.as_str(), CatalogueError::PlanUnknown { plan: plan.clone() });
            }
            if plans[..index].contains(plan) {
                self.report(place, CatalogueError::Repeated { value: plan.clone() });
            }
        }
    }

    /// A text is not blank, and where it is translated, it is there in exactly the languages of the catalogue.
    fn text(&mut self, path: &str, text: &LocalText) {
        let languages = &self.catalogue.languages;
        for (language, words) in text.texts() {
            let place = if language.is_empty() { path.to_owned() } else { format!("{path}.{language}") };
            if words.trim().is_empty() {
                self.report(place.as_str(), CatalogueError::Blank);
            }
            if !language.is_empty() && !languages.is_empty() && !languages.iter().any(|known| known == language) {
                self.report(place, CatalogueError::LanguageUnknown { language: language.to_owned() });
            }
        }
        let LocalText::ByLanguage(texts) = text else { return };
        for language in languages.iter().filter(|&language| !texts.contains_key(language)) {
            self.report(path, CatalogueError::TranslationMissing { language: language.clone() });
        }
    }
}

#[cfg(test)]
mod tests;

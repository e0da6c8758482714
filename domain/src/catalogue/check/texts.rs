//! The feature matrix, and the languages of the catalogue's texts.

use std::collections::BTreeSet;

use super::super::{Catalogue, FeatureValue, LocalText, Unit};
use super::{CatalogueError, Checker};

/// Every language that any text of the catalogue has.
pub(super) fn languages(catalogue: &Catalogue) -> BTreeSet<&str> {
    texts(catalogue).flat_map(LocalText::texts).map(|(language, _)| language).filter(|l| !l.is_empty()).collect()
}

fn texts(catalogue: &Catalogue) -> impl Iterator<Item = &LocalText> {
    let plans = catalogue.plans.iter().flat_map(|plan| [&plan.name, &plan.summary]);
    let addons = catalogue.addons.iter().flat_map(|addon| {
        let of = if let Unit::Pack { of, .. } = &addon.unit { Some(of) } else { None };
        [&addon.name, &addon.summary].into_iter().chain(of)
    });
    let groups = catalogue.feature_groups.iter().map(|group| &group.name);
    let features = catalogue.feature_groups.iter().flat_map(|group| &group.features);
    let rows = features.flat_map(|feature| {
        let extents = feature.values.values().filter_map(|value| match value {
            FeatureValue::Extent(text) => Some(text),
            FeatureValue::Included(_) => None,
        });
        [&feature.name].into_iter().chain(&feature.tooltip).chain(extents)
    });
    plans.chain(addons).chain(groups).chain(rows)
}

impl Checker<'_> {
    /// The feature matrix: unique ids, texts, plans that exist, no empty group.
    pub(super) fn features(&mut self) {
        let (mut groups, mut features) = (BTreeSet::new(), BTreeSet::new());
        for group in &self.catalogue.feature_groups {
            let path = format!("group.{}", group.id);
            self.id(&path, &group.id, &mut groups);
            self.text(&format!("{path}.name"), &group.name);
            if group.features.is_empty() {
                self.report(path, CatalogueError::Empty);
            }
            for feature in &group.features {
                let path = format!("feature.{}", feature.id);
                self.id(&path, &feature.id, &mut features);
                self.text(&format!("{path}.name"), &feature.name);
                if let Some(tooltip) = &feature.tooltip {
                    self.text(&format!("{path}.tooltip"), tooltip);
                }
                for (plan, value) in &feature.values {
                    let place = format!("{path}.plans.{plan}");
                    if let FeatureValue::Extent(text) = value {
                        self.text(&place, text);
                    }
                    if self.catalogue.plan(plan).is_none() {
                        self.report(place, CatalogueError::PlanUnknown { plan: plan.clone() });
                    }
                }
            }
        }
    }
}

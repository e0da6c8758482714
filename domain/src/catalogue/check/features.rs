//! The feature matrix.

use std::collections::BTreeSet;

use super::super::FeatureValue;
use super::{CatalogueError, Checker};

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

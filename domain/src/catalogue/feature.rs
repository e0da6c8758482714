//! The feature matrix: groups of features, and what each plan offers of them.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::LocalText;

/// Features shown under one heading.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FeatureGroup {
    /// Stable id.
    pub id: String,
    /// The heading.
    pub name: LocalText,
    /// In the order of display.
    pub features: Vec<Feature>,
}

/// One row of the matrix.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Feature {
    /// Stable id; licences carry it.
    pub id: String,
    /// What the row says.
    pub name: LocalText,
    /// One or two sentences for whoever asks what that is.
    #[serde(default)]
    pub tooltip: Option<LocalText>,
    /// By plan id; a plan that is not named does not have the feature.
    pub values: BTreeMap<String, FeatureValue>,
}

/// How far a plan has a feature.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FeatureValue {
    /// It has it, or not.
    Included(bool),
    /// It has this much of it (“10 GiB”, “5 users”).
    Extent(LocalText),
}

/// What an unnamed plan has.
const ABSENT: FeatureValue = FeatureValue::Included(false);

impl Feature {
    /// How far a plan has this feature.
    #[must_use]
    pub fn value(&self, plan_id: &str) -> &FeatureValue {
        self.values.get(plan_id).unwrap_or(&ABSENT)
    }

    /// Whether these plans differ in this feature (“differences only”).
    #[must_use]
    pub fn differs(&self, plan_ids: &[&str]) -> bool {
        plan_ids.windows(2).any(|pair| self.value(pair[0]) != self.value(pair[1]))
    }
}

impl FeatureValue {
    /// Whether the plan has it at all.
    #[must_use]
    pub const fn is_included(&self) -> bool {
        !matches!(self, Self::Included(false))
    }
}

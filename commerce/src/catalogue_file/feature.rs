//! The feature matrix in a catalogue file: `[group.…]` tables for the headings, `[feature.…]` tables for the rows.

use domain::catalogue::{Feature, FeatureGroup, FeatureValue};

use super::plan::text;
use super::problem::Fault;
use super::sheet::{Field, Table};

/// The groups in the order of the file, each with its features in the order of the file. Features whose group is not there
/// come in a group of their own at the end, so that whatever else is wrong with them is found, too.
pub(super) fn matrix(groups: Vec<(&str, Table<'_>)>, features: Vec<(&str, Table<'_>)>) -> Vec<FeatureGroup> {
    let mut matrix: Vec<FeatureGroup> = groups.into_iter().map(|(id, table)| group(id, table)).collect();
    let mut lost = Vec::new();
    for (id, mut table) in features {
        let group = table.need("group");
        let name = group.as_ref().and_then(|field| field.text());
        let feature = feature(id, table);
        if let Some(known) = matrix.iter_mut().find(|group| Some(group.id.as_str()) == name) {
            known.features.push(feature);
            continue;
        }
        lost.push(feature);
        if let (Some(field), Some(name)) = (group, name) {
            field.fault(Fault::GroupUnknown { group: name.to_owned() });
        }
    }
    if !lost.is_empty() {
        matrix.push(FeatureGroup { id: free_id(&matrix), name: "?".into(), features: lost });
    }
    matrix
}

/// An id that no group has.
fn free_id(groups: &[FeatureGroup]) -> String {
    let mut id = "lost".to_owned();
    while groups.iter().any(|group| group.id == id) {
        id.push('-');
    }
    id
}

fn group(id: &str, mut table: Table<'_>) -> FeatureGroup {
    let group = FeatureGroup { id: id.to_owned(), name: text(&mut table, "name"), features: Vec::new() };
    table.close();
    group
}

fn feature(id: &str, mut table: Table<'_>) -> Feature {
    let plans = table.need("plans").and_then(|field| field.table()).map(|mut plans| plans.rest());
    // A value that cannot be read stands for a plan all the same: whether there is such a plan is another question.
    let value = |(plan, field): (&str, Field<'_>)| (plan.to_owned(), value(&field).unwrap_or(UNREAD));
    let feature = Feature {
        id: id.to_owned(),
        name: text(&mut table, "name"),
        tooltip: table.get("tooltip").and_then(|field| field.local_text()),
        values: plans.unwrap_or_default().into_iter().map(value).collect(),
    };
    table.close();
    feature
}

/// What stands in for a value that could not be read.
const UNREAD: FeatureValue = FeatureValue::Included(false);

/// True, false, or how much of it.
fn value(field: &Field<'_>) -> Option<FeatureValue> {
    if field.is_yes_no() {
        field.yes_no().map(FeatureValue::Included)
    } else {
        field.local_text().map(FeatureValue::Extent)
    }
}

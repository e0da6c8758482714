//! The feature matrix in a catalogue file: `[group.…]` tables for the headings, `[feature.…]` tables for the rows.

use domain::catalogue::{Feature, FeatureGroup, FeatureValue};

use super::plan::text;
use super::problem::Fault;
use super::sheet::{Field, Table};

/// The groups in the order of the file, each with its features in the order of the file.
pub(super) fn matrix(groups: Vec<(&str, Table<'_>)>, features: Vec<(&str, Table<'_>)>) -> Vec<FeatureGroup> {
    let mut matrix: Vec<FeatureGroup> = groups.into_iter().map(|(id, table)| group(id, table)).collect();
    for (id, mut table) in features {
        let group = table.need("group");
        let name = group.as_ref().and_then(|field| field.text());
        let feature = feature(id, table);
        let known = matrix.iter_mut().find(|group| Some(group.id.as_str()) == name);
        match (known, group, name) {
            (Some(known), ..) => known.features.push(feature),
            (None, Some(field), Some(name)) => field.fault(Fault::GroupUnknown { group: name.to_owned() }),
            _ => {}
        }
    }
    matrix
}

fn group(id: &str, mut table: Table<'_>) -> FeatureGroup {
    let group = FeatureGroup { id: id.to_owned(), name: text(&mut table, "name"), features: Vec::new() };
    table.close();
    group
}

fn feature(id: &str, mut table: Table<'_>) -> Feature {
    let plans = table.need("plans").and_then(|field| field.table()).map(|mut plans| plans.rest());
    let value = |(plan, field): (&str, Field<'_>)| Some((plan.to_owned(), value(&field)?));
    let feature = Feature {
        id: id.to_owned(),
        name: text(&mut table, "name"),
        tooltip: table.get("tooltip").and_then(|field| field.local_text()),
        values: plans.unwrap_or_default().into_iter().filter_map(value).collect(),
    };
    table.close();
    feature
}

/// True, false, or how much of it.
fn value(field: &Field<'_>) -> Option<FeatureValue> {
    if field.is_yes_no() {
        field.yes_no().map(FeatureValue::Included)
    } else {
        field.local_text().map(FeatureValue::Extent)
    }
}

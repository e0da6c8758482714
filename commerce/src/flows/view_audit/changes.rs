//! What changed between two states of a thing, fact by fact.

use std::collections::BTreeMap;

use domain::audit::Changed;
use serde_json::Value;

/// A way to pay: which kind it is, is told, and neither what a card says nor what the gateway calls it.
const METHOD: &str = "method";

/// Every fact that is not as it was, by its path.
pub(super) fn changes(before: Option<&str>, after: &str) -> Vec<Changed> {
    let (mut old, new) = (before.map(facts).unwrap_or_default(), facts(after));
    let mut changed = Vec::new();
    for (field, after) in new {
        let before = old.remove(&field);
        if before.as_ref() != Some(&after) {
            changed.push(Changed { field, before, after: Some(after) });
        }
    }
    changed.extend(old.into_iter().map(|(field, before)| Changed { field, before: Some(before), after: None }));
    changed.sort_by(|one, other| one.field.cmp(&other.field));
    changed
}

/// The leaves of a state, each with its path; but for what edits have replaced, which earlier events say.
fn facts(json: &str) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    if let Ok(mut value) = serde_json::from_str::<Value>(json) {
        if let Value::Object(fields) = &mut value {
            fields.remove("history");
        }
        collect(String::new(), &value, &mut found);
    }
    found
}

fn collect(path: String, value: &Value, found: &mut BTreeMap<String, String>) {
    let below = |name: &str| if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") };
    match value {
        Value::Null => {}
        Value::Object(fields) => fields.iter().for_each(|(name, value)| match (name == METHOD, value.get("kind")) {
            (false, _) => collect(below(name), value, found),
            (true, Some(kind)) => collect(below("method.kind"), kind, found),
            (true, None) => {}
        }),
        Value::Array(items) => {
            // Told by its id where it has one: what stands behind something that is taken out has not changed.
            items.iter().enumerate().for_each(|(place, value)| match value.get("id").and_then(Value::as_str) {
                Some(id) => collect(below(id), value, found),
                None => collect(below(&place.to_string()), value, found),
            });
        }
        Value::String(text) => {
            found.insert(path, text.clone());
        }
        Value::Bool(_) | Value::Number(_) => {
            found.insert(path, value.to_string());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(before: Option<&str>, after: &str) -> Vec<(String, Option<String>, Option<String>)> {
        changes(before, after).into_iter().map(|one| (one.field, one.before, one.after)).collect()
    }

    #[test]
    fn names_what_is_new_what_is_other_and_what_is_gone() {
        let text = |text: &str| Some(text.to_owned());
        let before = r#"{"name":"Acme","address":{"city":"Berlin","line2":"2nd floor"},"seats":5}"#;
        let after = r#"{"name":"Acme","address":{"city":"Hamburg"},"seats":5,"vat_id":"DE1"}"#;
        let expected = [
            ("address.city".to_owned(), text("Berlin"), text("Hamburg")),
            ("address.line2".to_owned(), text("2nd floor"), None),
            ("vat_id".to_owned(), None, text("DE1")),
        ];
        assert_eq!(named(Some(before), after), expected);
        assert!(named(Some(before), before).is_empty());
    }

    #[test]
    fn what_stands_behind_something_that_is_taken_out_has_not_changed() {
        let place = |id: &str, city: &str| serde_json::json!({ "id": id, "city": city });
        let places = |all: &[Value]| serde_json::json!({ "places": all }).to_string();
        let (paris, lyon) = (place("plc_1", "Paris"), place("plc_2", "Lyon"));
        let removed = named(Some(&places(&[paris, lyon.clone()])), &places(&[lyon]));
        let told: Vec<_> = removed.iter().map(|(field, _, after)| (field.as_str(), after.as_deref())).collect();
        assert_eq!(told, [("places.plc_1.city", None), ("places.plc_1.id", None)]);
    }

    #[test]
    fn of_a_way_to_pay_the_kind_is_told_alone() {
        let card = r#"{"kind":"card","reference":"pm_1","brand":"visa","last4":"4242","expiry_month":12}"#;
        let chosen = named(Some("{}"), &format!(r#"{{"method":{card},"state":{{"order":{{"method":"pm_1"}}}}}}"#));
        assert_eq!(chosen, [("method.kind".to_owned(), None, Some("card".to_owned()))]);
    }

    #[test]
    fn everything_is_new_at_first_and_nothing_is_left_out() {
        assert_eq!(named(None, r#"{"members":[{"role":"owner"}],"none":null}"#).len(), 1);
        let many: Vec<_> = (0..100).collect();
        assert_eq!(changes(None, &serde_json::json!(many).to_string()).len(), 100);
        let note = |end: &str| serde_json::json!({ "note": format!("{}{end}", "x".repeat(1_000)) }).to_string();
        assert_eq!(changes(Some(&note("a")), &note("b"))[0].after.as_ref().unwrap().len(), 1_001);
    }
}

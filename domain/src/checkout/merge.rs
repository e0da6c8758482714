//! Two edits of one checkout at once: the newer wins, the older is told.
//!
//! An edit names the version that its page had shown. Of the fields that it really changes against that version the
//! edit wins; fields that others have changed since and that it leaves as they were shown keep the others' values.
//! Both are reported. Fields are compared one by one, so a stale page never wipes what was typed in another tab; a plan and
//! its term are one choice, because neither can be sold with the other's of somebody else.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::data::Content;

/// How many earlier field values are kept; an edit based on something older is compared with the oldest known.
const KEPT: usize = 200;

/// A field that was given another value, as the other page has to be told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldChange {
    /// The field, like `details/address/city`; names that are typed are escaped as in a JSON pointer (RFC 6901).
    pub field: String,
    /// What it was; `None` if it was empty.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub was: Option<Value>,
    /// What it is now; `None` if it is empty.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub now: Option<Value>,
}

/// What a field was before a version.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Superseded {
    version: u32,
    field: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    was: Option<Value>,
}

/// The values that edits have replaced, oldest first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct History(Vec<Superseded>);

/// What an edit did to the content, and to what others had written since the version it was based on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Merged {
    pub content: Content,
    pub overwrote: Vec<FieldChange>,
    pub newer: Vec<FieldChange>,
}

/// Fields that are one choice: an edit that changes one of them brings all of them.
const ONE_CHOICE: [&str; 2] = ["selection/plan", "selection/term"];

type Fields = BTreeMap<String, Value>;

fn flatten(prefix: &str, value: Value, fields: &mut Fields) {
    match value {
        Value::Object(map) => {
            for (key, value) in map {
                let key = key.replace('~', "~0").replace('/', "~1");
                let path = if prefix.is_empty() { key } else { format!("{prefix}/{key}") };
                flatten(&path, value, fields);
            }
        }
        Value::Null => {}
        leaf => {
            fields.insert(prefix.to_owned(), leaf);
        }
    }
}

fn fields(content: &Content) -> Fields {
    let mut flat = Fields::new();
    let value = serde_json::to_value(content).expect("content is made of text, numbers and maps with text keys");
    flatten("", value, &mut flat);
    flat
}

/// The content with these fields. Every leaf comes from some valid content, and no field's type depends on another.
fn content(flat: &Fields) -> Content {
    let mut root = Map::new();
    for required in ["selection", "details"] {
        root.insert(required.to_owned(), Value::Object(Map::new()));
    }
    for (path, leaf) in flat {
        let mut place = &mut root;
        let mut keys = path.split('/').peekable();
        while let Some(key) = keys.next() {
            let key = key.replace("~1", "/").replace("~0", "~");
            if keys.peek().is_none() {
                place.insert(key, leaf.clone());
                break;
            }
            let branch = place.entry(key).or_insert_with(|| Value::Object(Map::new()));
            let Value::Object(map) = branch else { break };
            place = map;
        }
    }
    serde_json::from_value(Value::Object(root)).expect("fields of valid content make valid content")
}

/// What differs between two contents, field by field.
#[must_use]
pub fn changes(before: &Content, now: &Content) -> Vec<FieldChange> {
    let (before, now) = (fields(before), fields(now));
    differing(&before, &now).map(|field| change(field, before.get(field), now.get(field))).collect()
}

fn change(field: &str, was: Option<&Value>, now: Option<&Value>) -> FieldChange {
    FieldChange { field: field.to_owned(), was: was.cloned(), now: now.cloned() }
}

impl History {
    /// The fields as they were at `version`, given those of now.
    fn at(&self, version: u32, now: &Fields) -> Fields {
        let mut then = now.clone();
        for superseded in self.0.iter().rev().take_while(|s| s.version > version) {
            match &superseded.was {
                Some(value) => then.insert(superseded.field.clone(), value.clone()),
                None => then.remove(&superseded.field),
            };
        }
        then
    }

    /// The content as it was at `version`, given that of now.
    pub(super) fn content_at(&self, version: u32, now: &Content) -> Content {
        content(&self.at(version, &fields(now)))
    }

    /// What differs between `version` and now.
    pub(super) fn since(&self, version: u32, now: &Content) -> Vec<FieldChange> {
        changes(&self.content_at(version, now), now)
    }

    /// Lays an edit based on `based_on` over the `current` content, and remembers under `version` what it replaced.
    pub(super) fn merge(&mut self, based_on: u32, version: u32, current: &Content, edited: &Content) -> Merged {
        let (now, mine) = (fields(current), fields(edited));
        let shown = self.at(based_on, &now);
        let mut result = now.clone();
        let (mut overwrote, mut newer) = (Vec::new(), Vec::new());
        let chose = ONE_CHOICE.iter().any(|&field| mine.get(field) != shown.get(field));
        let touched: BTreeSet<&String> = differing(&shown, &mine).chain(differing(&shown, &now)).collect();
        for field in touched {
            let (then, theirs, ours) = (shown.get(field), now.get(field), mine.get(field));
            if ours == theirs {
                continue;
            }
            if ours == then && !(chose && ONE_CHOICE.contains(&field.as_str())) {
                newer.push(change(field, then, theirs));
                continue;
            }
            if theirs != then {
                overwrote.push(change(field, theirs, ours));
            }
            self.0.push(Superseded { version, field: field.clone(), was: theirs.cloned() });
            match ours {
                Some(value) => result.insert(field.clone(), value.clone()),
                None => result.remove(field),
            };
        }
        let surplus = self.0.len().saturating_sub(KEPT);
        self.0.drain(..surplus);
        Merged { content: content(&result), overwrote, newer }
    }
}

/// The fields that are not the same in both.
fn differing<'a>(a: &'a Fields, b: &'a Fields) -> impl Iterator<Item = &'a String> {
    let in_a = a.iter().filter(|(field, value)| b.get(*field) != Some(*value));
    let only_in_b = b.iter().filter(|(field, _)| !a.contains_key(*field));
    in_a.chain(only_in_b).map(|(field, _)| field)
}

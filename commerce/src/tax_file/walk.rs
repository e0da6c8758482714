//! Walks a TOML document and notes every fault with its line and column instead of stopping at the first.

use std::str::FromStr;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::{TaxFileError, TaxFileFault};

/// A value of the document with the keys that lead to it, like `jurisdiction[3].rate[0]`.
#[derive(Clone)]
pub(super) struct Node<'d> {
    pub value: &'d Spanned<DeValue<'d>>,
    pub path: String,
}

/// The document's text and the faults found so far.
pub(super) struct Walk<'t> {
    text: &'t str,
    pub faults: Vec<TaxFileFault>,
}

impl<'t> Walk<'t> {
    pub fn new(text: &'t str) -> Self {
        Self { text, faults: Vec::new() }
    }

    /// Notes a fault that begins at this byte.
    pub fn fault_at(&mut self, start: usize, path: &str, error: TaxFileError) {
        let before = self.text.get(..start).unwrap_or(self.text);
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
        self.faults.push(TaxFileFault { line, column, path: path.to_owned(), error });
    }

    /// Notes a fault of this value.
    pub fn fault(&mut self, node: &Node<'_>, error: TaxFileError) {
        self.fault_at(node.value.span().start, &node.path, error);
    }

    /// The value as a table with no other keys than `known`.
    pub fn table<'d>(&mut self, node: &Node<'d>, known: &[&str]) -> Option<&'d DeTable<'d>> {
        let Some(table) = node.value.get_ref().as_table() else {
            self.wrong_type(node, "a table");
            return None;
        };
        for key in table.keys().filter(|key| !known.contains(&key.get_ref().as_ref())) {
            let error = TaxFileError::UnknownKey { known: known.join(", ") };
            self.fault_at(key.span().start, &joined(&node.path, key.get_ref()), error);
        }
        Some(table)
    }

    /// What stands under `key`.
    pub fn optional<'d>(&self, node: &Node<'d>, key: &str) -> Option<Node<'d>> {
        let value = node.value.get_ref().as_table()?.get(key)?;
        Some(Node { value, path: joined(&node.path, key) })
    }

    /// What stands under `key`, which must be there.
    pub fn required<'d>(&mut self, node: &Node<'d>, key: &'static str) -> Option<Node<'d>> {
        let found = self.optional(node, key);
        if found.is_none() {
            self.fault(node, TaxFileError::Missing { key });
        }
        found
    }

    /// The entries of a list.
    pub fn list<'d>(&mut self, node: &Node<'d>) -> Vec<Node<'d>> {
        let Some(list) = node.value.get_ref().as_array() else {
            self.wrong_type(node, "a list");
            return Vec::new();
        };
        let entry = |(index, value)| Node { value, path: format!("{}[{index}]", node.path) };
        list.iter().enumerate().map(entry).collect()
    }

    /// A text that says something.
    pub fn text<'d>(&mut self, node: &Node<'d>) -> Option<&'d str> {
        let Some(text) = node.value.get_ref().as_str() else {
            self.wrong_type(node, "a text in quotes");
            return None;
        };
        if text.trim().is_empty() {
            self.fault(node, TaxFileError::Blank);
            return None;
        }
        Some(text)
    }

    /// A text that reads as a `T`; otherwise the fault `otherwise`.
    pub fn parsed<T: FromStr>(&mut self, node: &Node<'_>, otherwise: TaxFileError) -> Option<T> {
        let parsed = self.text(node)?.parse().ok();
        if parsed.is_none() {
            self.fault(node, otherwise);
        }
        parsed
    }

    fn wrong_type(&mut self, node: &Node<'_>, wanted: &'static str) {
        let found = node.value.get_ref().type_str();
        self.fault(node, TaxFileError::WrongType { wanted, found });
    }
}

fn joined(path: &str, key: &str) -> String {
    if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") }
}

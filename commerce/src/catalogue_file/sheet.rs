//! A TOML document with the place of every key, read field by field; what is not read in the end is reported.

mod field;

use std::cell::RefCell;
use std::collections::BTreeMap;

use domain::catalogue::{CatalogueError, CatalogueFault};
use toml::Spanned;
use toml::de::{DeTable, DeValue, Error};

use super::problem::{Expected, Fault, Problem};
pub(super) use field::Field;

/// A parsed document, and what is no TOML in it.
pub(super) struct Document<'t> {
    tree: Spanned<DeTable<'t>>,
    errors: Vec<Error>,
}

/// Parses as much as can be parsed.
pub(super) fn parse(text: &str) -> Document<'_> {
    let (tree, errors) = DeTable::parse_recoverable(text);
    Document { tree, errors }
}

/// A document, the places of its keys, and the problems found so far.
pub(super) struct Sheet<'t> {
    text: &'t str,
    document: &'t Document<'t>,
    /// Where each path begins, in bytes.
    places: BTreeMap<String, usize>,
    problems: RefCell<Vec<Problem>>,
}

/// A table whose fields are taken one by one.
pub(super) struct Table<'s> {
    sheet: &'s Sheet<'s>,
    pub(super) path: String,
    /// What has not been taken, in the order of the file.
    entries: Vec<(&'s str, &'s DeValue<'s>)>,
}

impl<'t> Sheet<'t> {
    /// The sheet of a document; what is no TOML is reported already.
    pub(super) fn new(text: &'t str, document: &'t Document<'t>) -> Self {
        let mut places = BTreeMap::new();
        index(document.tree.get_ref(), "", &mut places);
        let sheet = Self { text, document, places, problems: RefCell::default() };
        for error in &document.errors {
            let start = error.span().map_or(0, |span| span.start);
            sheet.push(start, String::new(), Fault::Syntax { detail: error.message().replace('\n', " ") });
        }
        sheet
    }

    /// The whole document as a table.
    pub(super) fn root(&'t self) -> Table<'t> {
        Table::new(self, String::new(), self.document.tree.get_ref())
    }

    /// Reports a problem at a path, or at the nearest path around it that is in the file; the same one only once.
    pub(super) fn report(&self, path: &str, fault: Fault) {
        let known = self.problems.borrow().iter().any(|problem| problem.path == path && problem.fault == fault);
        if !known {
            self.push(self.place(path), path.to_owned(), fault);
        }
    }

    /// Reports a fault of the catalogue, unless the same place has a problem already of which it would be a consequence. What
    /// is wrong with a key is no consequence of its value.
    pub(super) fn report_fault(&self, CatalogueFault { path, error }: CatalogueFault) {
        let path = self.source_of(path);
        let inside =
            |outer: &str| path.strip_prefix(outer).is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']));
        let known = self.problems.borrow().iter().any(|problem| match &problem.fault {
            Fault::Rule(_) | Fault::Syntax { .. } => false,
            _ => !problem.path.is_empty() && inside(&problem.path),
        });
        if !known || is_about_its_key(&error) {
            self.report(&path, Fault::Rule(error));
        }
    }

    /// Where a fault of a price comes from: its own list of tiers, or the tiers or the package size that every price of the
    /// plan or add-on shares and that are written once.
    fn source_of(&self, path: String) -> String {
        let Some((owner, price)) = path.split_once(".price.") else { return path };
        let sources = match price.split_once(".tiers") {
            Some((cell, tier)) => vec![format!("{owner}.price.{cell}{tier}"), format!("{owner}.tiers{tier}")],
            None if price.ends_with(".size") => vec![format!("{owner}.package")],
            None => Vec::new(),
        };
        sources.into_iter().find(|source| self.places.contains_key(source)).unwrap_or(path)
    }

    fn place(&self, path: &str) -> usize {
        let mut known = path;
        loop {
            if let Some(&start) = self.places.get(known) {
                return start;
            }
            match known.rfind(['.', '[']) {
                Some(end) => known = &known[..end],
                None => return 0,
            }
        }
    }

    fn push(&self, start: usize, path: String, fault: Fault) {
        let before = self.text.get(..start).unwrap_or(self.text);
        let line_start = before.rfind('\n').map_or(0, |end| end + 1);
        let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        let line = count(before.matches('\n').count() + 1);
        let column = count(before[line_start..].chars().count() + 1);
        self.problems.borrow_mut().push(Problem { line, column, path, fault });
    }

    /// The problems, in the order of the lines.
    pub(super) fn into_problems(self) -> Vec<Problem> {
        let mut problems = self.problems.into_inner();
        problems.sort_by_key(|problem| (problem.line, problem.column));
        problems
    }
}

/// Whether a fault says that a key names nothing, whatever the value beside it is.
const fn is_about_its_key(error: &CatalogueError) -> bool {
    matches!(
        error,
        CatalogueError::PlanUnknown { .. }
            | CatalogueError::CurrencyUnknown { .. }
            | CatalogueError::TermUnknown { .. }
            | CatalogueError::LanguageUnknown { .. }
            | CatalogueError::IdMalformed { .. }
    )
}

fn index(table: &DeTable<'_>, path: &str, places: &mut BTreeMap<String, usize>) {
    for (key, value) in table {
        let path = join(path, key.get_ref());
        index_value(value, &path, places);
        places.insert(path, key.span().start);
    }
}

fn index_value(value: &Spanned<DeValue<'_>>, path: &str, places: &mut BTreeMap<String, usize>) {
    match value.get_ref() {
        DeValue::Table(table) => index(table, path, places),
        DeValue::Array(items) => {
            for (number, item) in items.iter().enumerate() {
                let path = format!("{path}[{number}]");
                index_value(item, &path, places);
                places.insert(path, item.span().start);
            }
        }
        _ => {}
    }
}

fn join(path: &str, key: &str) -> String {
    if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") }
}

impl<'s> Table<'s> {
    fn new(sheet: &'s Sheet<'s>, path: String, table: &'s DeTable<'s>) -> Self {
        let mut spanned: Vec<_> = table.iter().collect();
        spanned.sort_by_key(|(key, _)| key.span().start);
        let entries = spanned.into_iter().map(|(key, value)| (key.get_ref().as_ref(), value.get_ref())).collect();
        Self { sheet, path, entries }
    }

    /// The field, where it is there.
    pub(super) fn get(&mut self, key: &str) -> Option<Field<'s>> {
        let index = self.entries.iter().position(|(name, _)| *name == key)?;
        let (key, value) = self.entries.remove(index);
        Some(Field { sheet: self.sheet, path: join(&self.path, key), value })
    }

    /// The field, which has to be there.
    pub(super) fn need(&mut self, key: &str) -> Option<Field<'s>> {
        let field = self.get(key);
        if field.is_none() {
            self.report(key, Fault::Missing { key: key.to_owned() });
        }
        field
    }

    /// Every field that has not been taken yet, in the order of the file.
    pub(super) fn rest(&mut self) -> Vec<(&'s str, Field<'s>)> {
        let keys: Vec<&'s str> = self.entries.iter().map(|(key, _)| *key).collect();
        keys.into_iter().filter_map(|key| Some((key, self.get(key)?))).collect()
    }

    /// The named tables in a table of tables; none when it is not there.
    pub(super) fn tables(&mut self, key: &str) -> Vec<(&'s str, Table<'s>)> {
        let fields = self.get(key).and_then(|field| field.table()).map(|mut table| table.rest()).unwrap_or_default();
        fields.into_iter().filter_map(|(name, field)| Some((name, field.table()?))).collect()
    }

    /// Reports a problem at a key of this table.
    pub(super) fn report(&self, key: &str, fault: Fault) {
        self.sheet.report(&join(&self.path, key), fault);
    }

    /// Reports everything that was not taken.
    pub(super) fn close(self) {
        for (key, _) in &self.entries {
            self.report(key, Fault::Unknown { key: (*key).to_owned() });
        }
    }
}

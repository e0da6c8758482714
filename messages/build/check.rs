//! Compares the locales: same keys, same parameters, the plural categories of each language, texts that can be read.

use std::collections::{BTreeMap, BTreeSet};

use crate::pattern::{self, Piece, Selector};
use crate::plural;
use crate::source::{Locale, Problem, REFERENCE, Sources, Text};

/// A message that every locale has, with the same parameters in each.
#[derive(Debug)]
pub struct Message {
    /// The area it belongs to.
    pub area: String,
    /// Its key in the area.
    pub key: String,
    /// In the order in which English names them: the order of the method's arguments.
    pub params: Vec<Param>,
}

/// A parameter of a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Param {
    /// In snake case.
    pub name: String,
    /// Whether some locale chooses a plural's branch by it: then it is a whole number.
    pub counted: bool,
}

/// More arguments than this are a sign of two messages in one.
const MOST_PARAMS: usize = 7;

/// Words that cannot name an argument of a method.
const RESERVED: &[&str] = &[
    "as", "break", "const", "continue", "crate", "do", "else", "enum", "false", "final", "fn", "for", "if", "impl",
    "in", "let", "loop", "match", "mod", "move", "mut", "priv", "pub", "ref", "return", "self", "static", "struct",
    "super", "trait", "true", "try", "type", "use", "where", "while", "yield", "async", "await", "dyn",
];

/// The messages of the reference locale, in the order of their numbers, and every way in which the locales disagree.
pub fn check(sources: &Sources, problems: &mut Vec<Problem>) -> Vec<Message> {
    let Some(reference) = sources.locales.get(REFERENCE) else { return Vec::new() };
    let mut messages = Vec::new();
    let mut methods = BTreeSet::new();
    for area in sources.areas.all() {
        for (key, text) in reference.get(area).into_iter().flatten() {
            if !snake_case(key) {
                report(text, format!("“{key}” is no key: write it in snake_case"), problems);
            }
            if !methods.insert(format!("{area}_{key}")) {
                report(text, format!("another area already has the method “{area}_{key}”"), problems);
            }
            let params = params_everywhere(sources, area, key, text, problems);
            messages.push(Message { area: area.clone(), key: key.clone(), params });
        }
        for locale in sources.locales.values() {
            for (key, text) in surplus(reference, locale, area) {
                report(text, format!("“{key}” is not in {REFERENCE}/{area}.toml"), problems);
            }
        }
    }
    messages
}

/// The keys of `area` that `locale` has and the reference has not.
fn surplus<'a>(
    reference: &'a Locale,
    locale: &'a Locale,
    area: &'a str,
) -> impl Iterator<Item = (&'a String, &'a Text)> {
    let known = reference.get(area);
    locale.get(area).into_iter().flatten().filter(move |(key, _)| !known.is_some_and(|keys| keys.contains_key(*key)))
}

/// The parameters of a message, after comparing every locale with the reference.
fn params_everywhere(
    sources: &Sources,
    area: &str,
    key: &str,
    reference: &Text,
    problems: &mut Vec<Problem>,
) -> Vec<Param> {
    let Some(mut params) = params_of(REFERENCE, reference, problems) else { return Vec::new() };
    if params.len() > MOST_PARAMS {
        report(reference, format!("“{key}” has more than {MOST_PARAMS} parameters"), problems);
    }
    for (code, locale) in sources.locales.iter().filter(|(code, _)| *code != REFERENCE) {
        let Some(text) = locale.get(area).and_then(|texts| texts.get(key)) else {
            report(reference, format!("“{key}” is missing in {code}/{area}.toml"), problems);
            continue;
        };
        let Some(theirs) = params_of(code, text, problems) else { continue };
        compare(&params, &theirs, key, text, problems);
        for param in &mut params {
            param.counted |= theirs.iter().any(|their| their.name == param.name && their.counted);
        }
    }
    params
}

fn compare(ours: &[Param], theirs: &[Param], key: &str, text: &Text, problems: &mut Vec<Problem>) {
    let lacks = |all: &[Param], param: &Param| !all.iter().any(|other| other.name == param.name);
    for param in ours.iter().filter(|param| lacks(theirs, param)) {
        report(text, format!("“{key}” lacks the parameter {{{}}}, which {REFERENCE} has", param.name), problems);
    }
    for param in theirs.iter().filter(|param| lacks(ours, param)) {
        report(text, format!("“{key}” has the parameter {{{}}}, which {REFERENCE} has not", param.name), problems);
    }
}

/// The parameters that a text names, in its order, after checking the text itself; `None` when it cannot be read.
fn params_of(code: &str, text: &Text, problems: &mut Vec<Problem>) -> Option<Vec<Param>> {
    if text.text.trim() != text.text || text.text.is_empty() {
        report(text, "the text is empty, or begins or ends with a blank".to_owned(), problems);
    }
    if text.text.chars().any(|c| c.is_control() && c != '\n') {
        report(text, "the text has a control character".to_owned(), problems);
    }
    match pattern::parse(&text.text) {
        Ok(pieces) => {
            let mut params = BTreeMap::new();
            let mut faults = Vec::new();
            walk(code, &pieces, &mut params, &mut faults);
            for fault in faults {
                report(text, fault, problems);
            }
            let mut ordered: Vec<(usize, Param)> = params.into_values().collect();
            ordered.sort_by_key(|(at, _)| *at);
            Some(ordered.into_iter().map(|(_, param)| param).collect())
        }
        Err(error) => {
            report(text, error.to_string(), problems);
            None
        }
    }
}

type Found = BTreeMap<String, (usize, Param)>;

fn walk(code: &str, pieces: &[Piece<'_>], found: &mut Found, faults: &mut Vec<String>) {
    for piece in pieces {
        match piece {
            Piece::Text(_) | Piece::Count => {}
            Piece::Param(name) => note(name, false, found, faults),
            Piece::Plural { param, branches } => {
                note(param, true, found, faults);
                check_branches(code, branches, faults);
                for (_, branch) in branches {
                    walk(code, branch, found, faults);
                }
            }
        }
    }
}

fn note(name: &str, counted: bool, found: &mut Found, faults: &mut Vec<String>) {
    if !snake_case(name) || RESERVED.contains(&name) {
        faults.push(format!("{{{name}}} cannot name a parameter"));
    }
    let next = found.len();
    let (_, param) =
        found.entry(name.to_owned()).or_insert_with(|| (next, Param { name: name.to_owned(), counted: false }));
    param.counted |= counted;
}

fn check_branches(code: &str, branches: &[(Selector, Vec<Piece<'_>>)], faults: &mut Vec<String>) {
    let Some(rule) = plural::rule(code) else {
        faults.push(format!("nobody has told src/plural.rs how “{code}” counts"));
        return;
    };
    for (at, (selector, _)) in branches.iter().enumerate() {
        if branches.iter().take(at).any(|(earlier, _)| earlier == selector) {
            faults.push(format!("two branches are for {selector:?}"));
        }
        if let Selector::Category(category) = selector
            && !rule.categories.contains(category)
        {
            faults.push(format!("“{code}” has no plural category {category:?}"));
        }
    }
    for category in rule.categories {
        if !branches.iter().any(|(selector, _)| *selector == Selector::Category(*category)) {
            faults.push(format!("the plural lacks the branch {category:?}, which “{code}” has"));
        }
    }
}

fn snake_case(name: &str) -> bool {
    let clean = name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_');
    clean && name.starts_with(|c: char| c.is_ascii_lowercase()) && !name.ends_with('_')
}

fn report(text: &Text, what: String, problems: &mut Vec<Problem>) {
    problems.push(Problem { place: text.place.clone(), what });
}

//! Every code with which the domain or a flow says no has words, and its sentence names no fact that the code lacks.
//!
//! The codes are read from the sources, because a refusal is made where its facts are known: `Refusal::new("code")`
//! anywhere, every call that starts with a code inside an `impl From<…> for Refusal`, and the arms of a `fn code(self)`
//! that a refusal is made with.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use domain::refusal::Refusal;
use messages::{Key, Locale, Words};

/// Codes of the form `{field}_malformed`, which the reader of quote requests makes from the field's name.
const MALFORMED: [&str; 9] = ["plan", "seats", "term", "currency", "country", "business", "coupon", "addon", "as_of"];

/// Where refusals are made.
const SOURCES: [&str; 2] = ["../domain/src", "../commerce/src"];

#[test]
fn every_code_has_words_that_need_no_more_than_its_facts() {
    let codes = codes_in_sources();
    assert!(codes.len() > 100, "the sources were not read: {codes:?}");
    let mut missing = Vec::new();
    for (code, given) in &codes {
        match Words::facts_of("refusal", code) {
            None => missing.push(format!("{code}: write a sentence into words/*/refusal.toml")),
            Some(needed) => {
                let lacking = needed.iter().filter(|fact| !given.contains(**fact));
                missing.extend(lacking.map(|fact| format!("{code}: its sentence names {{{fact}}}, which it lacks")));
            }
        }
    }
    assert!(missing.is_empty(), "{missing:#?}");
}

#[test]
fn no_two_refusals_read_alike_by_mistake() {
    for locale in Locale::SHIPPED {
        let words = Words::new(locale);
        let mut said = BTreeMap::new();
        for key in Key::all().filter(|key| key.name().0 == "refusal") {
            if let Some(other) = said.insert(words.plain(key), key.name().1) {
                panic!("{} and {other} say the same: {}", key.name().1, words.plain(key));
            }
        }
    }
}

#[test]
fn ids_can_be_given_the_names_that_people_know() {
    let words = Words::new(Locale::De);
    let refusal = Refusal::new("too_few_seats").on("seats").with("plan", "premium").with("min", 2_u32);
    let named =
        words.refusal_naming(&refusal, |fact, id| (fact == "plan" && id == "premium").then(|| "Premium".to_owned()));
    assert_eq!(named, "Premium braucht mindestens 2 Plätze.");
    assert_eq!(words.refusal(&refusal), "premium braucht mindestens 2 Plätze.");
}

/// Codes with the names of all facts that are given in the files that make them.
fn codes_in_sources() -> BTreeMap<String, BTreeSet<String>> {
    let mut codes: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for file in SOURCES.iter().flat_map(|folder| rust_files(Path::new(folder))) {
        let content = fs::read_to_string(&file).expect("a source file");
        let code_of_product = content.split("#[cfg(test)]").next().unwrap_or_default();
        let facts: BTreeSet<String> = literals_after(code_of_product, ".with(").map(str::to_owned).collect();
        let anywhere = literals_after(code_of_product, "Refusal::new(");
        let conversions = conversions(code_of_product).into_iter().flat_map(first_arguments);
        let arms = arms_of_code(code_of_product);
        for code in anywhere.chain(conversions).chain(arms) {
            codes.entry(code.to_owned()).or_default().extend(facts.iter().cloned());
        }
    }
    codes.extend(MALFORMED.map(|field| (format!("{field}_malformed"), BTreeSet::new())));
    codes
}

/// The source files below a folder, without those of tests.
fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).into_iter().flatten().filter_map(Result::ok) {
        let path = entry.path();
        let of_tests = path.file_stem().is_some_and(|stem| stem == "tests" || stem == "testing");
        if of_tests {
            continue;
        }
        if path.is_dir() {
            files.extend(rust_files(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
    files
}

/// The bodies of `impl From<…> for Refusal`.
fn conversions(source: &str) -> Vec<&str> {
    let bodies = source.split("for Refusal {").skip(1);
    bodies.map(|body| body.split("\n}").next().unwrap_or_default()).collect()
}

/// Codes that are the first argument of a plain call, as in `Self::new("code")` or `about("code", …)`.
fn first_arguments(body: &str) -> impl Iterator<Item = &str> {
    let calls = body.match_indices("(\"").filter_map(|(at, _)| {
        let before = &body[..at];
        let name = before.rsplit(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or_default();
        let method = before.strip_suffix(name).is_some_and(|rest| rest.ends_with('.'));
        (!method && !name.is_empty()).then(|| literal(&body[at + 1..])).flatten()
    });
    calls.filter(|text| text.bytes().all(|b| b.is_ascii_lowercase() || b == b'_'))
}

/// The codes that a `fn code(self)` gives, in a file that makes refusals with it.
fn arms_of_code(source: &str) -> impl Iterator<Item = &str> {
    let body = source.contains("Refusal::new(self.code())").then(|| source.split("fn code(self)").nth(1)).flatten();
    let body = body.and_then(|body| body.split("\n    }\n").next()).unwrap_or_default();
    literals_after(body, "=>")
}

/// The string literals that directly follow `call`.
fn literals_after<'a>(source: &'a str, call: &'a str) -> impl Iterator<Item = &'a str> {
    source.match_indices(call).filter_map(|(at, call)| literal(source[at + call.len()..].trim_start()))
}

/// The string literal at the start of `source`.
fn literal(source: &str) -> Option<&str> {
    source.strip_prefix('"')?.split('"').next()
}

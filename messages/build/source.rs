//! Reads the sources: the list of areas and one file per area and locale. Knows where each text stands, not what it says.

use std::collections::BTreeMap;
use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use toml::Spanned;

/// The locale that the others are compared with.
pub const REFERENCE: &str = "en";

/// Everything that was read.
#[derive(Debug, Default)]
pub struct Sources {
    /// Which areas there are, and who needs them.
    pub areas: Areas,
    /// By the locale's code; [`REFERENCE`] is always among them when there were no problems.
    pub locales: BTreeMap<String, Locale>,
}

/// The areas of `areas.toml`, each named once.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Areas {
    /// Areas that the browser loads.
    pub browser: Vec<String>,
    /// Areas that only servers and command lines need.
    pub server: Vec<String>,
    /// Those of them whose keys are also looked up by code at run time.
    pub by_code: Vec<String>,
}

impl Areas {
    /// Every area, those of the browser first.
    pub fn all(&self) -> impl Iterator<Item = &String> {
        self.browser.iter().chain(&self.server)
    }
}

/// The texts of a locale by area and key.
pub type Locale = BTreeMap<String, BTreeMap<String, Text>>;

/// A text and its place.
#[derive(Clone, Debug)]
pub struct Text {
    /// As written.
    pub text: String,
    /// Where.
    pub place: Place,
}

/// A line of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Relative to the crate.
    pub file: PathBuf,
    /// From 1.
    pub line: usize,
}

/// Something that must be put right before the words can be built.
#[derive(Clone, Debug)]
pub struct Problem {
    /// Where.
    pub place: Place,
    /// What, in words.
    pub what: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.place.file.display(), self.place.line, self.what)
    }
}

/// Reads everything below `root`, as far as it can be read.
pub fn read(root: &Path, problems: &mut Vec<Problem>) -> Sources {
    let list = root.join("areas.toml");
    let areas: Areas = parse(&list, problems).map(|(areas, _)| areas).unwrap_or_default();
    check_list(&areas, &list, problems);
    let mut locales = BTreeMap::new();
    for folder in children(root).into_iter().filter(|path| path.is_dir()) {
        let texts = read_locale(&folder, &areas, problems);
        locales.insert(stem(&folder), texts);
    }
    if !locales.contains_key(REFERENCE) {
        problems.push(problem(&root.join(REFERENCE), 1, "the reference locale has no folder"));
    }
    Sources { areas, locales }
}

fn check_list(areas: &Areas, list: &Path, problems: &mut Vec<Problem>) {
    for area in areas.all() {
        if areas.all().filter(|other| *other == area).count() > 1 {
            problems.push(problem(list, 1, &format!("the area “{area}” is named more than once")));
        }
    }
    for area in areas.by_code.iter().filter(|area| !areas.all().any(|other| other == *area)) {
        problems.push(problem(list, 1, &format!("“{area}” in by_code is no area")));
    }
}

fn read_locale(folder: &Path, areas: &Areas, problems: &mut Vec<Problem>) -> Locale {
    for file in children(folder) {
        let known = areas.all().any(|area| *area == stem(&file)) && file.extension().is_some_and(|e| e == "toml");
        if !known {
            problems.push(problem(&file, 1, "not an area: name it in words/areas.toml, or remove the file"));
        }
    }
    let mut texts = Locale::new();
    for area in areas.all() {
        let file = folder.join(format!("{area}.toml"));
        texts.insert(area.clone(), read_area(&file, problems));
    }
    texts
}

fn read_area(file: &Path, problems: &mut Vec<Problem>) -> BTreeMap<String, Text> {
    let Some((entries, content)) = parse::<BTreeMap<String, Spanned<String>>>(file, problems) else {
        return BTreeMap::new();
    };
    let place = |at: usize| Place { file: file.to_owned(), line: line_of(&content, at) };
    entries
        .into_iter()
        .map(|(key, value)| {
            let place = place(value.span().start);
            (key, Text { text: value.into_inner(), place })
        })
        .collect()
}

/// The parsed file and its content; a problem when there is none, or none that fits.
fn parse<T: serde::de::DeserializeOwned>(file: &Path, problems: &mut Vec<Problem>) -> Option<(T, String)> {
    let content = match fs::read_to_string(file) {
        Ok(content) => content,
        Err(error) => {
            problems.push(problem(file, 1, &format!("cannot be read: {error}")));
            return None;
        }
    };
    match toml::from_str(&content) {
        Ok(parsed) => Some((parsed, content)),
        Err(error) => {
            let line = line_of(&content, error.span().map_or(0, |span| span.start));
            problems.push(problem(file, line, error.message()));
            None
        }
    }
}

fn problem(file: &Path, line: usize, what: &str) -> Problem {
    Problem { place: Place { file: file.to_owned(), line }, what: what.to_owned() }
}

fn line_of(content: &str, at: usize) -> usize {
    content.bytes().take(at).filter(|byte| *byte == b'\n').count() + 1
}

/// What stands in a folder, sorted, without hidden files.
fn children(folder: &Path) -> Vec<PathBuf> {
    let entries =
        fs::read_dir(folder).map(|entries| entries.filter_map(Result::ok).map(|entry| entry.path()).collect());
    let mut paths: Vec<PathBuf> = entries.unwrap_or_default();
    paths.retain(|path| !stem(path).starts_with('.'));
    paths.sort();
    paths
}

fn stem(path: &Path) -> String {
    path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default()
}

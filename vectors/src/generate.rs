//! Makes the vectors: the same on every run, from the catalogues, the tax table and the words of the tree.
//!
//! One module a topic and one file a module. Cases are listed by rule, not by chance, except for those of `mixed`, which draws
//! from a fixed seed.

mod addons;
mod ask;
mod coupons;
mod dates;
mod mixed;
mod models;
mod plans;
mod refusals;
mod taxes;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Debug;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use domain::catalogue::Catalogue;
use messages::Locale;

use crate::{Case, World};

/// The catalogue that a demo sells from.
const DEMO: &str = "demo";
/// The catalogue with everything that the demo's has no use for.
const MODELS: &str = "models";
/// Everything that is not about dates happens on this day.
const DAY: &str = "2026-11-20";

/// Where the files are.
#[must_use]
pub fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("data")
}

/// Every file by name: the vectors, and what they are answered from (catalogues and tax table as the browser has them).
///
/// # Errors
/// When a catalogue or the tax table has faults, or two cases have the same name.
pub fn files() -> anyhow::Result<BTreeMap<String, String>> {
    let catalogues = serde_json::to_string(&catalogues()?)?;
    let tax = commerce::tax_file::read(include_str!("../../catalogue/tax.toml")).map_err(listed)?;
    let tax = serde_json::to_string(&tax)?;
    let world = World::read(&catalogues, &tax, messages::table(Locale::En), messages::table(Locale::De))?;
    let mut files = BTreeMap::new();
    let mut names = BTreeSet::new();
    for (topic, cases) in topics() {
        for case in &cases {
            if !names.insert(case.name.clone()) {
                bail!("two cases are called {}", case.name);
            }
        }
        files.insert(format!("{topic}.json"), world.write(&cases)?);
    }
    files.insert("catalogues.json".to_owned(), catalogues + "\n");
    files.insert("tax.json".to_owned(), tax + "\n");
    Ok(files)
}

/// The names of the files with vectors, without `.json`.
#[must_use]
pub fn topic_names() -> Vec<&'static str> {
    topics().into_iter().map(|(topic, _)| topic).collect()
}

fn topics() -> Vec<(&'static str, Vec<Case>)> {
    vec![
        ("plans", plans::cases()),
        ("taxes", taxes::cases()),
        ("dates", dates::cases()),
        ("coupons", coupons::cases()),
        ("addons", addons::cases()),
        ("models", models::cases()),
        ("refusals", refusals::cases()),
        ("mixed", mixed::cases()),
    ]
}

fn catalogues() -> anyhow::Result<BTreeMap<&'static str, Catalogue>> {
    let read = |text| commerce::catalogue_file::read(text).map_err(listed);
    let demo = read(commerce::catalogue_file::DEMO).context("the demo catalogue")?;
    let models = read(include_str!("../catalogue/models.toml")).context("vectors/catalogue/models.toml")?;
    Ok(BTreeMap::from([(DEMO, demo), (MODELS, models)]))
}

/// Every fault of a file in one error.
fn listed<F: Debug>(faults: Vec<F>) -> anyhow::Error {
    let lines: Vec<String> = faults.iter().map(|fault| format!("{fault:?}")).collect();
    anyhow::anyhow!("{}", lines.join("\n"))
}

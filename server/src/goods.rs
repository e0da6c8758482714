//! What is sold and how it is taxed: the files that the configuration names, read and checked at start.

use std::fmt::Display;
use std::path::{Path, PathBuf};

use commerce::catalogue_file::Problem;
use commerce::goods::Goods;
use commerce::{catalogue_file, tax_file};
use domain::catalogue::{Catalogue, CatalogueBook};
use domain::tax::TaxTable;

use crate::config;

/// Why nothing can be sold: everything that is wrong with every file.
#[derive(Debug, thiserror::Error)]
#[error("{}", lines(.catalogue.iter().chain(.tax_table).map(ToString::to_string)))]
pub struct GoodsError {
    /// What is wrong with the files of the catalogue.
    catalogue: Vec<FileError>,
    /// What is wrong with the tax table.
    tax_table: Option<FileError>,
}

impl GoodsError {
    /// The same for whoever named the files by variables: with the variable before each.
    #[must_use]
    pub fn by_variable(&self) -> String {
        let catalogue = self.catalogue.iter().map(|error| format!("KASSA_CATALOGUE {error}"));
        lines(catalogue.chain(self.tax_table.iter().map(|error| format!("KASSA_TAX_TABLE {error}"))))
    }
}

fn lines(errors: impl Iterator<Item = String>) -> String {
    errors.collect::<Vec<_>>().join("\n")
}

/// What is wrong with one file.
#[derive(Debug, thiserror::Error)]
pub enum FileError {
    /// It cannot be read.
    #[error("cannot read {path}: {cause}")]
    Unreadable {
        /// Which.
        path: PathBuf,
        /// What the system says.
        cause: std::io::Error,
    },
    /// It is wrong.
    #[error("{path} cannot be used:\n{problems}")]
    Wrong {
        /// Which.
        path: PathBuf,
        /// Every problem, one a line.
        problems: String,
    },
}

/// Reads the files; what the configuration does not name is the demonstration's.
///
/// # Errors
/// A file is missing or wrong, with everything that is wrong with each of them.
pub fn read(config: &config::Goods) -> Result<Goods, GoodsError> {
    let tax = match &config.tax_table {
        Some(path) => text(path).and_then(|text| tax_table(path, &text)),
        None => tax_table(Path::new("catalogue/tax.toml"), tax_file::DEMO),
    };
    match (book(config), tax) {
        (Ok(book), Ok(tax)) => Ok(Goods { book, tax }),
        (book, tax) => Err(GoodsError { catalogue: book.err().unwrap_or_default(), tax_table: tax.err() }),
    }
}

/// The same for a start of the server, where variables name the files.
///
/// # Errors
/// As of [`read`], each by the name of its variable.
pub fn at_start(config: &config::Goods) -> anyhow::Result<Goods> {
    read(config).map_err(|error| anyhow::anyhow!(error.by_variable()))
}

/// Every version, as a book.
fn book(config: &config::Goods) -> Result<CatalogueBook, Vec<FileError>> {
    let versions = match &config.catalogue {
        Some(path) => versions(path)?,
        None => vec![catalogue(Path::new("catalogue/demo.toml"), catalogue_file::DEMO).map_err(|error| vec![error])?],
    };
    let place = config.catalogue.clone().unwrap_or_default();
    CatalogueBook::new(versions).map_err(|error| vec![wrong(&place, [error])])
}

/// The versions in a file, or in every `.toml` file of a directory, in the order of their names.
fn versions(path: &Path) -> Result<Vec<Catalogue>, Vec<FileError>> {
    let files = if path.is_dir() { listed(path).map_err(|error| vec![error])? } else { vec![path.to_owned()] };
    let (mut versions, mut errors) = (Vec::new(), Vec::new());
    for file in files {
        match text(&file).and_then(|text| catalogue(&file, &text)) {
            Ok(version) => versions.push(version),
            Err(error) => errors.push(error),
        }
    }
    if errors.is_empty() { Ok(versions) } else { Err(errors) }
}

fn listed(directory: &Path) -> Result<Vec<PathBuf>, FileError> {
    let unreadable = |cause| FileError::Unreadable { path: directory.to_owned(), cause };
    let entries = std::fs::read_dir(directory).map_err(unreadable)?;
    let entries = entries.collect::<Result<Vec<_>, _>>().map_err(unreadable)?;
    let files = entries.into_iter().map(|entry| entry.path());
    let mut files: Vec<_> = files.filter(|file| file.extension().is_some_and(|end| end == "toml")).collect();
    files.sort();
    Ok(files)
}

fn text(path: &Path) -> Result<String, FileError> {
    std::fs::read_to_string(path).map_err(|cause| FileError::Unreadable { path: path.to_owned(), cause })
}

fn catalogue(path: &Path, text: &str) -> Result<Catalogue, FileError> {
    let line = |problem: Problem| {
        let Problem { line, column, path, fault } = problem;
        let path = if path.is_empty() { path } else { path + ": " };
        format!("{line}:{column}: {path}{fault}")
    };
    catalogue_file::read(text).map_err(|problems| wrong(path, problems.into_iter().map(line)))
}

fn tax_table(path: &Path, text: &str) -> Result<TaxTable, FileError> {
    tax_file::read(text).map_err(|faults| wrong(path, faults))
}

fn wrong(path: &Path, problems: impl IntoIterator<Item: Display>) -> FileError {
    let lines: Vec<String> = problems.into_iter().map(|problem| format!("  {problem}")).collect();
    FileError::Wrong { path: path.to_owned(), problems: lines.join("\n") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_demonstration_needs_no_files() {
        let goods = read(&config::Goods { catalogue: None, tax_table: None }).unwrap();
        assert!(!goods.book.versions().is_empty());
        assert!(!goods.tax.jurisdictions.is_empty());
    }

    #[test]
    fn a_wrong_file_is_named_with_everything_that_is_wrong() {
        let error = catalogue(Path::new("ours.toml"), "format = 1\nplans = 3\n").unwrap_err().to_string();
        assert!(error.starts_with("ours.toml cannot be used:\n  "), "{error}");
        assert!(error.lines().count() > 3, "{error}");
        let missing = read(&config::Goods { catalogue: Some("nowhere.toml".into()), tax_table: None });
        assert!(missing.unwrap_err().to_string().starts_with("cannot read nowhere.toml"));
    }

    #[test]
    fn at_start_the_variables_are_named() {
        let nowhere =
            config::Goods { catalogue: Some("nowhere.toml".into()), tax_table: Some("nowhere-either.toml".into()) };
        let error = at_start(&nowhere).unwrap_err().to_string();
        let lines: Vec<_> = error.lines().collect();
        assert!(lines[0].starts_with("KASSA_CATALOGUE cannot read nowhere.toml: "), "{error}");
        assert!(lines[1].starts_with("KASSA_TAX_TABLE cannot read nowhere-either.toml: "), "{error}");
    }

    #[test]
    fn every_wrong_file_is_named_not_the_first_only() {
        let directory = tempfile::TempDir::new().unwrap();
        for (name, text) in [("b.toml", "plans = 3"), ("a.toml", "= nonsense"), ("c.txt", "not looked at")] {
            std::fs::write(directory.path().join(name), text).unwrap();
        }
        let both =
            config::Goods { catalogue: Some(directory.path().to_owned()), tax_table: Some("nowhere.toml".into()) };
        let error = read(&both).unwrap_err().to_string();
        let place = |name: &str| error.find(name).unwrap_or_else(|| panic!("{name}: {error}"));
        assert!(place("a.toml") < place("b.toml") && place("b.toml") < place("cannot read nowhere.toml"), "{error}");
        assert!(!error.contains("c.txt"), "{error}");
    }
}

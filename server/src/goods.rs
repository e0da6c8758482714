//! What is sold and how it is taxed: the files that the configuration names, read and checked at start.

use std::fmt::Display;
use std::path::{Path, PathBuf};

use commerce::catalogue_file::Problem;
use commerce::goods::Goods;
use commerce::{catalogue_file, tax_file};
use domain::catalogue::{Catalogue, CatalogueBook};
use domain::tax::TaxTable;

use crate::config;

/// Why nothing can be sold.
#[derive(Debug, thiserror::Error)]
pub enum GoodsError {
    /// A file cannot be read.
    #[error("cannot read {path}: {cause}")]
    Unreadable {
        /// Which.
        path: PathBuf,
        /// What the system says.
        cause: std::io::Error,
    },
    /// A file is wrong.
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
/// A file is missing or wrong, with everything that is wrong with it.
pub fn read(config: &config::Goods) -> Result<Goods, GoodsError> {
    let versions = match &config.catalogue {
        Some(path) => versions(path)?,
        None => vec![catalogue(Path::new("catalogue/demo.toml"), catalogue_file::DEMO)?],
    };
    let place = config.catalogue.clone().unwrap_or_default();
    let book = CatalogueBook::new(versions).map_err(|error| wrong(&place, [error]))?;
    let tax = match &config.tax_table {
        Some(path) => tax_table(path, &text(path)?)?,
        None => tax_table(Path::new("catalogue/tax.toml"), tax_file::DEMO)?,
    };
    Ok(Goods { book, tax })
}

/// The versions in a file, or in every `.toml` file of a directory.
fn versions(path: &Path) -> Result<Vec<Catalogue>, GoodsError> {
    if !path.is_dir() {
        return Ok(vec![catalogue(path, &text(path)?)?]);
    }
    let unreadable = |cause| GoodsError::Unreadable { path: path.to_owned(), cause };
    let entries = std::fs::read_dir(path).map_err(unreadable)?.collect::<Result<Vec<_>, _>>().map_err(unreadable)?;
    let files = entries.into_iter().map(|entry| entry.path());
    let files = files.filter(|file| file.extension().is_some_and(|extension| extension == "toml"));
    files.map(|file| catalogue(&file, &text(&file)?)).collect()
}

fn text(path: &Path) -> Result<String, GoodsError> {
    std::fs::read_to_string(path).map_err(|cause| GoodsError::Unreadable { path: path.to_owned(), cause })
}

fn catalogue(path: &Path, text: &str) -> Result<Catalogue, GoodsError> {
    let line = |problem: Problem| {
        let Problem { line, column, path, fault } = problem;
        let path = if path.is_empty() { path } else { path + ": " };
        format!("{line}:{column}: {path}{fault}")
    };
    catalogue_file::read(text).map_err(|problems| wrong(path, problems.into_iter().map(line)))
}

fn tax_table(path: &Path, text: &str) -> Result<TaxTable, GoodsError> {
    tax_file::read(text).map_err(|faults| wrong(path, faults))
}

fn wrong(path: &Path, problems: impl IntoIterator<Item: Display>) -> GoodsError {
    let lines: Vec<String> = problems.into_iter().map(|problem| format!("  {problem}")).collect();
    GoodsError::Wrong { path: path.to_owned(), problems: lines.join("\n") }
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
}

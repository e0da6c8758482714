//! `kassa catalogue`: catalogues as files.

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;
use std::{fs, io};

use commerce::catalogue_file;
use messages::{Locale, Words};

/// Work with catalogue files.
#[derive(Debug, clap::Args)]
pub(crate) struct CatalogueCommand {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, clap::Subcommand)]
enum Action {
    /// Check files strictly: everything that is wrong is named with its file, line, column and keys.
    ///
    /// Exit code 1 when anything is wrong.
    Check {
        /// One version of the catalogue each.
        #[arg(required = true)]
        files: Vec<PathBuf>,
    },
}

impl CatalogueCommand {
    pub(super) fn run(self) -> anyhow::Result<ExitCode> {
        let Action::Check { files } = self.action;
        let right = check(&files, &mut io::stdout().lock())?;
        Ok(if right { ExitCode::SUCCESS } else { ExitCode::FAILURE })
    }
}

/// Writes what is wrong with each file; whether nothing is.
fn check(files: &[PathBuf], out: &mut impl Write) -> io::Result<bool> {
    let words = Words::new(Locale::En);
    let mut right = true;
    for file in files {
        let name = file.display();
        let problems = match fs::read_to_string(file).map(|text| catalogue_file::read(&text)) {
            Ok(Ok(catalogue)) => {
                writeln!(out, "{name}: {}", words.cli_catalogue_ok(plans(&catalogue)))?;
                continue;
            }
            Ok(Err(problems)) => problems,
            Err(error) => {
                writeln!(out, "{name}: {error}")?;
                right = false;
                continue;
            }
        };
        for problem in &problems {
            writeln!(out, "{name}:{problem}")?;
        }
        let count = i64::try_from(problems.len()).unwrap_or(i64::MAX);
        writeln!(out, "{name}: {}", words.cli_catalogue_problems(count))?;
        right = false;
    }
    Ok(right)
}

fn plans(catalogue: &domain::catalogue::Catalogue) -> i64 {
    i64::try_from(catalogue.plans.len()).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn checked(text: &str) -> (bool, String) {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("shop.toml");
        fs::write(&file, text).expect("written");
        let mut out = Vec::new();
        let right = check(&[file], &mut out).expect("written");
        let said = String::from_utf8(out).expect("text").replace(&format!("{}/", folder.path().display()), "");
        (right, said)
    }

    #[test]
    fn the_demo_catalogue_is_right() {
        let expected = "shop.toml: The catalogue is right: 4 plans\n".to_owned();
        assert_eq!(checked(catalogue_file::DEMO), (true, expected));
    }

    #[test]
    fn everything_wrong_is_said_with_its_place() {
        let text = catalogue_file::DEMO.replace("rank = 3", "rank = 2").replace("1m = \"5400\"", "1m = 5400");
        let (right, said) = checked(&text);
        let lines: Vec<_> = said.lines().collect();
        assert!(!right);
        assert_eq!(lines.len(), 3, "{said}");
        assert!(lines[0].starts_with("shop.toml:") && lines[0].contains(":1: plan.premium.price.JPY.1m: "), "{said}");
        assert!(lines[1].contains("plan.ultimate.rank: the plan `premium` has this rank already"), "{said}");
        assert_eq!(lines[2], "shop.toml: 2 problems");
    }

    #[test]
    fn a_file_that_is_not_there_is_named() {
        let mut out = Vec::new();
        assert!(!check(&[PathBuf::from("/nowhere/shop.toml")], &mut out).expect("written"));
        assert!(out.starts_with(b"/nowhere/shop.toml: "));
    }
}

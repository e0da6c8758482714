//! The variables that configuration is read from, and the problems found on the way.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsString;
use std::fmt;
use std::str::FromStr;

/// The prefix of every variable of ours.
const PREFIX: &str = "KASSA_";
/// How variables begin that are for others: the scripts around the program, the tests, the payment provider's stand-in.
const FOREIGN: [&str; 6] =
    ["KASSA_BIN", "KASSA_CACHE", "KASSA_CHROMIUM", "KASSA_DEMO_", "KASSA_SANDBOX_", "KASSA_VECTORS"];

/// Reads variables and remembers what was wrong with them.
#[derive(Debug, Default)]
pub struct Source {
    variables: BTreeMap<String, String>,
    known: BTreeSet<String>,
    problems: Vec<Problem>,
}

/// One thing to correct.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The variable.
    pub variable: String,
    /// What is wrong and what to write instead. Never contains the value of a secret.
    pub fix: String,
}

/// Everything to correct before the program starts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problems(pub Vec<Problem>);

impl Source {
    /// The variables that begin with `KASSA_`; empty ones count as absent.
    pub fn new(variables: impl IntoIterator<Item = (String, String)>) -> Self {
        let ours = |(name, value): &(String, String)| name.starts_with(PREFIX) && !value.trim().is_empty();
        Self { variables: variables.into_iter().filter(ours).collect(), ..Self::default() }
    }

    /// The variables that the process was started with; see [`Source::from_os`].
    #[must_use]
    pub fn from_env() -> Self {
        Self::from_os(std::env::vars_os())
    }

    /// The variables that begin with `KASSA_` of those that the system knows. One of ours that is no UTF-8 is a problem; what
    /// others call theirs and write into them is not looked at.
    pub fn from_os(variables: impl IntoIterator<Item = (OsString, OsString)>) -> Self {
        let ours = variables.into_iter().filter(|(name, _)| name.to_string_lossy().starts_with(PREFIX));
        let mut problems = Vec::new();
        let mut readable = Vec::new();
        for (name, value) in ours {
            match (name.into_string(), value.into_string()) {
                (Ok(name), Ok(value)) => readable.push((name, value)),
                (Ok(name), Err(_)) if is_foreign(&name) => {}
                (name, _) => {
                    let variable = name.unwrap_or_else(|name| name.to_string_lossy().into_owned());
                    let fix = "is not UTF-8: write it again, in characters that are".to_owned();
                    problems.push(Problem { variable, fix });
                }
            }
        }
        Self { problems, ..Self::new(readable) }
    }

    /// Only the variables whose names begin so: for a command that is told a few of them. Problems of others are forgotten.
    #[must_use]
    pub fn only(mut self, prefix: &str) -> Self {
        self.variables.retain(|name, _| name.starts_with(prefix));
        self.problems.retain(|problem| problem.variable.starts_with(prefix));
        self
    }

    /// Whether it says that this is a demonstration.
    #[must_use]
    pub fn is_demo(&self) -> bool {
        self.variables.get("KASSA_MODE").is_some_and(|mode| mode.trim() == "demo")
    }

    /// A variable's value, or `None` if it is absent. A value that cannot be read is a problem with `fix`, and absent.
    pub fn optional<T: FromStr>(&mut self, variable: &str, fix: &str) -> Option<T> {
        self.known.insert(variable.to_owned());
        let text = self.variables.get(variable)?.trim();
        let value = text.parse().ok();
        if value.is_none() {
            let fix = format!("“{text}” is not usable: {fix}");
            self.problem(variable, fix);
        }
        value
    }

    /// Like [`Source::optional`] for a value that must not be printed.
    pub fn secret<T: FromStr>(&mut self, variable: &str, fix: &str) -> Option<T> {
        self.known.insert(variable.to_owned());
        let value = self.variables.get(variable)?.trim().parse().ok();
        if value.is_none() {
            self.problem(variable, format!("its value is not usable: {fix}"));
        }
        value
    }

    /// Like [`Source::optional`]; where it is `needed` and absent, that is a problem.
    pub fn needed<T: FromStr>(&mut self, needed: bool, variable: &str, fix: &str) -> Option<T> {
        let value = self.optional(variable, fix);
        self.miss(needed && value.is_none(), variable, fix);
        value
    }

    /// Like [`Source::needed`] for a value that must not be printed.
    pub fn needed_secret<T: FromStr>(&mut self, needed: bool, variable: &str, fix: &str) -> Option<T> {
        let value = self.secret(variable, fix);
        self.miss(needed && value.is_none(), variable, fix);
        value
    }

    fn miss(&mut self, missing: bool, variable: &str, fix: &str) {
        if missing && !self.problems.iter().any(|problem| problem.variable == variable) {
            self.problem(variable, format!("is missing: {fix}"));
        }
    }

    /// Records anything else that is wrong with a variable.
    pub fn problem(&mut self, variable: &str, fix: impl Into<String>) {
        self.problems.push(Problem { variable: variable.to_owned(), fix: fix.into() });
    }

    /// `config`, if nothing was wrong.
    ///
    /// # Errors
    /// Every problem, including variables that nothing asked for: those are misspelt.
    pub fn finish<T>(mut self, config: T) -> Result<T, Problems> {
        let unknown = self.variables.keys().filter(|name| {
            let name = name.as_str();
            !self.known.contains(name) && !is_foreign(name)
        });
        let unknown: Vec<Problem> = unknown
            .map(|name| Problem {
                variable: name.clone(),
                fix: "is not known; see `kassa serve --help` for the names".to_owned(),
            })
            .collect();
        self.problems.extend(unknown);
        if self.problems.is_empty() { Ok(config) } else { Err(Problems(self.problems)) }
    }
}

/// Whether a variable is for somebody else.
fn is_foreign(name: &str) -> bool {
    FOREIGN.iter().any(|foreign| name.starts_with(foreign))
}

impl fmt::Display for Problems {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(to, "the configuration cannot be used:")?;
        for Problem { variable, fix } in &self.0 {
            writeln!(to, "  {variable} {fix}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Problems {}

#[cfg(test)]
mod tests {
    use super::*;

    fn source(variables: &[(&str, &str)]) -> Source {
        Source::new(variables.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())))
    }

    #[test]
    fn all_problems_are_found_at_once_and_secrets_stay_secret() {
        let mut source =
            source(&[("KASSA_PORT", "many"), ("KASSA_KEY", "hunter2"), ("KASSA_PROT", "1"), ("KASSA_DEMO_PORT", "1")]);
        assert_eq!(source.optional::<u16>("KASSA_PORT", "a port, like 8080"), None);
        assert_eq!(source.secret::<u16>("KASSA_KEY", "a number"), None);
        assert_eq!(source.needed::<String>(true, "KASSA_BASE_URL", "the address of the site"), None);
        assert_eq!(source.needed_secret::<u16>(false, "KASSA_OTHER", "not needed"), None);
        let problems = source.finish(()).unwrap_err().to_string();
        for expected in [
            "KASSA_PORT “many” is not usable: a port, like 8080",
            "KASSA_KEY its value is not usable: a number",
            "KASSA_BASE_URL is missing: the address of the site",
            "KASSA_PROT is not known",
        ] {
            assert!(problems.contains(expected), "{problems}");
        }
        assert!(!problems.contains("hunter2") && !problems.contains("DEMO"), "{problems}");
    }

    #[test]
    fn what_is_no_utf_8_is_named_if_it_is_ours() {
        use std::os::unix::ffi::OsStringExt;
        let os = |bytes: &[u8]| OsString::from_vec(bytes.to_vec());
        let garbage = [
            (os(b"LESSCHARSET"), os(b"caf\xe9")),
            (os(b"CAF\xc9"), os(b"1")),
            (os(b"KASSA_DEMO_NAME"), os(b"caf\xe9")),
            (os(b"KASSA_SELLER"), os(b"Caf\xe9")),
            (os(b"KASSA_CAF\xc9"), os(b"1")),
            (os(b"KASSA_PORT"), os(b"8080")),
        ];
        let mut source = Source::from_os(garbage.clone());
        assert_eq!(source.needed::<String>(true, "KASSA_SELLER", "the seller's name"), None);
        assert_eq!(source.optional::<u16>("KASSA_PORT", ""), Some(8080));
        let Problems(problems) = source.finish(()).unwrap_err();
        let names: Vec<_> = problems.iter().map(|problem| problem.variable.as_str()).collect();
        assert_eq!(names, ["KASSA_SELLER", "KASSA_CAF\u{fffd}"]);
        assert!(problems.iter().all(|problem| problem.fix.starts_with("is not UTF-8")), "{problems:?}");
        let mut port = Source::from_os(garbage).only("KASSA_PORT");
        assert_eq!(port.optional::<u16>("KASSA_PORT", ""), Some(8080));
        assert!(port.finish(()).is_ok());
    }

    #[test]
    fn an_empty_variable_is_absent() {
        let mut source = source(&[("KASSA_PORT", " ")]);
        assert_eq!(source.optional::<u16>("KASSA_PORT", ""), None);
        assert!(source.finish(()).is_ok());
    }
}

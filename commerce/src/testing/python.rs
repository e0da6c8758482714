//! The Python environment of tests that ask a second opinion, or run against a real peer written in Python.

use std::path::PathBuf;
use std::process::Command;
use std::sync::OnceLock;

static PYTHON: OnceLock<PathBuf> = OnceLock::new();

/// Its interpreter; the environment is made first if need be (`scripts/setup/python.sh`).
#[must_use]
pub fn python() -> &'static PathBuf {
    PYTHON.get_or_init(|| {
        let setup = script("setup/python.sh");
        let done = Command::new(&setup).status().unwrap_or_else(|error| panic!("{}: {error}", setup.display()));
        assert!(done.success(), "{} failed; its message is above", setup.display());
        cache().join("venv/bin/python")
    })
}

/// A file of the repository's scripts.
#[must_use]
pub fn script(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../scripts").join(name)
}

/// As the set-up script has it: `${KASSA_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/kassa}`.
fn cache() -> PathBuf {
    let set = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    set("KASSA_CACHE").unwrap_or_else(|| {
        set("XDG_CACHE_HOME").unwrap_or_else(|| set("HOME").expect("HOME is set").join(".cache")).join("kassa")
    })
}

//! What cargo and git say about the repository.

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result, ensure};
use serde::Deserialize;

/// The part of `cargo metadata` that the checks read.
#[derive(Debug, Deserialize)]
pub struct Metadata {
    /// Every package of the lock file that is built for some feature or target.
    pub packages: Vec<Package>,
    /// The ids of our own.
    pub workspace_members: Vec<String>,
}

/// A package.
#[derive(Debug, Deserialize)]
pub struct Package {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its version.
    pub version: String,
    /// Its licence as an SPDX expression.
    pub license: Option<String>,
    /// What it declares to depend on.
    pub dependencies: Vec<Dependency>,
}

/// A declared dependency.
#[derive(Debug, Deserialize)]
pub struct Dependency {
    /// The package's name.
    pub name: String,
    /// `dev`, `build` or nothing.
    pub kind: Option<String>,
}

/// The folder of the workspace.
pub fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// Asks cargo; never changes the lock file.
pub fn metadata() -> Result<Metadata> {
    let answer = run("cargo", &["metadata", "--format-version", "1", "--locked"])?;
    serde_json::from_str(&answer).context("cargo metadata answered something else")
}

/// The files git tracks and those it would track, with their texts; binary files are left out.
pub fn texts() -> Result<Vec<(String, String)>> {
    let listed = run("git", &["ls-files", "--cached", "--others", "--exclude-standard"])?;
    let read = |path: &str| {
        let text = std::fs::read(root().join(path)).ok().and_then(|bytes| String::from_utf8(bytes).ok())?;
        Some((path.to_owned(), text))
    };
    Ok(listed.lines().filter_map(read).collect())
}

fn run(program: &str, arguments: &[&str]) -> Result<String> {
    let output =
        Command::new(program).args(arguments).current_dir(root()).output().with_context(|| program.to_owned())?;
    ensure!(output.status.success(), "{program} {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    Ok(String::from_utf8(output.stdout)?)
}

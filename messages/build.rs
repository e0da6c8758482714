//! Checks every word of every locale against English and turns them into typed methods and tables.
//!
//! Reads `words/areas.toml` and `words/LOCALE/AREA.toml`. Every problem is reported with its file and line, and any
//! problem fails the build.

use std::path::Path;

#[path = "build/check.rs"]
mod check;
#[path = "build/generate.rs"]
mod generate;
#[path = "src/pattern.rs"]
mod pattern;
#[path = "src/plural.rs"]
#[allow(dead_code, reason = "the build asks which categories there are, never which one a number has")]
mod plural;
#[path = "build/pseudo.rs"]
mod pseudo;
#[path = "build/source.rs"]
mod source;

fn main() -> std::io::Result<()> {
    for watched in ["words", "build", "src/pattern.rs", "src/plural.rs"] {
        println!("cargo::rerun-if-changed={watched}");
    }
    let mut problems = Vec::new();
    let sources = source::read(Path::new("words"), &mut problems);
    let messages = check::check(&sources, &mut problems);
    for problem in &problems {
        println!("cargo::error={problem}");
    }
    if !problems.is_empty() {
        return Ok(());
    }
    let out = std::env::var_os("OUT_DIR").unwrap_or_default();
    generate::write(&sources, &messages, Path::new(&out))
}

//! Checks of the house that no compiler makes: `cargo run -p xtask -- tidy` and `cargo run -p xtask -- licences`.

mod licences;
mod tidy;
mod workspace;

use std::process::ExitCode;

use anyhow::{Result, bail};

fn main() -> Result<ExitCode> {
    let command = std::env::args().nth(1).unwrap_or_default();
    let problems = match command.as_str() {
        "tidy" => tidy::problems()?,
        "licences" => licences::problems()?,
        _ => bail!("say what to check: tidy or licences"),
    };
    for problem in &problems {
        eprintln!("{problem}");
    }
    println!("{command}: {} problems", problems.len());
    Ok(if problems.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

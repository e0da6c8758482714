//! The command line, one command a file.

mod serve;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// The self-service front door of a company that sells software by subscription.
#[derive(Debug, Parser)]
#[command(name = "kassa", version, about, max_term_width = 100)]
pub(crate) struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Serve(serve::Serve),
}

impl Cli {
    /// Runs the command. Exit code 1 is a failure with its cause on standard error.
    pub(crate) fn run(self) -> ExitCode {
        let outcome = match self.command {
            Command::Serve(serve) => serve.run(),
        };
        match outcome {
            Ok(code) => code,
            Err(error) => {
                eprintln!("kassa: {error:#}");
                ExitCode::FAILURE
            }
        }
    }
}

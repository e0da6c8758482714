//! The command line, one command a file.

mod catalogue;
mod clock;
mod goods;
mod licence;
mod migrate;
mod quote;
mod sandbox;
mod seed;
mod serve;
mod stop;

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
    Migrate(migrate::Migrate),
    Seed(seed::Seed),
    Sandbox(Box<sandbox::Sandbox>),
    Quote(Box<quote::Quote>),
    Catalogue(catalogue::CatalogueCommand),
    Licence(licence::LicenceCommand),
    Clock(clock::ClockCommand),
}

impl Cli {
    /// Runs the command. Exit code 1 is a failure with its cause on standard error.
    pub(crate) fn run(self) -> ExitCode {
        let outcome = match self.command {
            Command::Serve(serve) => serve.run(),
            Command::Migrate(migrate) => migrate.run(),
            Command::Seed(seed) => seed.run(),
            Command::Sandbox(sandbox) => sandbox.run(),
            Command::Quote(quote) => quote.run(),
            Command::Catalogue(catalogue) => catalogue.run(),
            Command::Licence(licence) => licence.run(),
            Command::Clock(clock) => clock.run(),
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

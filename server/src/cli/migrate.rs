//! `kassa migrate`.

use std::process::ExitCode;

use anyhow::Context;
use server::config::Config;
use server::wiring;

/// Bring the database up to date.
///
/// Reads the same environment as `kassa serve`. Prints what it does; a database that is up to date is left alone. Run it
/// before starting a new version; a demo does it by itself.
#[derive(Debug, clap::Args)]
pub(crate) struct Migrate {}

impl Migrate {
    pub(super) fn run(self) -> anyhow::Result<ExitCode> {
        let config = Config::from_env()?;
        let runtime = tokio::runtime::Runtime::new().context("cannot start the runtime")?;
        runtime.block_on(async {
            let store = wiring::store(&config).await?;
            let pending = store.pending().await.context("cannot ask the database")?;
            for migration in &pending {
                println!("{migration}");
            }
            store.migrate().await.context("nothing was changed")?;
            println!("{} done, the database is up to date", pending.len());
            store.close().await.context("the database was not closed")
        })?;
        Ok(ExitCode::SUCCESS)
    }
}

//! `kassa serve`.

use std::process::ExitCode;

use anyhow::Context;
use commerce::clock::Clock;
use server::config::Config;
use server::router::router;
use server::site::Site;
use server::state::AppState;

/// Serve the site.
///
/// Configuration comes from the environment; every problem is reported before anything starts. Production is the default;
/// only KASSA_MODE=demo brings the stand-in payment provider, the test clock and /dev/mail.
#[derive(Debug, clap::Args)]
pub(crate) struct Serve {}

impl Serve {
    pub(super) fn run(self) -> anyhow::Result<ExitCode> {
        let config = Config::from_env()?;
        let site = Site::read(&config.site.0)?;
        let runtime = tokio::runtime::Runtime::new().context("cannot start the runtime")?;
        runtime.block_on(serve(config, site))?;
        Ok(ExitCode::SUCCESS)
    }
}

async fn serve(config: Config, site: Site) -> anyhow::Result<()> {
    let listen = config.http.listen;
    let assets = site.assets.clone();
    tokio::task::spawn_blocking(move || assets.compress());
    let state = AppState::new(config, site, Clock::real());
    let listener = tokio::net::TcpListener::bind(listen)
        .await
        .with_context(|| format!("cannot listen on {listen}: is it taken? KASSA_LISTEN names another"))?;
    println!("listening on http://{}", listener.local_addr()?);
    axum::serve(listener, router(&state)).await.context("the server stopped")
}

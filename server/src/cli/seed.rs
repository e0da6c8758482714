//! `kassa seed`.

use std::process::ExitCode;

use anyhow::Context;
use server::config::Config;
use server::seed::{Example, seed};
use url::Url;

/// Fill a demo with examples.
///
/// Makes, through the same steps as visitors take: an account with a paid order and its licence, a trial in progress, a
/// trial that ends in two days, and a request for an offer. What is there already is left alone, so that it can be run as
/// often as you like, also beside a running server. Prints what there is, and whose it is: sign in with an address, the
/// code is at /dev/mail.
///
/// Reads the same environment as `kassa serve`, works only with KASSA_MODE=demo, and needs a migrated database (`kassa
/// migrate`) and the payment provider's stand-in (`kassa sandbox`).
#[derive(Debug, clap::Args)]
pub(crate) struct Seed {}

impl Seed {
    pub(super) fn run(self) -> anyhow::Result<ExitCode> {
        let config = Config::of_demo()?;
        let base_url = match &config.http.base_url {
            Some(url) => url.clone(),
            None => Url::parse(&format!("http://{}/", config.http.listen)).context("KASSA_LISTEN is no address")?,
        };
        let runtime = tokio::runtime::Runtime::new().context("cannot start the runtime")?;
        let examples = runtime.block_on(seed(&config, &base_url))?;
        print!("{}", table(&examples, &base_url));
        Ok(ExitCode::SUCCESS)
    }
}

/// A line for each example, and what to do with them.
fn table(examples: &[Example], base_url: &Url) -> String {
    let home = base_url.as_str().trim_end_matches('/');
    let line = |example: &Example| {
        let verb = if example.made { "made" } else { "kept" };
        let page = example.path.as_ref().map(|path| format!("  {home}{path}")).unwrap_or_default();
        format!("{verb}  {:<31}  {:<34}{page}\n", example.what, example.who)
    };
    let lines: String = examples.iter().map(line).collect();
    format!("{lines}Sign in with these addresses; the codes are at {home}/dev/mail\n")
}

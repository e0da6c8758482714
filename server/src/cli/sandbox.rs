//! `kassa sandbox`.

use std::io::IsTerminal;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;
use std::str::FromStr;

use anyhow::Context;
use jiff::SignedDuration;
use server::config::{Mode, Problems, Source};
use url::Url;

use super::stop;

/// Run the payment provider's stand-in.
///
/// A process, an origin and a store of its own: it shows card fields to be framed, authorises, captures, refunds and sends
/// signed webhooks. For demonstrations and tests; it moves no money, and starts with KASSA_MODE=demo only.
#[derive(Debug, clap::Args)]
pub(crate) struct Sandbox {
    /// Where it listens; port 0 takes a free one.
    #[arg(long, env = "KASSA_SANDBOX_LISTEN", default_value = "127.0.0.1:8081")]
    listen: SocketAddr,
    /// Its SQLite file, made if missing.
    #[arg(long, env = "KASSA_SANDBOX_STORE", default_value = "data/sandbox.db")]
    store: PathBuf,
    /// Its address as browsers see it, if that is not where it listens.
    #[arg(long, env = "KASSA_SANDBOX_BASE_URL")]
    base_url: Option<Url>,
    /// The site that may frame its fields (may be given more than once).
    #[arg(long = "merchant", env = "KASSA_SANDBOX_MERCHANT", value_delimiter = ',', required = true)]
    merchant_origins: Vec<Url>,
    /// Where webhooks go; without it none are sent.
    #[arg(long, env = "KASSA_SANDBOX_WEBHOOK_URL")]
    webhook_url: Option<Url>,
    /// The merchant's secret key, of at least 16 characters.
    #[arg(long, env = "KASSA_GATEWAY_KEY", hide_env_values = true)]
    key: String,
    /// What webhooks are signed with: whsec_ and base64.
    #[arg(long, env = "KASSA_GATEWAY_WEBHOOK_SECRET", hide_env_values = true)]
    webhook_secret: String,
    /// Seconds until a debit has settled.
    #[arg(long, env = "KASSA_SANDBOX_DEBIT_SECONDS", default_value_t = 20)]
    debit_seconds: u32,
}

impl Sandbox {
    pub(super) fn run(self) -> anyhow::Result<ExitCode> {
        for_a_demonstration(Source::from_env())?;
        let colours = std::io::stderr().is_terminal();
        tracing_subscriber::fmt().compact().with_target(false).with_ansi(colours).with_writer(std::io::stderr).init();
        let config = sandbox::config::Config {
            listen: self.listen,
            base_url: self.base_url,
            store: self.store,
            merchant: "Kassa demo".to_owned(),
            secret_key: self.key,
            webhook_secret: self.webhook_secret,
            merchant_origins: self.merchant_origins,
            webhook_url: self.webhook_url,
            debit_settles_in: SignedDuration::from_secs(i64::from(self.debit_seconds)),
        };
        let runtime = tokio::runtime::Runtime::new().context("cannot start the runtime")?;
        runtime.block_on(async {
            let running = sandbox::server::start(config).await?;
            println!("listening on {}", running.base_url);
            stop::requested().await;
            running.stop_gracefully().await;
            Ok::<_, anyhow::Error>(())
        })?;
        Ok(ExitCode::SUCCESS)
    }
}

/// Refuses to take the part of a payment provider where money is meant.
fn for_a_demonstration(source: Source) -> Result<(), Problems> {
    let mut source = source.only("KASSA_MODE");
    let demo = source.needed::<OnlyDemo>(true, "KASSA_MODE", FIX);
    source.finish(demo).map(|_| ())
}

const FIX: &str = "write demo; this provider stands in for a real one in demonstrations and tests, and moves no money";

/// The one mode in which there is a stand-in.
struct OnlyDemo;

impl FromStr for OnlyDemo {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        text.parse().ok().filter(|mode: &Mode| mode.is_demo()).map(|_| Self).ok_or(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(variables: &[(&str, &str)]) -> Result<(), Problems> {
        let owned = variables.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        for_a_demonstration(Source::new(owned))
    }

    #[test]
    fn it_starts_in_a_demonstration_only() {
        assert_eq!(answer(&[("KASSA_MODE", "demo"), ("KASSA_GATEWAY_KEY", "sk_test_1")]), Ok(()));
        for (variables, said) in [
            (&[("KASSA_GATEWAY_KEY", "sk_live_1")][..], "KASSA_MODE is missing: write demo; "),
            (&[("KASSA_MODE", "production")], "KASSA_MODE “production” is not usable: write demo; "),
            (&[("KASSA_MODE", "staging")], "KASSA_MODE “staging” is not usable: write demo; "),
        ] {
            let problems = answer(variables).expect_err("a refusal");
            assert_eq!(problems.0.len(), 1, "{problems}");
            assert!(problems.to_string().contains(said), "{problems}");
        }
    }
}

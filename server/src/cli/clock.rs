//! `kassa clock`: the test clock of a demonstration.

use std::process::ExitCode;

use anyhow::Context;
use jiff::SignedDuration;
use messages::{Locale, Words};
use server::config::Config;
use server::wiring;

/// Show or advance the test clock of a demo.
///
/// Reads the same environment as `kassa serve`. Works only with KASSA_MODE=demo: a shop in production has
/// the real clock, which nobody moves.
#[derive(Debug, clap::Args)]
pub(crate) struct ClockCommand {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, clap::Subcommand)]
enum Action {
    /// Say which time it is in the shop.
    Show,
    /// Move the clock forward: trials end, subscriptions renew, mails go out.
    Advance {
        /// By how much: 30d, 12h, 90m, 45s, or several, like “1d 12h”.
        #[arg(required = true, value_parser = duration)]
        by: SignedDuration,
    },
}

impl ClockCommand {
    pub(super) fn run(self) -> anyhow::Result<ExitCode> {
        let config = Config::of_demo()?;
        let runtime = tokio::runtime::Runtime::new().context("cannot start the runtime")?;
        runtime.block_on(async {
            let store = wiring::store(&config).await?;
            let clock = store.clock();
            clock.refresh(&store).await.context("cannot read the test clock")?;
            if let Action::Advance { by } = self.action {
                clock.advance(&store, by).await?;
            }
            println!("{}", Words::new(Locale::En).dev_clock_now(clock.now()));
            store.close().await.context("the database was not closed")
        })?;
        Ok(ExitCode::SUCCESS)
    }
}

/// Units in seconds.
const UNITS: [(char, i64); 4] = [('d', 86_400), ('h', 3_600), ('m', 60), ('s', 1)];

fn duration(text: &str) -> Result<SignedDuration, String> {
    let part = |part: &str| {
        let (number, unit) = part.split_at_checked(part.len().checked_sub(1)?)?;
        let (_, seconds) = UNITS.into_iter().find(|(name, _)| unit == name.to_string())?;
        number.parse::<i64>().ok().filter(|count| *count >= 0)?.checked_mul(seconds)
    };
    let seconds = text.split_whitespace().map(part).try_fold(0_i64, |sum, seconds| sum.checked_add(seconds?));
    match seconds {
        Some(seconds) if seconds > 0 => Ok(SignedDuration::from_secs(seconds)),
        _ => Err("write a duration, like 30d, 12h or 90m".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::duration;

    #[test]
    fn reads_what_people_write() {
        for (text, seconds) in [("30d", 2_592_000), ("1d 12h", 129_600), ("90m", 5_400), ("45s", 45)] {
            assert_eq!(duration(text).unwrap().as_secs(), seconds, "{text}");
        }
        for text in ["", "30", "d", "-1d", "1w", "0s", "1.5h", "9223372036854775807d", "1ä"] {
            assert!(duration(text).is_err(), "{text}");
        }
    }
}

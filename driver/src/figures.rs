//! A closed loop: so many clients, each beginning its next piece of work when the last one is done; and what came of it.

use std::fmt;
use std::time::Duration;

use anyhow::{Context, Result};
use tokio::task::JoinSet;
use tokio::time::Instant;

/// How a loop is run.
#[derive(Clone, Copy, Debug)]
pub struct Loop {
    /// How many at once.
    pub clients: u32,
    /// For how long; work under way then is finished, and counted.
    pub for_time: Duration,
}

/// What a loop came to.
#[derive(Clone, Debug)]
pub struct Figures {
    /// How long each piece of work took, the shortest first; never empty.
    took: Vec<Duration>,
    whole: Duration,
}

impl Loop {
    /// Runs it. Each client is made by `client` from its number, and works until the time is over.
    ///
    /// # Errors
    /// The first piece of work that failed; nothing was done.
    pub async fn run<W, F>(self, client: impl Fn(u32) -> W) -> Result<Figures>
    where
        W: FnMut(u64) -> F + Send + 'static,
        F: Future<Output = Result<()>> + Send + 'static,
    {
        let (began, mut clients) = (Instant::now(), JoinSet::new());
        for number in 0..self.clients {
            let mut work = client(number);
            clients.spawn(async move {
                let mut took = Vec::new();
                while began.elapsed() < self.for_time {
                    let start = Instant::now();
                    work(took.len() as u64).await?;
                    took.push(start.elapsed());
                }
                Ok::<_, anyhow::Error>(took)
            });
        }
        let mut took = Vec::new();
        while let Some(done) = clients.join_next().await {
            took.extend(done.context("a client broke off")??);
        }
        Figures::of(took, began.elapsed()).context("nothing was done in time")
    }
}

impl Figures {
    /// Of pieces of work that took so long each, in this time together; `None` of none.
    #[must_use]
    pub fn of(mut took: Vec<Duration>, whole: Duration) -> Option<Self> {
        took.sort_unstable();
        (!took.is_empty()).then_some(Self { took, whole })
    }

    /// How many were done a second, rounded down.
    #[must_use]
    pub fn per_second(&self) -> u128 {
        self.took.len() as u128 * 1_000_000 / self.whole.as_micros().max(1)
    }

    /// The time within which this share of them, in percent, was done.
    #[must_use]
    pub fn percentile(&self, percent: usize) -> Duration {
        let rank = (self.took.len() * percent).div_ceil(100).max(1);
        self.took[rank.min(self.took.len()) - 1]
    }
}

impl fmt::Display for Figures {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (p50, p99) = (self.percentile(50), self.percentile(99));
        let count = self.took.len();
        write!(f, "{} a second, p50 {p50:.1?}, p99 {p99:.1?} ({count} done)", self.per_second())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_are_of_what_was_measured() {
        let took = (1..=200).rev().map(Duration::from_millis).collect();
        let figures = Figures::of(took, Duration::from_secs(2)).unwrap();
        assert_eq!(figures.per_second(), 100);
        assert_eq!(
            (figures.percentile(50), figures.percentile(99)),
            (Duration::from_millis(100), Duration::from_millis(198))
        );
        assert_eq!(
            (figures.percentile(0), figures.percentile(100)),
            (Duration::from_millis(1), Duration::from_millis(200))
        );
        assert!(Figures::of(Vec::new(), Duration::from_secs(1)).is_none());
    }

    #[tokio::test]
    async fn a_failure_ends_the_loop() {
        let short = Loop { clients: 2, for_time: Duration::from_secs(60) };
        let failed = short
            .run(|_| {
                |turn| async move {
                    anyhow::ensure!(turn < 3, "no more");
                    Ok(())
                }
            })
            .await;
        assert_eq!(failed.unwrap_err().to_string(), "no more");
    }
}

//! What `kassa seed` puts into a demonstration: people who have bought, who try, and who want to be called.
//!
//! Everything is made by the flows, as visitors would make it: forms, codes read from the mail, a card at the payment
//! provider's stand-in, jobs. Nothing is written past them. Each example is looked for first, so that seeding again adds
//! only what is missing. Its mails never leave: they are at `/dev/mail`, wherever the shop sends others.

mod lead;
mod order;
mod people;
mod trial;
mod visitor;

use anyhow::Context;
use commerce::clock::Clock;
use commerce::commerce::Commerce;
use commerce::store::Store;
use jiff::SignedDuration;
use url::Url;

use crate::config::Config;
use crate::{goods, wiring};

/// One example, for whoever wants to look at it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Example {
    /// What it shows.
    pub what: &'static str,
    /// Whose it is: who can sign in to see it.
    pub who: String,
    /// Where it is seen, if it has a page.
    pub path: Option<String>,
    /// Whether it was made now, or was there.
    pub made: bool,
}

/// Makes every example that is missing, with links that begin with `base_url`; answers all of them.
///
/// # Errors
/// It is no demonstration, the database or the payment provider does not answer, or a flow refused an example.
pub async fn seed(config: &Config, base_url: &Url) -> anyhow::Result<Vec<Example>> {
    anyhow::ensure!(config.mode.is_demo(), "examples exist only in a demonstration: KASSA_MODE=demo");
    let store = wiring::store(config).await?;
    store.clock().refresh(&store).await.context("the database is not up to date: run `kassa migrate`")?;
    let seeding = Seeding { config, base_url, now: store.clock().now() };
    let mut examples = Vec::new();
    for (days, example) in trial::EXAMPLES {
        let past = seeding.past(days).await?;
        let made = trial::make(&past, example).await.with_context(|| format!("the example “{}”", example.what));
        past.store().close().await.context("the database was not closed")?;
        examples.push(made?);
    }
    let shop = seeding.shop(store)?;
    examples.push(order::make(&shop, &config.gateway).await.context("the example of a paid order")?);
    examples.push(lead::make(&shop).await.context("the example of a request for an offer")?);
    shop.store().close().await.context("the database was not closed")?;
    Ok(examples)
}

/// What shops at different times are opened with.
struct Seeding<'a> {
    config: &'a Config,
    base_url: &'a Url,
    now: jiff::Timestamp,
}

impl Seeding<'_> {
    /// The shop as it was this many days ago.
    async fn past(&self, days: i64) -> anyhow::Result<Commerce> {
        let then = self.now.saturating_sub(SignedDuration::from_hours(days * 24)).unwrap_or(jiff::Timestamp::MIN);
        self.shop(wiring::store_at(self.config, Clock::standing(then)).await?)
    }

    fn shop(&self, store: Store) -> anyhow::Result<Commerce> {
        let mut config = self.config.clone();
        config.mail.smtp_url = None;
        let goods = goods::at_start(&config.goods)?;
        wiring::shop(&config, goods, store, self.base_url)
    }
}

//! The program `load`: how much a shop can do, as buyers see it, over HTTP.

use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use anyhow::Result;
use clap::Parser;
use driver::browser::Browser;
use driver::buyer::Buyer;
use driver::figures::Loop;
use driver::process::client;
use driver::provider::GOOD_CARD;
use driver::shop::{Setting, Shop};
use serde_json::json;

/// Measure a shop: quotes and whole orders a second, in a closed loop.
///
/// Starts the binary and the payment provider's stand-in on an empty database, and buys over HTTP. Everything runs on this
/// machine: buyers, shop, provider and database share its cores.
#[derive(Debug, Parser)]
#[command(max_term_width = 100)]
struct Load {
    /// The binary `kassa`.
    #[arg(long)]
    binary: PathBuf,
    /// An empty database, as `sqlite:PATH` or `postgres://…`.
    #[arg(long)]
    database: String,
    /// What to call it in the figures.
    #[arg(long, default_value = "this database")]
    name: String,
    /// How many buyers at once.
    #[arg(long, default_value_t = 16)]
    clients: u32,
    /// Seconds of each measurement.
    #[arg(long, default_value_t = 10)]
    seconds: u64,
    /// Measure quotes, too, which no database has a part in.
    #[arg(long)]
    quotes: bool,
}

fn main() -> ExitCode {
    match run(&Load::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("load: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(load: &Load) -> Result<()> {
    tokio::runtime::Runtime::new()?.block_on(async {
        let setting = Setting { binary: load.binary.clone(), database: load.database.clone() };
        let shop = Shop::open(setting, None).await?;
        let each = Loop { clients: load.clients, for_time: Duration::from_secs(load.seconds) };
        if load.quotes {
            println!("quotes, {} clients: {}", load.clients, quotes(&shop, each).await?);
        }
        println!("whole orders, {}, {} clients: {}", load.name, load.clients, orders(shop, each).await?);
        Ok(())
    })
}

async fn quotes(shop: &Shop, each: Loop) -> Result<driver::figures::Figures> {
    let http = client();
    each.run(|client| {
        let browser = Browser::with(http.clone(), &shop.url);
        move |turn| {
            let mut browser = browser.clone();
            let request = json!({
                "plan": "premium", "seats": 1 + (u64::from(client) * 631 + turn) % 10_000, "term": "2y",
                "currency": "USD", "country": "DE", "business": true, "vat_id": "DE136695976",
                "coupon": "WELCOME15", "addon": { "compute": 3 }, "as_of": "2026-11-20",
            });
            async move { browser.quote(&request).await.map(drop) }
        }
    })
    .await
}

async fn orders(shop: Shop, each: Loop) -> Result<driver::figures::Figures> {
    let (shop, http) = (Arc::new(shop), client());
    each.run(|client| {
        let (shop, http) = (shop.clone(), http.clone());
        move |turn| {
            let (shop, browser) = (shop.clone(), Browser::with(http.clone(), &shop.url));
            async move { order(&shop, browser, &format!("buyer@company-{client}-{turn}.example")).await }
        }
    })
    .await
}

/// A whole order: created, filled in, the address proved, paid, placed.
async fn order(shop: &Shop, browser: Browser, email: &str) -> Result<()> {
    let mut buyer = Buyer::begin(browser, email).await?;
    buyer.fill_in().await?;
    buyer.prove().await?;
    buyer.choose(&shop.provider.token(GOOD_CARD).await?).await?;
    buyer.review().await?;
    buyer.accept().await.map(drop)
}

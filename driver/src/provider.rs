//! The payment provider's stand-in, from the merchant's and from the card holder's side.

use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};

use crate::process::{Process, client, free_port};

/// The merchant's key.
pub const KEY: &str = "sk_test_0123456789abcdef0123456789abcdef";
/// What webhooks are signed with.
pub const WEBHOOK_SECRET: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
/// A card that is charged without a question.
pub const GOOD_CARD: &str = "4242424242424242";

/// A running provider.
#[derive(Debug)]
pub struct Provider {
    /// Its origin.
    pub url: String,
    http: reqwest::Client,
    calls: AtomicU64,
    _process: Process,
}

impl Provider {
    /// Starts one that keeps its book in `directory` and tells the shop at `shop` by webhooks.
    ///
    /// # Errors
    /// It does not start.
    pub async fn start(binary: &Path, directory: &Path, shop: &str) -> Result<Self> {
        let port = free_port()?;
        let url = format!("http://127.0.0.1:{port}");
        let variables = [
            ("KASSA_MODE", "demo".to_owned()),
            ("KASSA_GATEWAY_KEY", KEY.to_owned()),
            ("KASSA_GATEWAY_WEBHOOK_SECRET", WEBHOOK_SECRET.to_owned()),
            ("KASSA_SANDBOX_LISTEN", format!("127.0.0.1:{port}")),
            ("KASSA_SANDBOX_STORE", directory.join("sandbox.db").display().to_string()),
            ("KASSA_SANDBOX_BASE_URL", url.clone()),
            ("KASSA_SANDBOX_MERCHANT", shop.to_owned()),
            ("KASSA_SANDBOX_WEBHOOK_URL", format!("{shop}/webhooks/sandbox")),
        ];
        let http = client();
        let mut process = Process::start(binary, &["sandbox"], &variables, false)?;
        process.answers(&http, &format!("{url}/")).await?;
        Ok(Self { url, http, calls: AtomicU64::new(0), _process: process })
    }

    /// What the card fields answer for this number.
    ///
    /// # Errors
    /// The provider does not take it.
    pub async fn token(&self, number: &str) -> Result<String> {
        let card = json!({ "kind": "card", "number": number, "expiry": "12/34", "cvc": "123", "holder": "Ada" });
        let key = format!("driver-{}-{}", std::process::id(), self.calls.fetch_add(1, Ordering::Relaxed));
        let request = self.http.post(format!("{}/v1/payment_methods", self.url)).bearer_auth(KEY);
        let answer = read(request.header("idempotency-key", key).json(&card)).await?;
        answer["id"].as_str().map(str::to_owned).with_context(|| format!("no way to pay in {answer}"))
    }

    /// How often money moved in this way, and how much, by the provider's own book: `authorise`, `capture`, `refund`…
    ///
    /// # Errors
    /// The provider does not answer.
    pub async fn moved(&self, currency: &str, kind: &str) -> Result<(i64, i64)> {
        let request = self.http.get(format!("{}/v1/_control/ledger", self.url)).bearer_auth(KEY);
        let ledger = read(request).await?;
        let total = &ledger["totals"][currency][kind];
        Ok((total["count"].as_i64().unwrap_or(0), total["amount_minor"].as_i64().unwrap_or(0)))
    }
}

async fn read(request: reqwest::RequestBuilder) -> Result<Value> {
    let answer = request.send().await.context("the provider does not answer")?;
    let status = answer.status();
    let text = answer.text().await?;
    if !status.is_success() {
        bail!("the provider answers {status}: {text}");
    }
    Ok(serde_json::from_str(&text)?)
}

//! A real payment sandbox for one test, over HTTP, with the hands of buyer and bank.

use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use commerce::adapters::gateway::sandbox::{Sandbox, SandboxConfig};
use commerce::testing::beginning;
use domain::ids::OrderId;
use jiff::SignedDuration;
use sandbox::clock::Clock;
use sandbox::{Config, Running};
use serde_json::{Value, json};
use tempfile::TempDir;
use url::Url;

pub const SECRET_KEY: &str = "sk_test_0123456789abcdef";
pub const WEBHOOK_SECRET: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
/// How long the shop waits for an answer.
const PATIENCE: Duration = Duration::from_millis(700);

/// Cards that a test pays with.
pub const GOOD: &str = "4242424242424242";
/// Issued in Germany; the others in the United States.
pub const GERMAN: &str = "4000002760000016";
pub const ANOTHER_GOOD: &str = "5555555555554444";
pub const EMPTY: &str = "4000000000009995";
pub const CONFIRMED: &str = "4000002760003184";
/// An account whose debits settle, and one whose debits come back.
pub const ACCOUNT: &str = "DE89370400440532013000";
pub const RETURNING: &str = "DE62370400440532013001";

pub struct Provider {
    pub running: Running,
    http: reqwest::Client,
    keys: AtomicU32,
    _directory: TempDir,
}

impl Provider {
    pub async fn open() -> Self {
        Self::with_webhooks(None).await
    }

    pub async fn with_webhooks(webhook_url: Option<Url>) -> Self {
        let directory = TempDir::new().unwrap();
        let config = Config {
            listen: ([127, 0, 0, 1], 0).into(),
            base_url: None,
            store: directory.path().join("sandbox.db"),
            merchant: "Kassa".to_owned(),
            secret_key: SECRET_KEY.to_owned(),
            webhook_secret: WEBHOOK_SECRET.to_owned(),
            merchant_origins: ["http://shop.test", "https://shop.example"].map(|o| Url::parse(o).unwrap()).to_vec(),
            webhook_url,
            debit_settles_in: SignedDuration::from_hours(48),
        };
        let running = sandbox::start(config).await.unwrap();
        let provider = Self { running, http: reqwest::Client::new(), keys: AtomicU32::new(0), _directory: directory };
        // The shops of tests live from a fixed moment on; the provider must not be behind them.
        let behind = beginning().duration_since(Clock::wall()).as_secs();
        if let Ok(seconds @ 1..) = u32::try_from(behind) {
            provider.advance(seconds).await;
        }
        provider
    }

    pub fn adapter(&self) -> Sandbox {
        adapter(self.running.base_url.clone())
    }

    pub async fn post(&self, path: &str, body: Value) -> Value {
        let key = format!("test-{}", self.keys.fetch_add(1, Ordering::Relaxed));
        let url = self.running.base_url.join(path).unwrap();
        let request = self.http.post(url).bearer_auth(SECRET_KEY).header("idempotency-key", key).json(&body);
        let answer = request.send().await.unwrap();
        let status = answer.status();
        let body = answer.text().await.unwrap();
        assert!(status.is_success(), "{path}: {status} {body}");
        serde_json::from_str(&body).unwrap()
    }

    pub async fn get(&self, path: &str) -> Value {
        let url = self.running.base_url.join(path).unwrap();
        self.http.get(url).bearer_auth(SECRET_KEY).send().await.unwrap().json().await.unwrap()
    }

    /// What the fields would have answered for this number.
    pub async fn token(&self, number: &str) -> String {
        let body = if number.starts_with(char::is_alphabetic) {
            json!({ "kind": "sepa_debit", "iban": number, "holder": "Ada" })
        } else {
            json!({ "kind": "card", "number": number, "expiry": "12/34", "cvc": "123", "holder": "Ada" })
        };
        self.post("/v1/payment_methods", body).await["id"].as_str().unwrap().to_owned()
    }

    /// The buyer confirms at the bank: `complete`, `fail` or `cancel`.
    pub async fn authenticate(&self, payment: &str, result: &str) {
        self.post(&format!("/v1/_control/intents/{payment}/authenticate"), json!({ "result": result })).await;
    }

    /// The banks carry a debit out, or return it.
    pub async fn settle(&self, payment: &str, returned_for: Option<&str>) {
        let body = json!({ "returned_for": returned_for });
        self.post(&format!("/v1/_control/intents/{payment}/settle"), body).await;
    }

    /// The next request of this kind goes wrong in this way.
    pub async fn fault(&self, on: &str, what: &str) {
        self.post("/v1/_control/faults", json!({ "on": on, "do": what })).await;
    }

    pub async fn decline_next(&self, on: &str, decline: &str) {
        self.post("/v1/_control/faults", json!({ "on": on, "do": "decline", "decline": decline })).await;
    }

    pub async fn advance(&self, seconds: u32) {
        self.post("/v1/_control/advance", json!({ "seconds": seconds })).await;
    }

    /// The provider's name for the newest payment of an order.
    pub async fn payment_of(&self, order: OrderId) -> String {
        let found = self.get(&format!("/v1/intents?metadata.order={order}")).await;
        found["data"][0]["id"].as_str().unwrap().to_owned()
    }

    /// How many movements of this kind the provider's own books have, and their sum: of an order, or of all.
    pub async fn moved(&self, order: Option<OrderId>, kind: &str) -> (i64, i64) {
        let of_order = order.map(|order| format!("?metadata.order={order}")).unwrap_or_default();
        let ledger = self.get(&format!("/v1/_control/ledger{of_order}")).await;
        let totals = ledger["totals"].as_object().expect("by currency").values().map(|of_currency| &of_currency[kind]);
        let sum = |name: &str| totals.clone().filter_map(|total| total[name].as_i64()).sum();
        (sum("count"), sum("amount_minor"))
    }
}

pub fn adapter(url: Url) -> Sandbox {
    let (secret_key, webhook_secret) = (SECRET_KEY.to_owned(), WEBHOOK_SECRET.to_owned());
    Sandbox::new(SandboxConfig { url, secret_key, webhook_secret, patience: PATIENCE }).unwrap()
}

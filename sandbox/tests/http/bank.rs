//! A running sandbox, and a merchant that talks to it.

use std::path::Path;
use std::sync::atomic::{AtomicU32, Ordering};

use jiff::SignedDuration;
use reqwest::StatusCode;
use sandbox::{Config, Running};
use serde_json::{Value, json};
use tempfile::TempDir;
use url::Url;

pub const SECRET_KEY: &str = "sk_test_0123456789abcdef";
pub const WEBHOOK_SECRET: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

/// A sandbox of this test alone.
pub struct Bank {
    pub running: Running,
    pub http: reqwest::Client,
    directory: TempDir,
    keys: AtomicU32,
}

pub fn config(store: &Path) -> Config {
    Config {
        listen: ([127, 0, 0, 1], 0).into(),
        base_url: None,
        store: store.to_owned(),
        merchant: "Kassa demo".to_owned(),
        secret_key: SECRET_KEY.to_owned(),
        webhook_secret: WEBHOOK_SECRET.to_owned(),
        merchant_origins: vec![Url::parse("http://shop.test").unwrap()],
        webhook_url: None,
        debit_settles_in: SignedDuration::from_hours(48),
    }
}

impl Bank {
    pub async fn open() -> Self {
        Self::open_with(|_| {}).await
    }

    pub async fn open_with(change: impl FnOnce(&mut Config)) -> Self {
        let directory = TempDir::new().unwrap();
        let mut config = config(&directory.path().join("sandbox.db"));
        change(&mut config);
        let running = sandbox::start(config).await.unwrap();
        Self { running, http: reqwest::Client::new(), directory, keys: AtomicU32::new(0) }
    }

    /// Stops it as a crash would, and starts it again on the same file.
    pub async fn crash_and_reopen(self) -> Self {
        let config = config(&self.directory.path().join("sandbox.db"));
        self.running.stop().await;
        let running = sandbox::start(config).await.unwrap();
        Self { running, http: self.http, directory: self.directory, keys: self.keys }
    }

    /// The store's files.
    pub fn files(&self) -> Vec<std::path::PathBuf> {
        std::fs::read_dir(self.directory.path()).unwrap().map(|entry| entry.unwrap().path()).collect()
    }

    pub fn fresh_key(&self) -> String {
        format!("key-{}", self.keys.fetch_add(1, Ordering::Relaxed))
    }

    pub fn url(&self, path: &str) -> Url {
        self.running.base_url.join(path).unwrap()
    }

    pub async fn post_as(&self, key: &str, path: &str, body: Value) -> (StatusCode, Value) {
        let request = self.http.post(self.url(path)).bearer_auth(SECRET_KEY).header("idempotency-key", key).json(&body);
        let answer = request.send().await.unwrap();
        (answer.status(), answer.json().await.unwrap())
    }

    pub async fn post(&self, path: &str, body: Value) -> (StatusCode, Value) {
        self.post_as(&self.fresh_key(), path, body).await
    }

    /// Posts, and wants to hear 200.
    pub async fn done(&self, path: &str, body: Value) -> Value {
        let (status, answer) = self.post(path, body).await;
        assert_eq!(status, StatusCode::OK, "{path}: {answer}");
        answer
    }

    /// Posts, and wants to hear this refusal.
    pub async fn refused(&self, path: &str, body: Value, status: u16, code: &str) {
        let (heard, answer) = self.post(path, body).await;
        assert_eq!((heard.as_u16(), answer["error"]["code"].as_str()), (status, Some(code)), "{path}: {answer}");
    }

    pub async fn get(&self, path: &str) -> Value {
        let answer = self.http.get(self.url(path)).bearer_auth(SECRET_KEY).send().await.unwrap();
        assert_eq!(answer.status(), StatusCode::OK, "{path}");
        answer.json().await.unwrap()
    }

    pub async fn card(&self, number: &str) -> String {
        let cvc = if number.starts_with('3') { "1234" } else { "123" };
        let body = json!({ "kind": "card", "number": number, "expiry": "12/34", "cvc": cvc, "holder": "Ada Lovelace" });
        self.done("/v1/payment_methods", body).await["id"].as_str().unwrap().to_owned()
    }

    pub async fn account(&self, iban: &str) -> String {
        let body = json!({ "kind": "sepa_debit", "iban": iban, "holder": "Ada Lovelace" });
        self.done("/v1/payment_methods", body).await["id"].as_str().unwrap().to_owned()
    }

    pub async fn pay(&self, method: &str) -> Value {
        self.done("/v1/intents", payment(method)).await
    }

    /// How many captures the sandbox's book has, and their sum in EUR cents.
    pub async fn captured(&self) -> (i64, i64) {
        let capture = &self.get("/v1/_control/ledger").await["totals"]["EUR"]["capture"];
        (capture["count"].as_i64().unwrap_or(0), capture["amount_minor"].as_i64().unwrap_or(0))
    }
}

pub fn payment(method: &str) -> Value {
    json!({ "amount_minor": 810_000, "currency": "EUR", "method": method, "metadata": { "order": "ord_1" } })
}

pub fn path_of(intent: &Value, verb: &str) -> String {
    format!("/v1/intents/{}/{verb}", intent["id"].as_str().unwrap())
}

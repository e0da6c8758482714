//! The sandbox's adapter keeps the contract, against a real sandbox over HTTP.

use std::time::Duration;

use async_trait::async_trait;
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use commerce::adapters::gateway::sandbox::{Sandbox, SandboxConfig};
use commerce::ports::gateway::{Gateway, NotAWebhook, Wallet, Webhook};
use domain::ids::{IntentId, OrderId};
use domain::payment::GatewayNews;
use http::HeaderMap;
use jiff::{SignedDuration, Timestamp};
use sandbox::webhook::signature::sign;
use sandbox::{Config, Running};
use serde_json::{Value, json};
use tempfile::TempDir;
use url::Url;

use super::contract::{self, Bench, Instrument};

const SECRET_KEY: &str = "sk_test_0123456789abcdef";
const WEBHOOK_SECRET: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

struct SandboxBench {
    adapter: Sandbox,
    running: Running,
    http: reqwest::Client,
    _directory: TempDir,
}

impl SandboxBench {
    async fn open() -> Self {
        let directory = TempDir::new().unwrap();
        let config = Config {
            listen: ([127, 0, 0, 1], 0).into(),
            base_url: None,
            store: directory.path().join("sandbox.db"),
            merchant: "Kassa".to_owned(),
            secret_key: SECRET_KEY.to_owned(),
            webhook_secret: WEBHOOK_SECRET.to_owned(),
            merchant_origins: vec![Url::parse("http://shop.test").unwrap()],
            webhook_url: None,
            debit_settles_in: SignedDuration::from_hours(48),
        };
        let running = sandbox::start(config).await.unwrap();
        let adapter = adapter(running.base_url.clone());
        Self { adapter, running, http: reqwest::Client::new(), _directory: directory }
    }

    async fn post(&self, path: &str, body: Value) -> Value {
        let key = format!("bench-{body}-{path}-{:?}", std::time::Instant::now());
        let url = self.running.base_url.join(path).unwrap();
        let request = self.http.post(url).bearer_auth(SECRET_KEY).header("idempotency-key", key).json(&body);
        let answer = request.send().await.unwrap();
        assert!(answer.status().is_success(), "{path}");
        answer.json().await.unwrap()
    }
}

fn adapter(url: Url) -> Sandbox {
    let patience = Duration::from_millis(800);
    let (secret_key, webhook_secret) = (SECRET_KEY.to_owned(), WEBHOOK_SECRET.to_owned());
    Sandbox::new(SandboxConfig { url, secret_key, webhook_secret, patience }).unwrap()
}

#[async_trait]
impl Bench for SandboxBench {
    fn gateway(&self) -> &dyn Gateway {
        &self.adapter
    }

    fn wallet(&self) -> &dyn Wallet {
        &self.adapter
    }

    async fn token(&self, instrument: Instrument) -> String {
        let card =
            |number| json!({ "kind": "card", "number": number, "expiry": "12/34", "cvc": "123", "holder": "Ada" });
        let body = match instrument {
            Instrument::GoodCard => card("4242424242424242"),
            Instrument::EmptyCard => card("4000000000009995"),
            Instrument::ConfirmedCard => card("4000002760003184"),
            Instrument::Account => json!({ "kind": "sepa_debit", "iban": "DE89370400440532013000", "holder": "Ada" }),
        };
        self.post("/v1/payment_methods", body).await["id"].as_str().unwrap().to_owned()
    }

    async fn confirm(&self, payment: &str, passes: bool) {
        let result = if passes { "complete" } else { "fail" };
        self.post(&format!("/v1/_control/intents/{payment}/authenticate"), json!({ "result": result })).await;
    }

    async fn settle(&self, payment: &str) {
        self.post(&format!("/v1/_control/intents/{payment}/settle"), json!({})).await;
    }

    async fn lose_next_answer(&self) {
        self.post("/v1/_control/faults", json!({ "do": "hang_after" })).await;
    }

    async fn captures(&self, order: OrderId) -> (i64, i64) {
        let url = self.running.base_url.join(&format!("/v1/_control/ledger?metadata.order={order}")).unwrap();
        let ledger: Value = self.http.get(url).bearer_auth(SECRET_KEY).send().await.unwrap().json().await.unwrap();
        let capture = &ledger["totals"]["EUR"]["capture"];
        (capture["count"].as_i64().unwrap_or(0), capture["amount_minor"].as_i64().unwrap_or(0))
    }
}

#[tokio::test]
async fn the_sandbox_keeps_the_gateway_contract() {
    let bench = SandboxBench::open().await;
    contract::hold(&bench).await;
    bench.running.stop().await;
}

#[tokio::test]
async fn a_provider_that_is_not_there_is_an_unknown_outcome() {
    let bench = SandboxBench::open().await;
    let gone = adapter(bench.running.base_url.clone());
    bench.running.stop().await;
    let answer = gone.find(IntentId::from_bits(1)).await;
    assert!(matches!(answer, Err(commerce::ports::gateway::GatewayError::Unknown(_))), "{answer:?}");
}

#[test]
fn a_webhook_is_believed_only_with_a_good_signature_of_this_time() {
    let adapter = adapter(Url::parse("http://127.0.0.1:9").unwrap());
    let key = BASE64_STANDARD.decode(WEBHOOK_SECRET.trim_start_matches("whsec_")).unwrap();
    let intent = IntentId::from_bits(7);
    let now: Timestamp = "2026-11-20T09:00:00Z".parse().unwrap();
    let method = json!({ "id": "pm_1", "kind": "card", "brand": "visa", "last4": "4242", "exp_month": 12,
        "exp_year": 2034, "country": "US", "customer": null });
    let body = json!({ "type": "intent.cancelled", "timestamp": now, "data": {
        "id": "pi_1", "version": 2, "status": "cancelled", "amount_minor": 1, "currency": "EUR", "captured_minor": 0,
        "refunded_minor": 0, "method": method, "metadata": { "intent": intent }, "action_url": null,
        "expires_at": null, "captured_at": null, "decline": null, "cancel_reason": "requested_by_merchant", "refunds": [], "updated_at": now,
    }})
    .to_string();
    let read = |timestamp: i64, signature: String, body: &str| {
        let mut headers = HeaderMap::new();
        headers.insert("webhook-id", "evt_1".parse().unwrap());
        headers.insert("webhook-timestamp", timestamp.to_string().parse().unwrap());
        headers.insert("webhook-signature", signature.parse().unwrap());
        adapter.read_webhook(&Webhook { headers: &headers, body: body.as_bytes() }, now)
    };
    let second = now.as_second();
    let good = |at: i64| sign(&key, "evt_1", at, &body);

    let notice = read(second, good(second), &body).unwrap().unwrap();
    assert_eq!((notice.provider, notice.event.as_str()), ("sandbox", "evt_1"));
    let payment = notice.payment;
    assert_eq!((payment.intent, &payment.facts[0].news), (intent, &GatewayNews::Cancelled));
    let rotated = format!("v1,AAAA {}", good(second));
    assert!(read(second, rotated, &body).is_ok(), "one of several signatures is enough");
    assert_eq!(read(second, good(second), &body.replace("\"EUR\"", "\"USD\"")), Err(NotAWebhook::WrongSignature));
    assert_eq!(read(second, good(second - 1), &body), Err(NotAWebhook::WrongSignature));
    assert_eq!(read(second, sign(&[0; 24], "evt_1", second, &body), &body), Err(NotAWebhook::WrongSignature));
    for off in [-301, 301] {
        assert_eq!(read(second + off, good(second + off), &body), Err(NotAWebhook::OutOfTime), "{off}");
    }
    let other = body.replace("intent.cancelled", "payout.paid");
    assert_eq!(read(second, sign(&key, "evt_1", second, &other), &other), Ok(None));
    let headers = HeaderMap::new();
    let unsigned = adapter.read_webhook(&Webhook { headers: &headers, body: body.as_bytes() }, now);
    assert_eq!(unsigned, Err(NotAWebhook::Unsigned));
}

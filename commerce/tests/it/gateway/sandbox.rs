//! The sandbox's adapter keeps the contract, against a real sandbox over HTTP.

use async_trait::async_trait;
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use commerce::adapters::gateway::sandbox::Sandbox;
use commerce::ports::gateway::{Gateway, NotAWebhook, Wallet, Webhook};
use domain::ids::{IntentId, OrderId};
use domain::payment::GatewayNews;
use http::HeaderMap;
use jiff::Timestamp;
use sandbox::webhook::signature::sign;
use serde_json::json;
use url::Url;

use super::contract::{self, Bench, Instrument};
use crate::it::provider::{ACCOUNT, CONFIRMED, EMPTY, GOOD, Provider, WEBHOOK_SECRET, adapter};

struct SandboxBench {
    adapter: Sandbox,
    provider: Provider,
}

impl SandboxBench {
    async fn open() -> Self {
        let provider = Provider::open().await;
        Self { adapter: provider.adapter(), provider }
    }
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
        let number = match instrument {
            Instrument::GoodCard => GOOD,
            Instrument::EmptyCard => EMPTY,
            Instrument::ConfirmedCard => CONFIRMED,
            Instrument::Account => ACCOUNT,
        };
        self.provider.token(number).await
    }

    async fn confirm(&self, payment: &str, passes: bool) {
        self.provider.authenticate(payment, if passes { "complete" } else { "fail" }).await;
    }

    async fn settle(&self, payment: &str) {
        self.provider.settle(payment, None).await;
    }

    async fn lose_next_answer(&self) {
        self.provider.post("/v1/_control/faults", json!({ "do": "hang_after" })).await;
    }

    async fn captures(&self, order: OrderId) -> (i64, i64) {
        self.provider.moved(Some(order), "capture").await
    }
}

#[tokio::test]
async fn the_sandbox_keeps_the_gateway_contract() {
    let bench = SandboxBench::open().await;
    contract::hold(&bench).await;
    bench.provider.running.stop().await;
}

#[tokio::test]
async fn a_provider_that_is_not_there_is_an_unknown_outcome() {
    let bench = SandboxBench::open().await;
    let gone = bench.provider.adapter();
    bench.provider.running.stop().await;
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

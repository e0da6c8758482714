//! The provider's webhooks: believed by their signature alone, and told apart from what has to come again.

use axum::body::Body;
use axum::http::{Request, StatusCode};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use commerce::clock::Clock;
use hmac::{Hmac, Mac};
use serde_json::json;
use sha2::Sha256;

use crate::shop::{Answer, Shop, WEBHOOK_SECRET, program};

/// A webhook about a payment of another shop at the same provider, which is passed over.
fn event() -> String {
    let method = json!({ "id": "pm_1", "kind": "card", "last4": "4242", "country": "US", "customer": null });
    let data = json!({
        "id": "pi_1", "status": "processing", "amount_minor": 100, "currency": "EUR", "captured_minor": 0,
        "method": method, "metadata": { "intent": "pay_00000000000000000000000001" }, "action_url": null,
        "expires_at": null, "captured_at": null, "decline": null, "cancel_reason": null, "refunds": [],
        "updated_at": "2026-11-20T09:00:00Z",
    });
    json!({ "type": "intent.processing", "timestamp": "2026-11-20T09:00:00Z", "data": data }).to_string()
}

/// A webhook with a signature of this age.
fn signed(body: &str, seconds_ago: i64) -> Request<Body> {
    let timestamp = Clock::real_now().as_second() - seconds_ago;
    let key = BASE64_STANDARD.decode(WEBHOOK_SECRET.trim_start_matches("whsec_")).unwrap();
    let mut mac = Hmac::<Sha256>::new_from_slice(&key).unwrap();
    mac.update(format!("evt_1.{timestamp}.{body}").as_bytes());
    let signature = format!("v1,{}", BASE64_STANDARD.encode(mac.finalize().into_bytes()));
    let timestamp = timestamp.to_string();
    let headers = [
        ("webhook-id", "evt_1"),
        ("webhook-timestamp", timestamp.as_str()),
        ("webhook-signature", signature.as_str()),
        ("content-type", "application/json"),
        ("origin", "https://pay.test"),
    ];
    with_body(program("POST", "/webhooks/sandbox", &headers), body)
}

fn with_body(request: Request<Body>, body: &str) -> Request<Body> {
    request.map(|_| Body::from(body.to_owned()))
}

fn wants(answer: &Answer, status: StatusCode, code: &str) {
    assert_eq!(answer.status, status, "{}", answer.text);
    assert_eq!(answer.json()["error"]["code"], code);
    assert_eq!(answer.header("set-cookie"), "");
}

#[tokio::test]
async fn a_signed_webhook_is_taken_as_often_as_it_comes_whatever_the_test_clock_reads() {
    let shop = Shop::open(&[("KASSA_RATE_LIMIT", "1"), ("KASSA_TEST_CLOCK", "2040-01-01T00:00:00Z")]).await;
    for _ in 0..5 {
        let answer = shop.ask(signed(&event(), 0)).await;
        assert_eq!((answer.status, answer.text.as_str()), (StatusCode::NO_CONTENT, ""));
        assert_eq!(answer.header("set-cookie"), "");
    }
}

#[tokio::test]
async fn what_is_not_signed_by_the_provider_just_now_is_not_believed() {
    let shop = Shop::open(&[]).await;
    let unsigned = with_body(program("POST", "/webhooks/sandbox", &[]), &event());
    wants(&shop.ask(unsigned).await, StatusCode::UNAUTHORIZED, "webhook_unsigned");
    let tampered = with_body(signed(&event(), 0), &event().replace("100", "999"));
    wants(&shop.ask(tampered).await, StatusCode::UNAUTHORIZED, "webhook_wrong_signature");
    wants(&shop.ask(signed(&event(), 600)).await, StatusCode::UNAUTHORIZED, "webhook_out_of_time");
    wants(&shop.ask(signed(&event(), -600)).await, StatusCode::UNAUTHORIZED, "webhook_out_of_time");
    wants(&shop.ask(signed("{", 0)).await, StatusCode::BAD_REQUEST, "webhook_unreadable");
}

#[tokio::test]
async fn what_cannot_be_kept_now_has_to_come_again() {
    let shop = Shop::open_for_sale().await;
    shop.state().commerce().store().close().await.unwrap();
    wants(&shop.ask(signed(&event(), 0)).await, StatusCode::INTERNAL_SERVER_ERROR, "internal");
    wants(&shop.ask(signed("{", 0)).await, StatusCode::BAD_REQUEST, "webhook_unreadable");
}

#[tokio::test]
async fn a_webhook_of_any_size_but_a_sensible_one_is_refused_unread() {
    let shop = Shop::open(&[("KASSA_BODY_LIMIT", "1000")]).await;
    wants(&shop.ask(signed(&"x".repeat(1001), 0)).await, StatusCode::PAYLOAD_TOO_LARGE, "too_large");
    let get = shop.ask(program("GET", "/webhooks/sandbox", &[])).await;
    assert_eq!(get.status, StatusCode::METHOD_NOT_ALLOWED);
}

//! Authorise, capture, cancel, refund: what is allowed when, and what is refused.

use serde_json::{Value, json};

use crate::bank::{Bank, path_of, payment};

#[tokio::test]
async fn a_payment_is_authorised_captured_and_refunded_in_parts() {
    let bank = Bank::open().await;
    let intent = bank.pay(&bank.card("4242 4242 4242 4242").await).await;
    assert_eq!(intent["status"], "authorised");
    assert_eq!(intent["method"]["last4"], "4242");
    assert!(intent["expires_at"].is_string());

    let captured = bank.done(&path_of(&intent, "capture"), json!({ "amount_minor": 800_000 })).await;
    assert_eq!((&captured["status"], &captured["captured_minor"]), (&json!("captured"), &json!(800_000)));

    let part = bank.done(&path_of(&intent, "refunds"), json!({ "amount_minor": 300_000 })).await;
    assert_eq!((&part["status"], &part["refunded_minor"]), (&json!("partially_refunded"), &json!(300_000)));
    let refused = json!({ "amount_minor": 500_001 });
    bank.refused(&path_of(&intent, "refunds"), refused, 409, "amount_too_large").await;
    let rest = bank.done(&path_of(&intent, "refunds"), json!({})).await;
    assert_eq!((&rest["status"], &rest["refunded_minor"]), (&json!("refunded"), &json!(800_000)));
    bank.refused(&path_of(&intent, "refunds"), json!({}), 409, "intent_not_refundable").await;
    assert_eq!(bank.captured().await, (1, 800_000));
}

#[tokio::test]
async fn a_cancelled_payment_cannot_be_captured_and_a_captured_one_not_cancelled() {
    let bank = Bank::open().await;
    let card = bank.card("5555555555554444").await;
    let (first, second) = (bank.pay(&card).await, bank.pay(&card).await);
    assert_eq!(bank.done(&path_of(&first, "cancel"), json!({})).await["cancel_reason"], "requested_by_merchant");
    bank.refused(&path_of(&first, "capture"), json!({}), 409, "intent_not_capturable").await;
    bank.done(&path_of(&second, "capture"), json!({})).await;
    bank.refused(&path_of(&second, "cancel"), json!({}), 409, "intent_not_cancellable").await;
    bank.refused(&path_of(&second, "capture"), json!({}), 409, "intent_not_capturable").await;
    assert_eq!(bank.captured().await, (1, 810_000));
}

#[tokio::test]
async fn more_than_was_authorised_is_refused() {
    let bank = Bank::open().await;
    let intent = bank.pay(&bank.card("378282246310005").await).await;
    bank.refused(&path_of(&intent, "capture"), json!({ "amount_minor": 810_001 }), 409, "amount_too_large").await;
    bank.refused(&path_of(&intent, "capture"), json!({ "amount_minor": 0 }), 400, "invalid_amount").await;
    assert_eq!(bank.captured().await, (0, 0));
}

#[tokio::test]
async fn a_hold_runs_out_after_seven_days() {
    let bank = Bank::open().await;
    let intent = bank.pay(&bank.card("4242424242424242").await).await;
    let id = intent["id"].as_str().unwrap();
    bank.done("/v1/_control/advance", json!({ "seconds": 7 * 86_400 - 60 })).await;
    assert_eq!(bank.get(&format!("/v1/intents/{id}")).await["status"], "authorised");
    bank.done("/v1/_control/advance", json!({ "seconds": 120 })).await;
    let late = bank.get(&format!("/v1/intents/{id}")).await;
    assert_eq!(
        (&late["status"], &late["cancel_reason"]),
        (&json!("cancelled"), &json!("authorisation_expired")),
        "{late}"
    );
    bank.refused(&path_of(&intent, "capture"), json!({}), 409, "intent_not_capturable").await;
}

#[tokio::test]
async fn intents_are_found_by_what_the_merchant_called_them() {
    let bank = Bank::open().await;
    let card = bank.card("4242424242424242").await;
    let mut body = payment(&card);
    let first = bank.done("/v1/intents", body.clone()).await;
    body["metadata"] = json!({ "order": "ord_2", "kind": "renewal" });
    let second = bank.done("/v1/intents", body).await;
    let ids = |list: &Value| -> Vec<Value> {
        list["data"].as_array().unwrap().iter().map(|intent| intent["id"].clone()).collect()
    };
    assert_eq!(ids(&bank.get("/v1/intents?metadata.order=ord_1").await), [first["id"].clone()]);
    assert_eq!(ids(&bank.get("/v1/intents?metadata.order=ord_2&metadata.kind=renewal").await), [second["id"].clone()]);
    assert!(ids(&bank.get("/v1/intents?metadata.order=ord_2&metadata.kind=first").await).is_empty());
    assert_eq!(ids(&bank.get("/v1/intents").await), [second["id"].clone(), first["id"].clone()]);
}

#[tokio::test]
async fn nonsense_is_refused_by_name() {
    let bank = Bank::open().await;
    let card = bank.card("4242424242424242").await;
    for (field, value, code) in [
        ("amount_minor", json!(0), "invalid_amount"),
        ("amount_minor", json!(1.5), "invalid_request"),
        ("currency", json!("eur"), "invalid_currency"),
        ("return_url", json!("http://elsewhere.test/back"), "invalid_return_url"),
        ("save_method", json!(true), "customer_missing"),
        ("amount", json!(1), "invalid_request"),
    ] {
        let mut body = payment(&card);
        body[field] = value;
        bank.refused("/v1/intents", body, 400, code).await;
    }
    bank.refused("/v1/intents", payment("pm_unknown"), 404, "not_found").await;
    bank.refused("/v1/intents/pi_unknown/capture", json!({}), 404, "not_found").await;
}

#[tokio::test]
async fn a_stranger_gets_nothing() {
    let bank = Bank::open().await;
    for key in ["", "Bearer ", "Bearer sk_test_0123456789abcdeX", "sk_test_0123456789abcdef"] {
        for path in ["/v1/intents", "/v1/_control/ledger", "/v1/nowhere"] {
            let answer = bank.http.get(bank.url(path)).header("authorization", key).send().await.unwrap();
            assert_eq!(answer.status(), 401, "{key:?} {path}");
        }
    }
}

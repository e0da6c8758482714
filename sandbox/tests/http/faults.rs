//! The sandbox misbehaves when told, and nothing is done twice because of it.

use std::time::Duration;

use serde_json::json;

use crate::bank::{Bank, SECRET_KEY, path_of, payment};

/// Posts with little patience; `None` when no answer came.
async fn impatient(bank: &Bank, key: &str, path: &str) -> Option<u16> {
    let request = bank.http.post(bank.url(path)).bearer_auth(SECRET_KEY).header("idempotency-key", key);
    request.timeout(Duration::from_millis(300)).json(&json!({})).send().await.ok().map(|a| a.status().as_u16())
}

#[tokio::test]
async fn a_request_that_hangs_after_the_work_is_found_done() {
    let bank = Bank::open().await;
    let intent = bank.pay(&bank.card("4242424242424242").await).await;
    bank.done("/v1/_control/faults", json!({ "on": "capture", "do": "hang_after" })).await;
    assert_eq!(impatient(&bank, "capture-1", &path_of(&intent, "capture")).await, None);
    assert_eq!(impatient(&bank, "capture-1", &path_of(&intent, "capture")).await, Some(200));
    assert_eq!(bank.captured().await, (1, 810_000));
}

#[tokio::test]
async fn a_request_that_fails_before_the_work_can_be_sent_again() {
    let bank = Bank::open().await;
    let intent = bank.pay(&bank.card("4242424242424242").await).await;
    bank.done("/v1/_control/faults", json!({ "on": "capture", "do": "error_before", "times": 2 })).await;
    for heard in [500, 500, 200] {
        assert_eq!(impatient(&bank, "capture-1", &path_of(&intent, "capture")).await, Some(heard));
    }
    assert_eq!(bank.captured().await, (1, 810_000));
}

#[tokio::test]
async fn a_request_that_fails_after_the_work_is_found_done() {
    let bank = Bank::open().await;
    let intent = bank.pay(&bank.card("4242424242424242").await).await;
    bank.done("/v1/_control/faults", json!({ "do": "error_after" })).await;
    for heard in [500, 200] {
        assert_eq!(impatient(&bank, "capture-1", &path_of(&intent, "capture")).await, Some(heard));
    }
    assert_eq!(bank.captured().await, (1, 810_000));
}

#[tokio::test]
async fn the_bank_can_be_told_to_say_no() {
    let bank = Bank::open().await;
    let card = bank.card("4242424242424242").await;
    let fault = json!({ "on": "authorise", "do": "decline", "decline": "insufficient_funds" });
    bank.done("/v1/_control/faults", fault).await;
    assert_eq!(bank.pay(&card).await["decline"]["code"], "insufficient_funds");
    let intent = bank.pay(&card).await;
    bank.done("/v1/_control/faults", json!({ "on": "capture", "do": "decline", "decline": "lost_card" })).await;
    assert_eq!(bank.done(&path_of(&intent, "capture"), json!({})).await["decline"]["code"], "lost_card");
    assert_eq!(bank.captured().await, (0, 0));
}

#[tokio::test]
async fn planned_faults_can_be_forgotten() {
    let bank = Bank::open().await;
    let card = bank.card("4242424242424242").await;
    bank.done("/v1/_control/faults", json!({ "do": "error_before", "times": 9 })).await;
    let forget = bank.http.delete(bank.url("/v1/_control/faults")).bearer_auth(SECRET_KEY);
    assert!(forget.send().await.unwrap().status().is_success());
    assert_eq!(bank.done("/v1/intents", payment(&card)).await["status"], "authorised");
}

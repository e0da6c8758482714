//! One key, one effect, one answer.

use std::sync::Arc;

use serde_json::json;
use tokio::sync::Barrier;
use tokio::task::JoinSet;

use crate::bank::{Bank, SECRET_KEY, path_of, payment};

#[tokio::test]
async fn the_same_request_is_answered_alike_and_another_one_refused() {
    let bank = Bank::open().await;
    let card = bank.card("4242424242424242").await;
    let (_, first) = bank.post_as("pay-1", "/v1/intents", payment(&card)).await;
    let (_, second) = bank.post_as("pay-1", "/v1/intents", payment(&card)).await;
    assert_eq!(first, second);
    let mut other = payment(&card);
    other["amount_minor"] = json!(1);
    let (status, refusal) = bank.post_as("pay-1", "/v1/intents", other).await;
    assert_eq!((status.as_u16(), &refusal["error"]["code"]), (409, &json!("idempotency_key_reused")));
    let (status, _) = bank.post_as("pay-1", &path_of(&first, "capture"), payment(&card)).await;
    assert_eq!(status, 400);
    let (status, refusal) = bank.post_as("pay-1", &path_of(&first, "capture"), json!({})).await;
    assert_eq!((status.as_u16(), &refusal["error"]["code"]), (409, &json!("idempotency_key_reused")));
    assert_eq!(bank.get("/v1/intents").await["data"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn a_refusal_and_a_decline_are_repeated_too() {
    let bank = Bank::open().await;
    let declined = bank.card("4000000000009995").await;
    let (_, first) = bank.post_as("pay-1", "/v1/intents", payment(&declined)).await;
    let (_, second) = bank.post_as("pay-1", "/v1/intents", payment(&declined)).await;
    assert_eq!((&first["status"], &first), (&json!("failed"), &second));
    for _ in 0..2 {
        let (status, refusal) = bank.post_as("cap-1", &path_of(&first, "capture"), json!({})).await;
        assert_eq!((status.as_u16(), &refusal["error"]["code"]), (409, &json!("intent_not_capturable")));
    }
}

#[tokio::test]
async fn a_request_without_a_key_is_not_carried_out() {
    let bank = Bank::open().await;
    let card = bank.card("4242424242424242").await;
    let request = bank.http.post(bank.url("/v1/intents")).bearer_auth(SECRET_KEY).json(&payment(&card));
    assert_eq!(request.send().await.unwrap().status(), 400);
    assert!(bank.get("/v1/intents").await["data"].as_array().unwrap().is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn thirty_two_captures_under_one_key_at_once_are_one_capture() {
    let bank = Arc::new(Bank::open().await);
    let intent = bank.pay(&bank.card("4242424242424242").await).await;
    let (path, start) = (path_of(&intent, "capture"), Arc::new(Barrier::new(32)));
    let mut tasks = JoinSet::new();
    for _ in 0..32 {
        let (bank, path, start) = (bank.clone(), path.clone(), start.clone());
        tasks.spawn(async move {
            start.wait().await;
            bank.post_as("capture-1", &path, json!({})).await
        });
    }
    let answers = tasks.join_all().await;
    assert!(answers.iter().all(|(status, answer)| status.is_success() && *answer == answers[0].1), "{answers:?}");
    assert_eq!(bank.captured().await, (1, 810_000));
}

#[tokio::test(flavor = "multi_thread")]
async fn captures_under_different_keys_at_once_are_one_capture_and_refusals() {
    let bank = Arc::new(Bank::open().await);
    let intent = bank.pay(&bank.card("4242424242424242").await).await;
    let mut tasks = JoinSet::new();
    for _ in 0..16 {
        let (bank, path) = (bank.clone(), path_of(&intent, "capture"));
        tasks.spawn(async move { bank.post(&path, json!({})).await });
    }
    let answers = tasks.join_all().await;
    assert_eq!(answers.iter().filter(|(status, _)| status.is_success()).count(), 1);
    assert_eq!(bank.captured().await, (1, 810_000));
}

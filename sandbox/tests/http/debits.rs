//! A debit is accepted now and settles later, well or badly.

use serde_json::{Value, json};

use crate::bank::{Bank, path_of, payment};

async fn started(bank: &Bank, iban: &str) -> Value {
    let intent = bank.pay(&bank.account(iban).await).await;
    assert_eq!((&intent["status"], &intent["expires_at"]), (&json!("authorised"), &Value::Null));
    let processing = bank.done(&path_of(&intent, "capture"), json!({})).await;
    assert_eq!(processing["status"], "processing");
    assert!(processing["settles_at"].is_string());
    assert_eq!(bank.captured().await, (0, 0));
    intent
}

#[tokio::test]
async fn it_settles_when_its_time_comes() {
    let bank = Bank::open().await;
    let intent = started(&bank, "DE89 3704 0044 0532 0130 00").await;
    bank.refused(&path_of(&intent, "cancel"), json!({}), 409, "intent_not_cancellable").await;
    bank.done("/v1/_control/advance", json!({ "seconds": 48 * 3600 + 1 })).await;
    let settled = bank.get(&format!("/v1/intents/{}", intent["id"].as_str().unwrap())).await;
    assert_eq!((&settled["status"], &settled["captured_minor"]), (&json!("captured"), &json!(810_000)));
    assert_eq!(bank.captured().await, (1, 810_000));
}

#[tokio::test]
async fn it_comes_back_when_the_bank_returns_it() {
    let bank = Bank::open().await;
    let intent = started(&bank, "DE62370400440532013001").await;
    bank.done("/v1/_control/advance", json!({ "seconds": 48 * 3600 + 1 })).await;
    let returned = bank.get(&format!("/v1/intents/{}", intent["id"].as_str().unwrap())).await;
    assert_eq!(returned["decline"], json!({ "code": "debit_not_authorized", "advice": "other_method" }));
    assert_eq!(bank.captured().await, (0, 0));
}

#[tokio::test]
async fn a_test_need_not_wait() {
    let bank = Bank::open().await;
    let intent = started(&bank, "NL91ABNA0417164300").await;
    let settle = format!("/v1/_control/intents/{}/settle", intent["id"].as_str().unwrap());
    let body = json!({ "returned_for": "account_closed" });
    assert_eq!(bank.done(&settle, body).await["decline"]["code"], "account_closed");
    bank.refused(&settle, json!({}), 409, "intent_not_processing").await;
}

#[tokio::test]
async fn it_is_in_euros_only() {
    let bank = Bank::open().await;
    let mut body = payment(&bank.account("DE89370400440532013000").await);
    body["currency"] = json!("USD");
    bank.refused("/v1/intents", body, 400, "currency_not_supported").await;
}

//! Every documented test card does what its documentation says.

use serde_json::{Value, json};

use crate::bank::{Bank, path_of, payment};

#[tokio::test]
async fn declines_are_answers_with_a_reason_and_advice() {
    let bank = Bank::open().await;
    for (number, code, advice) in [
        ("4000000000000002", "generic_decline", "other_method"),
        ("4000000000009995", "insufficient_funds", "other_method"),
        ("4000000000009987", "lost_card", "other_method"),
        ("4000000000000069", "expired_card", "fix_details"),
        ("4000000000000127", "incorrect_cvc", "fix_details"),
        ("4000000000000119", "processing_error", "try_again"),
        ("4000000000000341", "generic_decline", "other_method"),
    ] {
        let intent = bank.pay(&bank.card(number).await).await;
        assert_eq!(intent["status"], "failed", "{number}");
        assert_eq!(intent["decline"], json!({ "code": code, "advice": advice }), "{number}");
    }
    assert!(bank.get("/v1/_control/ledger").await["data"].as_array().unwrap().is_empty());
}

#[tokio::test]
async fn three_d_secure_is_asked_for_and_its_first_answer_counts() {
    let bank = Bank::open().await;
    for (number, result, status, code) in [
        ("4000002500003155", "complete", "authorised", Value::Null),
        ("4000002760003184", "complete", "authorised", Value::Null),
        ("4000002760003184", "fail", "failed", json!("authentication_failed")),
        ("4000002760003184", "cancel", "failed", json!("authentication_cancelled")),
        ("4000008400001629", "complete", "failed", json!("generic_decline")),
        ("4000008260003178", "complete", "failed", json!("insufficient_funds")),
    ] {
        let intent = bank.pay(&bank.card(number).await).await;
        assert_eq!(intent["status"], "requires_action", "{number}");
        assert!(intent["action_url"].as_str().unwrap().starts_with(bank.running.base_url.as_str()));
        bank.refused(&path_of(&intent, "capture"), json!({}), 409, "intent_not_capturable").await;
        let control = format!("/v1/_control/intents/{}/authenticate", intent["id"].as_str().unwrap());
        let answered = bank.done(&control, json!({ "result": result })).await;
        assert_eq!((&answered["status"], &answered["decline"]["code"]), (&json!(status), &code), "{number} {result}");
        assert_eq!(answered["action_url"], Value::Null);
        bank.refused(&control, json!({ "result": "complete" }), 409, "intent_needs_no_action").await;
    }
}

#[tokio::test]
async fn without_the_holder_three_d_secure_is_a_decline() {
    let bank = Bank::open().await;
    let mut body = payment(&bank.card("4000002760003184").await);
    body["off_session"] = json!(true);
    let intent = bank.done("/v1/intents", body).await;
    assert_eq!(intent["decline"]["code"], "authentication_required");
}

#[tokio::test]
async fn a_form_with_a_typing_error_gets_no_token() {
    let bank = Bank::open().await;
    let card =
        json!({ "kind": "card", "number": "4242424242424242", "expiry": "12/34", "cvc": "123", "holder": "Ada" });
    for (field, value, code) in [
        ("number", "4242424242424241", "invalid_number"),
        ("expiry", "12/20", "expired_card"),
        ("expiry", "13/34", "invalid_expiry"),
        ("cvc", "12", "invalid_cvc"),
        ("holder", "  ", "invalid_holder"),
    ] {
        let mut typed = card.clone();
        typed[field] = json!(value);
        bank.refused("/v1/payment_methods", typed, 400, code).await;
    }
    let account = json!({ "kind": "sepa_debit", "iban": "DE88370400440532013000", "holder": "Ada" });
    bank.refused("/v1/payment_methods", account, 400, "invalid_iban").await;
}

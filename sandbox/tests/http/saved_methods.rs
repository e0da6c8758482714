//! Methods saved for a customer: for the next payment, of that customer only.

use serde_json::json;

use crate::bank::{Bank, path_of, payment};

fn saving(method: &str, customer: &str) -> serde_json::Value {
    let mut body = payment(method);
    body["customer"] = json!(customer);
    body["save_method"] = json!(true);
    body
}

#[tokio::test]
async fn a_paid_method_is_kept_and_paid_with_again() {
    let bank = Bank::open().await;
    let card = bank.card("4242424242424242").await;
    bank.done("/v1/intents", saving(&card, "acc_1")).await;
    let saved = bank.get("/v1/customers/acc_1/payment_methods").await;
    assert_eq!(saved["data"][0]["id"], json!(card));

    let mut again = payment(&card);
    again["customer"] = json!("acc_1");
    again["off_session"] = json!(true);
    assert_eq!(bank.done("/v1/intents", again.clone()).await["status"], "authorised");
    again["customer"] = json!("acc_2");
    bank.refused("/v1/intents", again, 404, "not_found").await;

    let forget = format!("/v1/customers/acc_1/payment_methods/{card}/forget");
    bank.done(&forget, json!({})).await;
    assert_eq!(bank.get("/v1/customers/acc_1/payment_methods").await["data"], json!([]));
    bank.refused(&forget, json!({}), 404, "not_found").await;
}

#[tokio::test]
async fn one_card_asks_for_three_d_secure_only_until_it_is_saved() {
    let bank = Bank::open().await;
    let card = bank.card("4000002500003155").await;
    let first = bank.done("/v1/intents", saving(&card, "acc_1")).await;
    assert_eq!(first["status"], "requires_action");
    assert_eq!(bank.get("/v1/customers/acc_1/payment_methods").await["data"], json!([]));
    let control = format!("/v1/_control/intents/{}/authenticate", first["id"].as_str().unwrap());
    bank.done(&control, json!({ "result": "complete" })).await;
    bank.done(&path_of(&first, "capture"), json!({})).await;
    let mut renewal = payment(&card);
    renewal["customer"] = json!("acc_1");
    renewal["off_session"] = json!(true);
    assert_eq!(bank.done("/v1/intents", renewal).await["status"], "authorised");
}

#[tokio::test]
async fn one_card_can_be_saved_but_never_charged_and_a_declined_one_not_even_saved() {
    let bank = Bank::open().await;
    let attaches = bank.card("4000000000000341").await;
    let declined = bank.card("4000000000000002").await;
    let path = "/v1/customers/acc_1/payment_methods";
    bank.done(path, json!({ "method": attaches })).await;
    bank.refused(path, json!({ "method": declined }), 409, "method_declined").await;
    let mut charge = payment(&attaches);
    charge["customer"] = json!("acc_1");
    assert_eq!(bank.done("/v1/intents", charge).await["status"], "failed");
}

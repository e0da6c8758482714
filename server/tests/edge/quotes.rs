//! `POST /quote`: what the command line answers, over HTTP.

use axum::body::Body;
use axum::http::StatusCode;
use commerce::testing::demo_goods;
use messages::{Locale, Words};
use serde_json::json;
use server::quoting::Desk;

use crate::shop::{Answer, Shop, program};

async fn ask(shop: &Shop, body: &str, headers: &[(&str, &str)]) -> Answer {
    shop.ask(program("POST", "/quote", headers).map(|_| Body::from(body.to_owned()))).await
}

fn request() -> serde_json::Value {
    json!({ "plan": "premium", "seats": 120, "term": "2y", "currency": "USD", "country": "DE", "business": true,
        "vat_id": "DE136695976", "coupon": "WELCOME15", "addon": { "assistant": 25, "compute": 3 }, "as_of": "2026-11-20" })
}

#[tokio::test]
async fn a_request_is_answered_as_on_the_command_line_byte_for_byte() {
    let shop = Shop::open(&[]).await;
    let answer = ask(&shop, &request().to_string(), &[]).await;
    assert_eq!((answer.status, answer.header("content-type")), (StatusCode::OK, "application/json"));
    assert_eq!((answer.header("cache-control"), answer.header("set-cookie")), ("no-store", ""));
    let desk = Desk { goods: &demo_goods(), words: Words::new(Locale::En), explain: false };
    assert_eq!((answer.text, true), desk.json(&request().to_string()));
}

#[tokio::test]
async fn what_cannot_be_sold_is_refused_with_every_reason_in_the_readers_language() {
    let shop = Shop::open(&[]).await;
    let mut wrong = request();
    (wrong["seats"], wrong["coupon"], wrong["addon"]) = (json!(0), json!("EXPIRED"), json!({}));
    let answer = ask(&shop, &wrong.to_string(), &[("accept-language", "de")]).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    let refused = answer.json()["refused"].as_array().unwrap().clone();
    assert_eq!(refused.len(), 2, "{}", answer.text);
    assert!(refused.iter().all(|reason| reason["message"].as_str().unwrap().contains(' ')), "{}", answer.text);
    let english = ask(&shop, &wrong.to_string(), &[]).await;
    assert_ne!(english.text, answer.text);
    for nonsense in ["", "{", "[]", "null", "\u{0}"] {
        let answer = ask(&shop, nonsense, &[]).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{nonsense}: {}", answer.text);
        assert!(answer.json()["refused"][0]["code"].is_string(), "{}", answer.text);
    }
}

#[tokio::test]
async fn a_request_has_bounds() {
    let shop = Shop::open(&[("KASSA_BODY_LIMIT", "1000"), ("KASSA_RATE_LIMIT", "12")]).await;
    let large = ask(&shop, &" ".repeat(1001), &[]).await;
    assert_eq!((large.status, &large.json()["error"]["code"]), (StatusCode::PAYLOAD_TOO_LARGE, &json!("too_large")));
    assert_eq!(ask(&shop, &request().to_string(), &[]).await.status, StatusCode::OK);
    assert_eq!(ask(&shop, &request().to_string(), &[]).await.status, StatusCode::TOO_MANY_REQUESTS);
    let foreign = Shop::open(&[]).await;
    let forged = ask(&foreign, &request().to_string(), &[("sec-fetch-site", "cross-site")]).await;
    assert_eq!(forged.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn the_functions_of_the_last_step_take_a_day_in_one_form_only() {
    let shop = Shop::open(&[]).await;
    let nobodys = "id=chk_00000000000000000000000001&version=1";
    let headers = [("content-type", "application/x-www-form-urlencoded"), ("origin", "http://shop.test")];
    for (day, understood) in [
        ("2026-11-20", true),
        ("20261120", false),
        ("2026-11-20T10:00:00", false),
        ("2026-11-20%5BEurope/Berlin%5D", false),
        ("%2B002026-11-20", false),
    ] {
        let form = format!("{nobodys}&as_of={day}&quote_hash=guessed&terms=2026-01");
        let accept = shop.ask(program("POST", "/fn/accept", &headers).map(|_| Body::from(form))).await;
        let shown = shop.ask(program("GET", &format!("/fn/shown_quote?{nobodys}&as_of={day}"), &[])).await;
        for answer in [accept, shown] {
            // A stranger's day that is understood comes as far as the checkout, which is not the stranger's.
            assert_eq!(answer.status == StatusCode::NOT_FOUND, understood, "{day}: {} {}", answer.status, answer.text);
            assert!(answer.status.is_client_error(), "{day}: {} {}", answer.status, answer.text);
        }
    }
}

//! Webhooks: signed, delivered until taken, and late, twice or out of order when told.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::routing::post;
use sandbox::webhook::signature::sign;
use serde_json::{Value, json};
use tokio::net::TcpListener;
use tokio::sync::Notify;
use url::Url;

use crate::bank::{Bank, payment};

/// A merchant's endpoint that checks signatures and keeps what came.
#[derive(Clone, Default)]
struct Merchant {
    heard: Arc<Mutex<Vec<(String, Value)>>>,
    refuses: Arc<Mutex<u32>>,
    news: Arc<Notify>,
}

impl Merchant {
    async fn listen(&self) -> Url {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let url = format!("http://{}/webhooks/sandbox", listener.local_addr().unwrap());
        let router = Router::new().route("/webhooks/sandbox", post(take)).with_state(self.clone());
        tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        Url::parse(&url).unwrap()
    }

    fn kinds(&self) -> Vec<String> {
        self.heard.lock().unwrap().iter().map(|(_, body)| body["type"].as_str().unwrap().to_owned()).collect()
    }

    async fn hears(&self, count: usize) -> Vec<(String, Value)> {
        let enough = async {
            loop {
                let news = self.news.notified();
                if self.heard.lock().unwrap().len() >= count {
                    break;
                }
                news.await;
            }
        };
        tokio::time::timeout(Duration::from_secs(20), enough).await.unwrap_or_else(|_| panic!("{:?}", self.kinds()));
        self.heard.lock().unwrap().clone()
    }
}

async fn take(State(merchant): State<Merchant>, headers: HeaderMap, body: Bytes) -> StatusCode {
    let header = |name: &str| headers[name].to_str().unwrap().to_owned();
    let key = [
        0x31, 0xf2, 0x90, 0xf6, 0xbf, 0x06, 0x29, 0x8a, 0xab, 0x4f, 0x08, 0xd4, 0x3c, 0x3f, 0x08, 0x2c, 0xf6, 0x48,
        0xa3, 0x62, 0xda, 0x2d, 0xa4, 0xb0,
    ];
    let (id, timestamp) = (header("webhook-id"), header("webhook-timestamp").parse().unwrap());
    let body = String::from_utf8(body.to_vec()).unwrap();
    assert_eq!(header("webhook-signature"), sign(&key, &id, timestamp, &body));
    {
        let mut refuses = merchant.refuses.lock().unwrap();
        if *refuses > 0 {
            *refuses -= 1;
            return StatusCode::SERVICE_UNAVAILABLE;
        }
    }
    merchant.heard.lock().unwrap().push((id, serde_json::from_str(&body).unwrap()));
    merchant.news.notify_waiters();
    merchant.news.notify_one();
    StatusCode::NO_CONTENT
}

async fn open() -> (Bank, Merchant) {
    let merchant = Merchant::default();
    let url = merchant.listen().await;
    (Bank::open_with(|config| config.webhook_url = Some(url)).await, merchant)
}

async fn pay_and_capture(bank: &Bank, told: &str) {
    let mut body = payment(&bank.card("4242424242424242").await);
    body["metadata"]["sandbox_webhooks"] = json!(told);
    let intent = bank.done("/v1/intents", body).await;
    bank.done(&crate::bank::path_of(&intent, "capture"), json!({})).await;
}

#[tokio::test]
async fn each_change_is_told_with_the_whole_intent() {
    let (bank, merchant) = open().await;
    pay_and_capture(&bank, "").await;
    let heard = merchant.hears(2).await;
    assert_eq!(merchant.kinds(), ["intent.authorised", "intent.captured"]);
    let data = &heard[1].1["data"];
    assert_eq!(
        (&data["captured_minor"], &data["metadata"]["order"], &data["version"]),
        (&json!(810_000), &json!("ord_1"), &json!(2))
    );
}

#[tokio::test]
async fn a_webhook_that_is_not_taken_comes_again_under_the_same_id() {
    let (bank, merchant) = open().await;
    *merchant.refuses.lock().unwrap() = 1;
    bank.pay(&bank.card("4242424242424242").await).await;
    let heard = merchant.hears(1).await;
    let log = bank.get("/v1/_control/webhooks").await;
    assert_eq!(log["data"][0]["event"], json!(heard[0].0));
}

#[tokio::test]
async fn twice_when_told() {
    let (bank, merchant) = open().await;
    pay_and_capture(&bank, "twice").await;
    let heard = merchant.hears(4).await;
    let copies = |kind: &str| -> Vec<&String> {
        heard.iter().filter(|(_, body)| body["type"] == kind).map(|(id, _)| id).collect()
    };
    let captured = copies("intent.captured");
    assert_eq!((captured.len(), captured[0]), (2, captured[1]));
}

#[tokio::test]
async fn out_of_order_when_told() {
    let (bank, merchant) = open().await;
    pay_and_capture(&bank, "out_of_order").await;
    merchant.hears(2).await;
    assert_eq!(merchant.kinds(), ["intent.captured", "intent.authorised"]);
}

#[tokio::test]
async fn held_until_flushed_backwards_and_twice() {
    let (bank, merchant) = open().await;
    bank.done("/v1/_control/webhooks", json!({ "hold": true })).await;
    pay_and_capture(&bank, "").await;
    assert!(merchant.kinds().is_empty());
    let flushed = bank.done("/v1/_control/webhooks/flush", json!({ "order": "reversed", "copies": 2 })).await;
    assert_eq!(flushed["sent"].as_array().unwrap().len(), 4);
    let expected = ["intent.captured", "intent.captured", "intent.authorised", "intent.authorised"];
    assert_eq!(merchant.kinds(), expected);
}

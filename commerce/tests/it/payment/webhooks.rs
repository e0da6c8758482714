//! Webhooks of the real provider, over HTTP: late, twice and out of order, beside everything else.

use std::sync::{Arc, OnceLock};

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::routing::post;
use commerce::clock::Clock;
use commerce::commerce::Commerce;
use commerce::on_both_databases;
use commerce::ports::gateway::Webhook;
use serde_json::json;
use tokio::net::TcpListener;
use url::Url;

use super::till::{TOTAL, Till};
use crate::it::provider::{ACCOUNT, CONFIRMED, GOOD, Provider};

type Shop = Arc<OnceLock<Commerce>>;

async fn take(State(shop): State<Shop>, headers: HeaderMap, body: Bytes) -> StatusCode {
    let Some(shop) = shop.get() else { return StatusCode::SERVICE_UNAVAILABLE };
    let webhook = Webhook { headers: &headers, body: &body };
    match shop.receive_webhook(&webhook, Clock::real().now()).await {
        Ok(Ok(())) => StatusCode::NO_CONTENT,
        Ok(Err(_)) => StatusCode::FORBIDDEN,
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

/// A shop whose provider holds its webhooks back until told.
async fn open(world: &commerce::testing::World) -> Till<'_> {
    let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let url = format!("http://{}/webhooks/sandbox", listener.local_addr().unwrap());
    let shop = Shop::default();
    let router = Router::new().route("/webhooks/sandbox", post(take)).with_state(shop.clone());
    tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
    let till = Till::with(world, Provider::with_webhooks(Some(Url::parse(&url).unwrap())).await);
    till.provider.post("/v1/_control/webhooks", json!({ "hold": true })).await;
    shop.set(till.shop.clone()).unwrap();
    till
}

/// Lets every held webhook go, and wants each to be taken.
async fn flush(till: &Till<'_>, order: &str, copies: u32) -> usize {
    let sent = till.provider.post("/v1/_control/webhooks/flush", json!({ "order": order, "copies": copies })).await;
    let sent = sent["sent"].as_array().unwrap().clone();
    assert!(sent.iter().all(|attempt| attempt["answer"] == "204"), "{sent:?}");
    sent.len()
}

on_both_databases! {
    async fn a_buyer_who_never_comes_back_is_delivered_all_the_same(world: &World) {
        let till = open(world).await;
        let buyer = till.buyer(CONFIRMED).await;
        let (id, _) = till.place(&buyer).await;
        till.provider.authenticate(&till.provider.payment_of(id).await, "complete").await;
        assert_eq!(flush(&till, "reversed", 2).await, 4);
        till.work_patiently().await;
        till.is_delivered_once(&buyer, id).await;
        // Those of the capture come last, also twice and backwards.
        flush(&till, "reversed", 3).await;
        till.work_patiently().await;
        till.is_delivered_once(&buyer, id).await;
    }

    async fn webhooks_before_the_answer_change_nothing(world: &World) {
        let till = open(world).await;
        let buyer = till.buyer(GOOD).await;
        till.provider.fault("authorise", "hang_after").await;
        let (id, _) = till.place(&buyer).await;
        flush(&till, "forward", 2).await;
        till.work_patiently().await;
        till.is_delivered_once(&buyer, id).await;
        flush(&till, "reversed", 2).await;
        till.work_patiently().await;
        till.is_delivered_once(&buyer, id).await;
    }

    async fn a_debit_settles_by_webhook(world: &World) {
        let till = open(world).await;
        let buyer = till.buyer(ACCOUNT).await;
        let (id, _) = till.place(&buyer).await;
        till.work().await;
        assert_eq!(till.reason(id).await.as_deref(), Some("waiting_settlement"));
        till.provider.settle(&till.provider.payment_of(id).await, None).await;
        flush(&till, "reversed", 1).await;
        till.work_patiently().await;
        till.is_delivered_once(&buyer, id).await;
    }

    async fn a_webhook_of_another_shop_is_passed_over_and_a_forged_one_refused(world: &World) {
        let till = open(world).await;
        let stranger = till.provider.token(GOOD).await;
        let metadata = json!({ "intent": "pay_00000000000000000000000001" });
        let body = json!({ "amount_minor": TOTAL, "currency": "EUR", "method": stranger, "metadata": metadata });
        till.provider.post("/v1/intents", body).await;
        assert_eq!(flush(&till, "forward", 1).await, 1);
        let headers = HeaderMap::new();
        let forged = Webhook { headers: &headers, body: b"{}" };
        assert!(till.shop.receive_webhook(&forged, Clock::real().now()).await.unwrap().is_err());
    }
}

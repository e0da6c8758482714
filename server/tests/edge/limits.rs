//! How much one client may ask for, and the clear answer when it was too much.

use axum::Router;
use axum::body::{Body, Bytes};
use axum::http::{Request, StatusCode};
use axum::routing::{get, post};

use crate::shop::{Shop, browser, from, program};

#[tokio::test]
async fn a_client_that_asks_too_often_is_told_when_to_come_back() {
    let shop = Shop::open(&[("KASSA_RATE_LIMIT", "6")]).await;
    for _ in 0..6 {
        assert_eq!(shop.ask(program("GET", "/healthz", &[])).await.status, StatusCode::OK);
    }
    let refused = shop.ask(program("GET", "/healthz", &[])).await;
    assert_eq!(refused.status, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(refused.json()["error"]["code"], "too_many_requests");
    assert!((1..=11).contains(&refused.header("retry-after").parse::<u32>().unwrap()));
    let page = shop.ask(browser("GET", "/", &[("accept-language", "de")])).await;
    assert!(page.text.contains("<h1>") && page.text.contains("Sekunden"), "{}", page.text);
}

#[tokio::test]
async fn other_clients_and_the_files_of_the_bundle_are_not_concerned() {
    let shop = Shop::open(&[("KASSA_RATE_LIMIT", "1"), ("KASSA_TRUSTED_PROXIES", "10.0.0.1")]).await;
    shop.ask(program("GET", "/healthz", &[])).await;
    assert_eq!(shop.ask(program("GET", "/healthz", &[])).await.status, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(shop.ask(program("GET", "/main-0123456789abcdef.css", &[])).await.status, StatusCode::OK);
    for client in ["198.51.100.1", "198.51.100.2"] {
        let request = program("GET", "/healthz", &[("x-forwarded-for", client)]);
        assert_eq!(shop.ask(from("10.0.0.1:1", request)).await.status, StatusCode::OK, "{client}");
    }
    let forged = program("GET", "/healthz", &[("x-forwarded-for", "198.51.100.3")]);
    assert_eq!(shop.ask(forged).await.status, StatusCode::TOO_MANY_REQUESTS, "an untrusted peer cannot pretend");
}

#[tokio::test]
async fn a_body_that_is_too_large_is_refused() {
    let shop = Shop::open(&[("KASSA_BODY_LIMIT", "10")]).await;
    let routes = || Router::new().route("/body", post(|body: Bytes| async move { body.len().to_string() }));
    let sized = |bytes: usize| {
        let (mut parts, ()) = Request::post("/body").body(()).unwrap().into_parts();
        parts.headers.insert("content-length", bytes.into());
        Request::from_parts(parts, Body::from("x".repeat(bytes)))
    };
    assert_eq!(shop.ask_inside(routes(), sized(10)).await.text, "10");
    let refused = shop.ask_inside(routes(), sized(11)).await;
    assert_eq!(refused.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert_eq!(refused.json()["error"]["code"], "too_large");
    let unannounced = Request::post("/body").body(Body::from("x".repeat(11))).unwrap();
    assert_eq!(shop.ask_inside(routes(), unannounced).await.status, StatusCode::PAYLOAD_TOO_LARGE);
}

#[tokio::test]
async fn an_answer_that_does_not_come_is_given_up() {
    let shop = Shop::open(&[("KASSA_TIMEOUT", "1")]).await;
    let routes = Router::new().route("/never", get(std::future::pending::<()>));
    let answer = shop.ask_inside(routes, program("GET", "/never", &[])).await;
    assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(answer.json()["error"]["code"], "timed_out");
}

//! What operators ask, and stopping without losing anybody.

use axum::http::StatusCode;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::sync::oneshot;

use crate::shop::{Shop, browser, from, program};

#[tokio::test]
async fn readiness_names_database_migrations_and_catalogue() {
    let shop = Shop::open(&[("KASSA_TEST_CLOCK", "2026-11-20T09:00:00Z")]).await;
    let answer = shop.ask(program("GET", "/readyz", &[])).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
    assert_eq!(answer.json()["database"], true);
    assert_eq!(answer.json()["migrations_pending"].as_array().unwrap().len(), 0);
    assert!(answer.json()["catalogue"].is_string());
    assert_eq!(shop.ask(program("GET", "/healthz", &[])).await.text, "ok");
}

#[tokio::test]
async fn nothing_is_ready_before_the_catalogue_applies() {
    let shop = Shop::open(&[("KASSA_TEST_CLOCK", "1999-01-01T00:00:00Z")]).await;
    let answer = shop.ask(program("GET", "/readyz", &[])).await;
    assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(answer.json()["catalogue"].is_null());
}

#[tokio::test]
async fn metrics_are_for_the_machine_itself_and_know_routes_only() {
    let shop = Shop::open(&[]).await;
    shop.ask(browser("GET", "/?secret=hunter2", &[])).await;
    let metrics = shop.ask(from("127.0.0.1:1", program("GET", "/metrics", &[]))).await;
    assert!(metrics.text.contains("kassa_http_request_seconds_count"), "{}", metrics.text);
    assert!(!metrics.text.contains("hunter2"), "{}", metrics.text);
    assert_eq!(shop.ask(program("GET", "/metrics", &[])).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn metrics_are_not_for_whoever_comes_through_a_proxy_on_this_machine() {
    for trusted in ["192.0.2.1", "127.0.0.1"] {
        let shop = Shop::open(&[("KASSA_TRUSTED_PROXIES", trusted)]).await;
        for (name, value) in [
            ("x-forwarded-for", "203.0.113.9"),
            ("x-forwarded-for", "127.0.0.1"),
            ("forwarded", "for=203.0.113.9"),
            ("x-real-ip", "203.0.113.9"),
        ] {
            let answer = shop.ask(from("127.0.0.1:1", program("GET", "/metrics", &[(name, value)]))).await;
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "{name}: {value}, {trusted} is trusted");
        }
        assert_eq!(shop.ask(from("127.0.0.1:1", program("GET", "/metrics", &[]))).await.status, StatusCode::OK);
    }
}

#[tokio::test]
async fn a_server_that_is_asked_to_stop_closes_its_door_and_ends() {
    let Shop { server, directory: _directory } = Shop::open(&[]).await;
    let address = server.address().unwrap();
    let (stop, stopped) = oneshot::channel::<()>();
    let running = tokio::spawn(server.prepare().await.unwrap().run(async move {
        let _ = stopped.await;
    }));
    let mut connection = TcpStream::connect(address).await.unwrap();
    connection.write_all(b"GET /healthz HTTP/1.1\r\nhost: shop.test\r\nconnection: close\r\n\r\n").await.unwrap();
    let mut answer = String::new();
    connection.read_to_string(&mut answer).await.unwrap();
    assert!(answer.starts_with("HTTP/1.1 200 OK") && answer.ends_with("ok"), "{answer}");
    stop.send(()).unwrap();
    running.await.unwrap().unwrap();
    assert!(TcpStream::connect(address).await.is_err());
}

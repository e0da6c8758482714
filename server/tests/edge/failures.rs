//! A bug fails one request, says so politely, and leaves the process standing.

use axum::Router;
use axum::http::StatusCode;
use axum::routing::get;
use server::state::AppState;

use crate::shop::{Shop, browser, program};

async fn broken() {
    panic!("a secret of the implementation");
}

fn routes() -> Router<AppState> {
    Router::new().route("/broken", get(broken)).route("/fine", get(|| async { "fine" }))
}

#[tokio::test]
async fn a_panic_is_a_page_with_a_reference_and_without_its_cause() {
    let shop = Shop::open(&[]).await;
    let page = shop.ask_inside(routes(), browser("GET", "/broken", &[("accept-language", "de")])).await;
    assert_eq!(page.status, StatusCode::INTERNAL_SERVER_ERROR);
    assert!(page.text.contains("Bei uns ist etwas schiefgegangen"), "{}", page.text);
    assert!(page.text.contains(page.header("x-request-id")), "{}", page.text);
    assert!(!page.text.contains("secret") && !page.text.contains("<script"), "{}", page.text);
    let call = shop.ask_inside(routes(), program("GET", "/broken", &[])).await;
    assert_eq!(call.json()["error"]["code"], "internal");
    assert_eq!(shop.ask_inside(routes(), program("GET", "/fine", &[])).await.text, "fine");
}

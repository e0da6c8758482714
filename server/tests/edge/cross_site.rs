//! What another site makes a browser send is refused, in words.

use axum::http::StatusCode;

use crate::shop::{Shop, browser, program};

#[tokio::test]
async fn a_form_from_another_site_is_refused_before_it_reaches_anything() {
    let shop = Shop::open(&[]).await;
    let form = [("sec-fetch-site", "cross-site"), ("origin", "https://evil.example"), ("accept-language", "de")];
    let page = shop.ask(browser("POST", "/fn/anything", &form)).await;
    assert_eq!(page.status, StatusCode::FORBIDDEN);
    assert!(page.text.contains(r#"<html lang="de""#) && page.text.contains("<h1>"), "{}", page.text);
    let call = shop.ask(program("POST", "/fn/anything", &form)).await;
    assert_eq!(call.status, StatusCode::FORBIDDEN);
    assert_eq!(call.json()["error"]["code"], "cross_site");
    assert_eq!(call.json()["error"]["request_id"], call.header("x-request-id"));
}

#[tokio::test]
async fn our_own_pages_and_webhooks_get_through() {
    let shop = Shop::open(&[]).await;
    let ours = [("origin", "http://shop.test"), ("sec-fetch-site", "same-origin")];
    for request in [
        browser("POST", "/no/such/page", &ours),
        program("POST", "/webhooks/nobody", &[("origin", "https://evil.example")]),
    ] {
        assert_ne!(shop.ask(request).await.status, StatusCode::FORBIDDEN);
    }
}

//! The way to providers and back, where the provider is away: what is said, what is set, and what is left open.

use axum::body::Body;
use axum::http::{Request, StatusCode};
use serde_json::json;

use crate::shop::{Shop, browser, program};

/// A shop with a provider that claims a domain and one for everybody; nobody listens where they are.
async fn shop() -> Shop {
    Shop::open(&[
        ("KASSA_OIDC_PROVIDERS", "acme,open"),
        ("KASSA_OIDC_ACME_ISSUER", "http://127.0.0.1:1"),
        ("KASSA_OIDC_ACME_CLIENT_ID", "kassa"),
        ("KASSA_OIDC_ACME_NAME", "Acme"),
        ("KASSA_OIDC_ACME_DOMAINS", "acme.example"),
        ("KASSA_OIDC_OPEN_ISSUER", "http://127.0.0.1:1"),
        ("KASSA_OIDC_OPEN_CLIENT_ID", "kassa"),
        ("KASSA_OIDC_OPEN_NAME", "Open & Co"),
    ])
    .await
}

fn posted(request: Request<Body>, form: &str) -> Request<Body> {
    let (mut parts, _) = request.into_parts();
    parts.headers.insert("content-type", "application/x-www-form-urlencoded".parse().unwrap());
    Request::from_parts(parts, Body::from(form.to_owned()))
}

#[tokio::test]
async fn an_address_in_a_claimed_domain_is_sent_on_and_others_are_sent_a_code() {
    let shop = shop().await;
    let ask = async |form| shop.ask(posted(program("POST", "/fn/request_code", &[]), form)).await.json();
    let there = ask("email=Ada@ACME.example&to=/plans").await;
    assert_eq!(there, json!({ "provider": "/sign-in/oidc/acme?to=%2Fplans&hint=Ada%40ACME.example" }));
    assert_eq!(ask("email=ada@free.example").await["code"]["email"], "ada@free.example");
    assert_eq!(ask("email=ada@acme.example&by=code").await["code"]["email"], "ada@acme.example", "insisted on");

    let headers = [("origin", "http://shop.test"), ("sec-fetch-site", "same-origin")];
    let form = posted(browser("POST", "/fn/request_code", &headers), "email=ada@acme.example");
    let sent_on = shop.ask(form).await;
    assert_eq!(sent_on.status, StatusCode::SEE_OTHER);
    assert_eq!(sent_on.header("location"), "/sign-in/oidc/acme?hint=ada%40acme.example&by=form");
}

#[tokio::test]
async fn a_provider_that_is_away_leads_back_to_the_code_and_says_so() {
    let shop = shop().await;
    for (path, to) in [
        ("/sign-in/oidc/acme?to=/trials/trl_1", "/sign-in?to=%2Ftrials%2Ftrl_1&by=code"),
        ("/sign-in/oidc/acme?to=//evil.example", "/sign-in?by=code"),
        ("/sign-in/oidc/nobody", "/sign-in?by=code"),
        ("/sign-in/oidc/acme/callback", "/sign-in?by=code"),
        ("/sign-in/oidc/acme/callback?state=guessed&code=guessed", "/sign-in?by=code"),
    ] {
        let answer = shop.ask(browser("GET", path, &[])).await;
        assert_eq!((answer.status, answer.header("location")), (StatusCode::SEE_OTHER, to), "{path}");
        assert_eq!(answer.header("cache-control"), "no-store");
    }
    for provider in ["acme", "nobody"] {
        let left = shop.ask(browser("GET", &format!("/sign-in/oidc/{provider}/end"), &[])).await;
        assert_eq!((left.status, left.header("location")), (StatusCode::SEE_OTHER, "/sign-in"), "{provider}");
    }
}

#[tokio::test]
async fn the_page_offers_those_that_are_for_everybody() {
    let shop = shop().await;
    let page = shop.ask(browser("GET", "/sign-in?to=/plans", &[])).await;
    assert!(page.text.contains("Continue with Open &amp; Co"), "{}", page.text);
    assert!(page.text.contains(r#"href="/sign-in/oidc/open?to=%2Fplans""#) && !page.text.contains("oidc/acme"));
    let told = shop.ask(program("GET", "/fn/whoami", &[])).await.json();
    assert_eq!(told["ways"], json!([{ "slug": "open", "name": "Open & Co" }]));
    let none = Shop::open(&[]).await.ask(program("GET", "/fn/whoami", &[])).await.json();
    assert_eq!(
        none,
        json!({ "email": null, "awaits_code_for": null, "ended": null }),
        "nothing is configured by itself"
    );
}

#[tokio::test]
async fn a_logout_token_is_refused_by_name_and_needs_no_cookie() {
    let shop = shop().await;
    for (path, form, status, says) in [
        ("/sign-in/oidc/nobody/backchannel", "logout_token=a", 404, "provider_unknown"),
        ("/sign-in/oidc/acme/backchannel", "", 400, "logout_token_unreadable"),
        // {"alg":"none"}
        (
            "/sign-in/oidc/acme/backchannel",
            "logout_token=eyJhbGciOiJub25lIn0.e30.",
            400,
            "logout_token_wrong_algorithm",
        ),
        // {"alg":"ES256"}
        ("/sign-in/oidc/acme/backchannel", "logout_token=eyJhbGciOiJFUzI1NiJ9.e30.AA", 503, "provider_unavailable"),
    ] {
        let answer = shop.ask(posted(program("POST", path, &[]), form)).await;
        assert_eq!(
            (answer.status.as_u16(), answer.json()["error_description"].as_str()),
            (status, Some(says)),
            "{form}"
        );
        assert_eq!((answer.header("cache-control"), answer.header("set-cookie")), ("no-store", ""));
    }
}

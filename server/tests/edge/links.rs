//! Links that people are sent: opening the page uses nothing up, the form does, and only once. All of it without script.

use axum::body::Body;
use axum::http::{Request, StatusCode};
use domain::access::Purpose;
use domain::ids::CheckoutId;
use jiff::SignedDuration;

use crate::shop::{Answer, Shop, browser, program};

/// Opens a checkout in one browser and gives its id, and the path of a link to it.
async fn link(shop: &Shop) -> (String, String) {
    let form = "plan=premium&seats=25&term=1y&currency=EUR";
    let started = shop.ask(posted(program("POST", "/fn/start_checkout", &[]), form)).await;
    assert_eq!(started.status, StatusCode::OK, "{}", started.text);
    let id: String = serde_json::from_value(started.json()).unwrap();
    let checkout: CheckoutId = id.parse().unwrap();
    let commerce = shop.state().commerce();
    let lifetime = SignedDuration::from_hours(1);
    let link =
        commerce.store().write(|tx| async move { commerce.create_link(&tx, checkout, Purpose::Buy, lifetime).await });
    (id, format!("/l/{}", link.await.unwrap().secret.reveal()))
}

fn posted(request: Request<Body>, form: &str) -> Request<Body> {
    let (mut parts, _) = request.into_parts();
    parts.headers.insert("content-type", "application/x-www-form-urlencoded".parse().unwrap());
    Request::from_parts(parts, Body::from(form.to_owned()))
}

async fn press(shop: &Shop, link: &str) -> Answer {
    let referer = format!("http://shop.test{link}");
    let headers = [("origin", "http://shop.test"), ("sec-fetch-site", "same-origin"), ("referer", &referer)];
    let form = format!("secret={}", link.trim_start_matches("/l/"));
    shop.ask(posted(browser("POST", "/fn/redeem_link", &headers), &form)).await
}

#[tokio::test]
async fn whoever_scans_mail_uses_no_link_up_and_whoever_presses_the_button_does() {
    let shop = Shop::open(&[]).await;
    let (id, link) = link(&shop).await;
    for method in ["HEAD", "GET", "GET"] {
        let page = shop.ask(browser(method, &link, &[])).await;
        assert_eq!((page.status, page.header("set-cookie")), (StatusCode::OK, ""), "{method}");
        assert_eq!(page.header("referrer-policy"), "same-origin");
        assert!(method == "HEAD" || page.text.contains(r#"action="/fn/redeem_link""#), "{}", page.text);
    }
    let opened = press(&shop, &link).await;
    assert_eq!(opened.status, StatusCode::SEE_OTHER, "{}", opened.text);
    assert_eq!(opened.header("location"), format!("/checkout/{id}"));
    let cookie = opened.header("set-cookie").split(';').next().unwrap().to_owned();
    let checkout = shop.ask(browser("GET", &format!("/checkout/{id}/plan"), &[("cookie", &cookie)])).await;
    assert_eq!(checkout.status, StatusCode::OK);

    // The same browser, by the old mail: it is led on. Another one is told.
    let again = shop.ask(browser("GET", &link, &[("cookie", &cookie)])).await;
    assert!(again.status.is_redirection(), "{}", again.status);
    assert_eq!(again.header("location"), format!("/checkout/{id}"));
    let spent = shop.ask(browser("GET", &link, &[])).await;
    assert_eq!(spent.status, StatusCode::GONE);
    assert!(spent.text.contains("This link has been used"), "{}", spent.text);
}

#[tokio::test]
async fn of_two_browsers_that_wait_before_the_button_the_second_is_told() {
    let shop = Shop::open(&[]).await;
    let (_, link) = link(&shop).await;
    assert_eq!(press(&shop, &link).await.status, StatusCode::SEE_OTHER);
    let late = press(&shop, &link).await;
    assert_eq!((late.status, late.header("location")), (StatusCode::SEE_OTHER, link.as_str()));
    assert!(!late.header("set-cookie").contains("kassa="), "{}", late.header("set-cookie"));
}

#[tokio::test]
async fn a_link_that_nobody_made_leads_nowhere() {
    let shop = Shop::open(&[]).await;
    let page = shop.ask(browser("GET", "/l/nonsense", &[("accept-language", "de")])).await;
    assert_eq!(page.status, StatusCode::GONE);
    assert!(page.text.contains("führt nirgendwohin"), "{}", page.text);
}

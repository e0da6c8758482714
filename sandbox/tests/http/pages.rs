//! The pages: who may frame them, what opens them, and what they forget.

use reqwest::header::{CONTENT_SECURITY_POLICY, LOCATION};
use reqwest::redirect::Policy;
use serde_json::{Value, json};

use crate::bank::{Bank, payment};

const CARD: &str = "4000002760003184";

fn typed() -> Value {
    json!({ "kind": "card", "number": CARD, "expiry": "12 / 34", "cvc": "123", "holder": "Ada" })
}

async fn challenged(bank: &Bank) -> (String, String) {
    let mut body = payment(&bank.card(CARD).await);
    body["return_url"] = json!("http://shop.test/orders/1?paid=1");
    body["description"] = json!("<b>25 seats</b>");
    let intent = bank.done("/v1/intents", body).await;
    (intent["id"].as_str().unwrap().to_owned(), intent["action_url"].as_str().unwrap().to_owned())
}

#[tokio::test]
async fn only_the_merchant_may_frame_the_fields() {
    let bank = Bank::open().await;
    let page = bank.http.get(bank.url("/fields?kind=card&locale=de")).send().await.unwrap();
    let policy = page.headers()[CONTENT_SECURITY_POLICY].to_str().unwrap().to_owned();
    assert!(policy.contains("frame-ancestors http://shop.test;") && policy.contains("default-src 'none'"), "{policy}");
    assert!(!policy.contains("unsafe"), "{policy}");
    let html = page.text().await.unwrap();
    assert!(html.contains("Kartennummer") && html.contains("data-parent=\"http://shop.test\"") && !html.contains("{{"));
    for token in ["cc-number", "cc-exp", "cc-csc", "cc-name"] {
        assert!(html.contains(&format!("autocomplete=\"{token}\"")), "{token}");
    }
    let foreign = bank.http.get(bank.url("/fields?parent=http://evil.test")).send().await.unwrap();
    assert_eq!(foreign.status(), 403);
    assert!(foreign.headers()[CONTENT_SECURITY_POLICY].to_str().unwrap().contains("frame-ancestors 'none'"));
    for framed_by_nobody in ["/"] {
        let page = bank.http.get(bank.url(framed_by_nobody)).send().await.unwrap();
        assert!(page.headers()[CONTENT_SECURITY_POLICY].to_str().unwrap().contains("frame-ancestors 'none'"));
    }
}

#[tokio::test]
async fn what_the_page_loads_is_kept_for_ever_and_comes_from_here() {
    let bank = Bank::open().await;
    let html = bank.http.get(bank.url("/fields?kind=sepa_debit")).send().await.unwrap().text().await.unwrap();
    assert!(html.contains("Kassa demo") && html.contains("id=\"iban\""));
    let addresses: Vec<_> = html.split('"').filter(|part| part.starts_with("/assets/")).collect();
    assert_eq!(addresses.len(), 2);
    for address in addresses {
        let asset = bank.http.get(bank.url(address)).send().await.unwrap();
        assert!(asset.headers()["cache-control"].to_str().unwrap().contains("immutable"));
        assert!(!asset.text().await.unwrap().contains("http"), "{address} refers to nobody else");
    }
    assert_eq!(bank.http.get(bank.url("/assets/other.js")).send().await.unwrap().status(), 404);
}

#[tokio::test]
async fn only_the_fields_themselves_get_a_token_and_the_number_is_forgotten() {
    let bank = Bank::open().await;
    let own = bank.running.base_url.origin().ascii_serialization();
    for (origin, site, status) in
        [("http://shop.test", "cross-site", 403), (own.as_str(), "same-site", 403), (own.as_str(), "same-origin", 200)]
    {
        let request = bank.http.post(bank.url("/fields/methods")).header("origin", origin).json(&typed());
        let answer = request.header("sec-fetch-site", site).send().await.unwrap();
        assert_eq!(answer.status(), status, "{origin} {site}");
        if status == 200 {
            let method: Value = answer.json().await.unwrap();
            assert_eq!(
                (&method["brand"], &method["last4"], &method["country"]),
                (&json!("visa"), &json!("3184"), &json!("DE"))
            );
        }
    }
    let without = bank.http.post(bank.url("/fields/methods")).json(&typed()).send().await.unwrap();
    assert_eq!(without.status(), 403);
    for file in bank.files() {
        let bytes = std::fs::read(&file).unwrap();
        assert!(!bytes.windows(CARD.len()).any(|window| window == CARD.as_bytes()), "{}", file.display());
    }
}

#[tokio::test]
async fn the_banks_page_opens_with_its_secret_only() {
    let bank = Bank::open().await;
    let (id, url) = challenged(&bank).await;
    let page = bank.http.get(&url).send().await.unwrap();
    assert_eq!(page.status(), 200);
    let html = page.text().await.unwrap();
    assert!(html.contains("EUR\u{a0}8,100.00") && html.contains("&lt;b&gt;25 seats") && html.contains("Kassa demo"));
    for wrong in [format!("/3ds/{id}"), format!("/3ds/{id}?secret=cs_1"), "/3ds/pi_1?secret=".to_owned()] {
        assert_eq!(bank.http.get(bank.url(&wrong)).send().await.unwrap().status(), 404, "{wrong}");
    }
    let form = [("secret", "cs_1"), ("result", "complete")];
    let answer = bank.http.post(bank.url(&format!("/3ds/{id}"))).form(&form).send().await.unwrap();
    assert_eq!(answer.status(), 404);
}

#[tokio::test]
async fn without_a_script_the_answer_leads_back_to_the_shop() {
    let bank = Bank::open().await;
    let (id, url) = challenged(&bank).await;
    let browser = reqwest::Client::builder().redirect(Policy::none()).build().unwrap();
    let secret = url.split("secret=").nth(1).unwrap();
    let post = |result: &'static str| {
        browser.post(bank.url(&format!("/3ds/{id}"))).form(&[("secret", secret), ("result", result)]).send()
    };
    let answer = post("complete").await.unwrap();
    assert_eq!(
        (answer.status().as_u16(), answer.headers()[LOCATION].as_bytes()),
        (303, &b"http://shop.test/orders/1?paid=1"[..])
    );
    assert_eq!(post("fail").await.unwrap().status(), 409);
    assert_eq!(bank.get(&format!("/v1/intents/{id}")).await["status"], "authorised");
    let html = bank.http.get(&url).send().await.unwrap().text().await.unwrap();
    assert!(html.contains("data-waits=\"no\"") && html.contains("http://shop.test/orders/1?paid=1"));
}

#[tokio::test]
async fn the_list_of_payments_shows_what_the_store_has() {
    let bank = Bank::open().await;
    assert!(bank.http.get(bank.url("/")).send().await.unwrap().text().await.unwrap().contains("No payments yet"));
    let intent = bank.pay(&bank.card("4242424242424242").await).await;
    let html = bank.http.get(bank.url("/")).send().await.unwrap().text().await.unwrap();
    assert!(html.contains(intent["id"].as_str().unwrap()) && html.contains("authorised"));
}

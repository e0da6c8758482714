//! Pages: complete without script, in the reader's language, with a policy that lets only our own scripts run.

use app::packed::unpack;
use axum::http::StatusCode;
use domain::catalogue::Catalogue;
use domain::tax::TaxTable;

use crate::shop::{Shop, browser};

#[tokio::test]
async fn a_page_is_whole_and_its_scripts_carry_the_nonce_of_its_policy() {
    let shop = Shop::open(&[]).await;
    let page = shop.ask(browser("GET", "/", &[])).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.text.contains("<h1"), "{}", page.text);
    let policy = page.header("content-security-policy").to_owned();
    let nonce = policy.split("'nonce-").nth(1).and_then(|rest| rest.split('\'').next()).unwrap();
    assert!(page.text.contains(&format!(r#"<script type="module" nonce="{nonce}">"#)), "{}", page.text);
    assert!(!page.text.contains("TRUNK"), "{}", page.text);
    let again = shop.ask(browser("GET", "/", &[])).await;
    assert_ne!(again.header("content-security-policy"), policy, "a nonce is used once");
}

#[tokio::test]
async fn a_page_names_data_files_that_exist_and_are_cached_for_ever() {
    let shop = Shop::open(&[]).await;
    let page = shop.ask(browser("GET", "/", &[])).await;
    let block = page.text.split(r#"id="kassa-page">"#).nth(1).and_then(|rest| rest.split("</script>").next()).unwrap();
    let facts: serde_json::Value = serde_json::from_str(block).unwrap();
    for (name, address) in facts["files"].as_object().unwrap() {
        let address = address.as_str().unwrap();
        assert!(page.text.contains(&format!(r#"crossorigin="anonymous" href="{address}""#)), "{name} is preloaded");
        let file = shop.ask(browser("GET", address, &[])).await;
        assert_eq!(file.status, StatusCode::OK, "{name}");
        assert!(file.header("cache-control").contains("immutable"), "{name}");
        match name.as_str() {
            "catalogue" => assert!(!unpack::<Catalogue>(&file.bytes).unwrap().plans.is_empty()),
            "taxes" => assert!(!unpack::<TaxTable>(&file.bytes).unwrap().jurisdictions.is_empty()),
            _ => assert!(file.json().is_array() || file.json().is_object(), "{name}"),
        }
    }
}

#[tokio::test]
async fn the_language_is_chosen_once_and_remembered() {
    let shop = Shop::open(&[]).await;
    let german = shop.ask(browser("GET", "/?lang=de", &[])).await;
    assert!(german.text.contains(r#"<html lang="de" dir="ltr">"#), "{}", german.text);
    let cookie = german.header("set-cookie").split(';').next().unwrap().to_owned();
    let later = shop.ask(browser("GET", "/", &[("cookie", &cookie)])).await;
    assert!(later.text.contains(r#"<html lang="de""#), "{}", later.text);
    assert_eq!(later.header("set-cookie"), "");
}

#[tokio::test]
async fn an_unknown_address_is_a_page_with_status_404() {
    let shop = Shop::open(&[]).await;
    let page = shop.ask(browser("GET", "/no/such/page", &[("accept-language", "de")])).await;
    assert_eq!(page.status, StatusCode::NOT_FOUND);
    assert!(page.text.contains("Diese Seite gibt es nicht"), "{}", page.text);
}

#[tokio::test]
async fn every_answer_carries_the_headers_that_keep_browsers_careful() {
    let shop = Shop::open(&[("KASSA_BASE_URL", "https://shop.test")]).await;
    for path in ["/", "/no/such/page", "/healthz", "/main-0123456789abcdef.css"] {
        let answer = shop.ask(browser("GET", path, &[])).await;
        for (name, value) in [
            ("x-content-type-options", "nosniff"),
            ("x-frame-options", "DENY"),
            ("referrer-policy", "same-origin"),
            ("strict-transport-security", "max-age=63072000; includeSubDomains"),
        ] {
            assert_eq!(answer.header(name), value, "{path} {name}");
        }
        let policy = answer.header("content-security-policy");
        assert!(policy.contains("frame-ancestors 'none'") && !policy.contains("unsafe-inline"), "{path}: {policy}");
        assert_eq!(answer.header("x-request-id").len(), 16, "{path}");
    }
}

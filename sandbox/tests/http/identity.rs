//! The provider of a demonstration's people: it gives a token to whoever asked, once, and sends nobody astray.

use std::collections::HashMap;

use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD as BASE64_URL;
use reqwest::header::LOCATION;
use reqwest::redirect::Policy;
use serde_json::Value;
use sha2::{Digest as _, Sha256};
use url::Url;

use crate::bank::Bank;

const BACK: &str = "http://shop.test/sso/staff/back";
const VERIFIER: &str = "a-verifier-of-at-least-forty-three-characters-0123";

fn question(back_to: &str) -> Vec<(&'static str, String)> {
    let challenge = BASE64_URL.encode(Sha256::digest(VERIFIER));
    [
        ("response_type", "code"),
        ("client_id", "kassa"),
        ("redirect_uri", back_to),
        ("scope", "openid email profile"),
        ("state", "s"),
        ("nonce", "n"),
        ("code_challenge", &challenge),
        ("code_challenge_method", "S256"),
    ]
    .map(|(name, value)| (name, value.to_owned()))
    .to_vec()
}

fn asking(bank: &Bank, back_to: &str) -> Url {
    Url::parse_with_params(bank.url("/identity/authorize").as_str(), question(back_to)).unwrap()
}

/// What the browser brings back for somebody who was chosen.
async fn answered(bank: &Bank, who: &str, question: Vec<(&'static str, String)>) -> HashMap<String, String> {
    let browser = reqwest::Client::builder().redirect(Policy::none()).build().unwrap();
    let form = question.into_iter().chain([("who", who.to_owned())]).collect::<Vec<_>>();
    let answer = browser.post(bank.url("/identity/authorize")).form(&form).send().await.unwrap();
    let back = Url::parse(answer.headers()[LOCATION].to_str().unwrap()).unwrap();
    assert!(back.as_str().starts_with(BACK), "{back}");
    back.query_pairs().into_owned().collect()
}

async fn redeem(bank: &Bank, code: &str, changed: (&str, &str)) -> (u16, Value) {
    let mut form = HashMap::from([
        ("grant_type", "authorization_code"),
        ("code", code),
        ("redirect_uri", BACK),
        ("client_id", "kassa"),
        ("code_verifier", VERIFIER),
    ]);
    form.insert(changed.0, changed.1);
    let answer = bank.http.post(bank.url("/identity/token")).form(&form).send().await.unwrap();
    (answer.status().as_u16(), answer.json().await.unwrap())
}

#[tokio::test]
async fn a_code_is_good_once_and_for_whoever_asked() {
    let bank = Bank::open().await;
    let page = bank.http.get(asking(&bank, BACK)).send().await.unwrap();
    let html = page.text().await.unwrap();
    assert!(
        html.contains("Sam Okafor") && html.contains("name=\"nonce\" value=\"n\"") && !html.contains("{{"),
        "{html}"
    );
    for wrong in [
        ("code_verifier", "another-verifier-of-at-least-forty-three-chars"),
        ("client_id", "other"),
        ("redirect_uri", "http://shop.test/elsewhere"),
    ] {
        let code = answered(&bank, "sam", question(BACK)).await["code"].clone();
        assert_eq!(redeem(&bank, &code, wrong).await.0, 400, "{wrong:?}");
        assert_eq!(redeem(&bank, &code, ("", "")).await.1["error"], "invalid_grant", "it was tried");
    }
    let back = answered(&bank, "sam", question(BACK)).await;
    assert_eq!((back["state"].as_str(), back["iss"].as_str()), ("s", bank.url("/identity").as_str()));
    let (status, tokens) = redeem(&bank, &back["code"], ("", "")).await;
    assert_eq!(status, 200);
    assert_eq!(redeem(&bank, &back["code"], ("", "")).await.1["error"], "invalid_grant", "once");
    let payload = tokens["id_token"].as_str().unwrap().split('.').nth(1).unwrap().to_owned();
    let claims: Value = serde_json::from_slice(&BASE64_URL.decode(payload).unwrap()).unwrap();
    assert_eq!((claims["nonce"].as_str(), claims["aud"].as_str()), (Some("n"), Some("kassa")));
    assert_eq!((claims["sub"].as_str(), claims["groups"][0].as_str()), (Some("sam"), Some("kassa-support")));
}

#[tokio::test]
async fn nobody_is_sent_astray_and_wrong_questions_are_named() {
    let bank = Bank::open().await;
    for elsewhere in ["http://evil.test/sso", "javascript:alert(1)", "http://shop.test.evil.test/", ""] {
        let asked = bank.http.get(asking(&bank, elsewhere)).send().await.unwrap();
        assert_eq!(asked.status(), 400, "{elsewhere}");
        let posted = bank.http.post(bank.url("/identity/authorize")).form(&question(elsewhere)).send().await.unwrap();
        assert_eq!(posted.status(), 400, "{elsewhere}");
        let left = [("post_logout_redirect_uri", elsewhere)];
        let left = Url::parse_with_params(bank.url("/identity/logout").as_str(), left).unwrap();
        let left = bank.http.get(left).send().await.unwrap();
        assert_eq!(left.status(), 400, "{elsewhere}");
    }
    assert_eq!(answered(&bank, "", question(BACK)).await["error"], "access_denied");
    assert_eq!(answered(&bank, "mallory", question(BACK)).await["error"], "access_denied");
    for (name, value, error) in [
        ("response_type", "token", "unsupported_response_type"),
        ("scope", "email", "invalid_request"),
        ("code_challenge_method", "plain", "invalid_request"),
        ("code_challenge", "", "invalid_request"),
    ] {
        let mut wrong = question(BACK);
        wrong.retain(|(known, _)| *known != name);
        wrong.push((name, value.to_owned()));
        assert_eq!(answered(&bank, "sam", wrong).await["error"], error, "{name}");
    }
}

//! Signatures of webhooks against the library of their specification, in Python: it accepts what the provider's stand-in
//! signs, and what it signs is accepted here.

use std::io::Write;
use std::process::{Command, Stdio};

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use commerce::clock::Clock;
use commerce::ports::gateway::{Gateway, NotAWebhook, Webhook};
use commerce::testing::{python, script};
use http::HeaderMap;
use sandbox::webhook::signature::sign;
use serde_json::{Value, json};
use url::Url;

use crate::it::provider::{WEBHOOK_SECRET, adapter};

const ID: &str = "evt_0123";
const BODY: &str = r#"{"type":"intent.captured","data":{"id":"pi_1","note":"Grüße, 1 €"}}"#;

fn ask(question: &Value) -> String {
    let mut command = Command::new(python());
    let mut child = command
        .arg(script("oracle/webhook.py"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("python starts");
    let mut stdin = child.stdin.take().expect("its input");
    stdin.write_all(question.to_string().as_bytes()).expect("it reads");
    drop(stdin);
    let output = child.wait_with_output().expect("it ends");
    assert!(output.status.success(), "the library failed; its message is above");
    String::from_utf8(output.stdout).expect("text").trim().to_owned()
}

fn verify(signature: &str, body: &str, timestamp: i64) -> String {
    ask(&json!({
        "do": "verify", "secret": WEBHOOK_SECRET, "id": ID, "timestamp": timestamp, "signature": signature, "body": body,
    }))
}

fn take(signature: &str, body: &str, timestamp: i64) -> Result<(), NotAWebhook> {
    let mut headers = HeaderMap::new();
    headers.insert("webhook-id", ID.parse().unwrap());
    headers.insert("webhook-timestamp", timestamp.into());
    headers.insert("webhook-signature", signature.parse().unwrap());
    let webhook = Webhook { headers: &headers, body: body.as_bytes() };
    let shop = adapter(Url::parse("http://provider.test").unwrap());
    shop.read_webhook(&webhook, Clock::real_now()).map(drop)
}

#[test]
fn the_library_of_the_standard_accepts_what_is_signed_here_and_nothing_else() {
    let key = BASE64_STANDARD.decode(WEBHOOK_SECRET.trim_start_matches("whsec_")).unwrap();
    let now = Clock::real_now().as_second();
    let signature = sign(&key, ID, now, BODY);
    assert_eq!(verify(&signature, BODY, now), "accepted");
    assert!(verify(&signature, &BODY.replace('1', "2"), now).starts_with("refused"));
    assert!(verify(&sign(&[0; 24], ID, now, BODY), BODY, now).starts_with("refused"));
    assert!(verify(&sign(&key, ID, now - 600, BODY), BODY, now - 600).starts_with("refused"));
}

#[test]
fn what_the_library_of_the_standard_signs_is_believed_here() {
    let now = Clock::real_now().as_second();
    let signature = ask(&json!({ "do": "sign", "secret": WEBHOOK_SECRET, "id": ID, "timestamp": now, "body": BODY }));
    // It is signed rightly, by somebody who speaks of something else.
    assert_eq!(take(&signature, BODY, now), Err(NotAWebhook::Unreadable));
    assert_eq!(take(&signature, &BODY.replace('1', "2"), now), Err(NotAWebhook::WrongSignature));
    assert_eq!(take(&signature, BODY, now - 1), Err(NotAWebhook::WrongSignature));
}

//! The mails of a demonstration, which exist nowhere else.

use axum::http::StatusCode;
use commerce::ports::mailer::Mail;
use commerce::store::demo_mails;
use domain::ids::MailId;
use messages::mail::MailContent;

use crate::shop::{Shop, browser, program};

async fn send(shop: &Shop, to: &str, subject: &str) {
    let content = MailContent {
        subject: subject.to_owned(),
        text: "Hello <you>".to_owned(),
        html: "<p style=\"color:red\">Hello</p>".to_owned(),
    };
    let commerce = shop.state().commerce();
    let mail = Mail {
        id: MailId::from_bits(commerce.random().id(commerce.now(), None)),
        to: to.parse().unwrap(),
        reply_to: None,
        content,
        at: commerce.now(),
    };
    let mail = &mail;
    commerce.store().write(|tx| async move { demo_mails::keep(&tx, mail).await }).await.unwrap();
}

#[tokio::test]
async fn mails_are_shown_to_people_and_to_tests() {
    let shop = Shop::open(&[]).await;
    let empty = shop.ask(browser("GET", "/dev/mail", &[])).await;
    assert!(empty.text.contains("No mail has been sent yet."), "{}", empty.text);
    send(&shop, "ada@example.com", "First <b>").await;
    send(&shop, "bob@example.com", "Second").await;

    let mails = shop.ask(program("GET", "/dev/mail.json", &[])).await.json();
    assert_eq!(mails.as_array().unwrap().len(), 2);
    let hers = shop.ask(program("GET", "/dev/mail.json?to=Ada@example.com", &[])).await.json();
    assert_eq!(hers[0]["subject"], "First <b>");

    let id = hers[0]["id"].as_str().unwrap();
    let page = shop.ask(browser("GET", &format!("/dev/mail/{id}"), &[("accept-language", "de")])).await;
    assert!(page.text.contains(r#"<html lang="de""#) && page.text.contains("First &lt;b&gt;"), "{}", page.text);
    assert!(page.text.contains("Hello &lt;you&gt;"), "{}", page.text);
    let part = shop.ask(browser("GET", &format!("/dev/mail/{id}/html"), &[])).await;
    assert_eq!(part.text, r#"<p style="color:red">Hello</p>"#);
    assert!(part.header("content-security-policy").contains("frame-ancestors 'self'"));
    assert_eq!(shop.ask(browser("GET", "/dev/mail/nobody", &[])).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_shop_that_sells_has_no_such_page() {
    let shop = Shop::open_for_sale().await;
    for path in ["/dev/mail", "/dev/mail.json"] {
        assert_eq!(shop.ask(browser("GET", path, &[])).await.status, StatusCode::NOT_FOUND, "{path}");
    }
    let page = shop.ask(browser("GET", "/", &[])).await;
    assert!(page.text.contains(r#""mode":"production""#), "{}", page.text);
}

//! What every carrier of mail promises.

use async_trait::async_trait;
use commerce::ports::mailer::{Mail, Mailer, MailerError};
use commerce::testing::beginning;
use domain::ids::MailId;
use messages::mail::MailContent;

/// A mail as it arrived.
#[derive(Debug, PartialEq, Eq)]
pub struct Arrived {
    pub to: String,
    pub subject: String,
    pub text: String,
    pub html: String,
}

/// A carrier under test, and a look into the mailbox at the other end.
#[async_trait]
pub trait Carrier: Send {
    fn mailer(&self) -> &dyn Mailer;
    /// The next mail that arrives.
    async fn arrives(&mut self) -> Arrived;
}

fn mail(bits: u128, to: &str) -> Mail {
    // Everything that has to be encoded on the way: other letters, quotes, long lines, a lone dot, text like a header.
    let content = MailContent {
        subject: "Ihr Code für „Kassa“ – 10 % günstiger".to_owned(),
        text: format!("Grüße,\n.\nFrom here on: {}\n\nBcc: eve@example.com\n", "lang ".repeat(400)),
        html: "<!doctype html>\n<p>Grüße &amp; <b>123&nbsp;456</b></p>\n".to_owned(),
    };
    Mail { id: MailId::from_bits(bits), to: to.parse().unwrap(), reply_to: None, content, at: beginning() }
}

/// Runs the whole contract.
pub async fn keeps_the_contract(carrier: &mut dyn Carrier) {
    let sent = mail(1, "ada@example.com");
    carrier.mailer().send(&sent).await.unwrap();
    let arrived = carrier.arrives().await;
    assert_eq!(arrived.to, "ada@example.com");
    assert_eq!(arrived.subject, sent.content.subject);
    assert_eq!(arrived.text, sent.content.text);
    assert_eq!(arrived.html, sent.content.html);

    let refused = carrier.mailer().send(&mail(2, "nobody@bounce.test")).await;
    assert!(matches!(&refused, Err(MailerError::Permanent(reason)) if reason.contains("no such user")), "{refused:?}");
    let later = carrier.mailer().send(&mail(3, "busy@tempfail.test")).await;
    assert!(matches!(&later, Err(MailerError::Temporary(reason)) if reason.contains("try later")), "{later:?}");

    // Neither refusal is in the way of the next mail.
    carrier.mailer().send(&mail(4, "Bob.O'Neil+x@example.com")).await.unwrap();
    assert_eq!(carrier.arrives().await.to, "Bob.O'Neil+x@example.com");
}

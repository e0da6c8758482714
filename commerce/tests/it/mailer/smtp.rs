//! The carrier by SMTP, against a real server.

use std::process::Stdio;

use async_trait::async_trait;
use commerce::adapters::mailer::smtp::SmtpMailer;
use commerce::ports::mailer::{Mail, Mailer, MailerError};
use commerce::testing::{beginning, python, script};
use domain::ids::MailId;
use messages::mail::MailContent;
use serde_json::Value;
use tokio::io::{AsyncBufReadExt as _, BufReader, Lines};
use tokio::process::{Child, ChildStdout, Command};

use super::contract::{Arrived, Carrier, keeps_the_contract};

struct Server {
    mailer: SmtpMailer,
    mails: Lines<BufReader<ChildStdout>>,
    // Its standard input closes when it is dropped, and the server ends.
    _process: Child,
}

impl Server {
    async fn start() -> Self {
        let mut process = Command::new(python())
            .arg(script("oracle/smtp_sink.py"))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .unwrap();
        let mut mails = BufReader::new(process.stdout.take().unwrap()).lines();
        let port = mails.next_line().await.unwrap().expect("the server says its port");
        let mailer = SmtpMailer::new(&format!("smtp://127.0.0.1:{port}"), "Kassa Shop <shop@kassa.example>").unwrap();
        Self { mailer, mails, _process: process }
    }

    async fn next(&mut self) -> Value {
        serde_json::from_str(&self.mails.next_line().await.unwrap().expect("a mail arrives")).unwrap()
    }
}

#[async_trait]
impl Carrier for Server {
    fn mailer(&self) -> &dyn Mailer {
        &self.mailer
    }

    async fn arrives(&mut self) -> Arrived {
        let mail = self.next().await;
        // On the way every line ends with CR LF (RFC 5322, 2.1).
        let text = |value: &Value| value.as_str().unwrap().replace("\r\n", "\n");
        Arrived {
            to: text(&mail["to"][0]),
            subject: text(&mail["subject"]),
            text: text(&mail["text"]),
            html: text(&mail["html"]),
        }
    }
}

#[tokio::test]
async fn keeps_its_contract() {
    let mut server = Server::start().await;
    server.mailer.check().await.unwrap();
    keeps_the_contract(&mut server).await;
}

#[tokio::test]
async fn a_mail_says_who_when_and_that_no_person_wrote_it() {
    let mut server = Server::start().await;
    let content = MailContent { subject: "s".into(), text: "t\n".into(), html: "<p>t</p>\n".into() };
    let id = MailId::from_bits(7);
    let reply_to = "help@kassa.example".parse().ok();
    let mail = Mail { id, to: "ada@example.com".parse().unwrap(), reply_to, content, at: beginning() };
    server.mailer.send(&mail).await.unwrap();
    server.mailer.send(&mail).await.unwrap();

    let first = server.next().await;
    assert_eq!(first["from"], "shop@kassa.example");
    assert_eq!(first["headers"]["from"], "Kassa Shop <shop@kassa.example>");
    assert_eq!(first["headers"]["reply-to"], "help@kassa.example");
    assert_eq!(first["headers"]["message-id"], format!("<{id}@kassa.example>"));
    assert_eq!(first["headers"]["date"], "Fri, 20 Nov 2026 09:00:00 +0000");
    assert_eq!(first["headers"]["auto-submitted"], "auto-generated");
    let second = server.next().await;
    assert_eq!(second["headers"]["message-id"], first["headers"]["message-id"]);
}

#[tokio::test]
async fn a_server_that_is_away_is_tried_again_later() {
    let closed = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = closed.local_addr().unwrap().port();
    drop(closed);
    let mailer = SmtpMailer::new(&format!("smtp://127.0.0.1:{port}"), "shop@kassa.example").unwrap();
    let content = MailContent { subject: "s".into(), text: "t\n".into(), html: "<p>t</p>\n".into() };
    let mail = Mail {
        id: MailId::from_bits(1),
        to: "ada@example.com".parse().unwrap(),
        reply_to: None,
        content,
        at: beginning(),
    };
    assert!(matches!(mailer.send(&mail).await, Err(MailerError::Temporary(_))));
    assert!(matches!(mailer.check().await, Err(MailerError::Temporary(_))));
}

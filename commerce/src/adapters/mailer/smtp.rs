//! Sends mail by SMTP.

use std::time::{Duration, SystemTime};

use async_trait::async_trait;
use domain::email::Email;
use lettre::message::header::{HeaderName, HeaderValue};
use lettre::message::{Mailbox, MultiPart};
use lettre::{AsyncSmtpTransport, AsyncTransport as _, Message, Tokio1Executor};

use crate::ports::mailer::{Mail, Mailer, MailerError};

/// How long a server may take for each step.
const PATIENCE: Duration = Duration::from_secs(20);

/// A mail server that takes our mails.
#[derive(Clone)]
pub struct SmtpMailer {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
}

/// The server's address or the sender's cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum SmtpSettingsError {
    /// The URL is none of a mail server.
    #[error("not the URL of a mail server, like smtps://USER:PASSWORD@mail.example.com: {0}")]
    Url(String),
    /// The sender is none.
    #[error("not a sender, like Kassa <shop@example.com>: {0}")]
    From(String),
}

impl SmtpMailer {
    /// A carrier by the server at `url`: `smtps://` (TLS from the start), `smtp://…?tls=required` (STARTTLS), or plain
    /// `smtp://` for a server on the same machine. `from` is what recipients see.
    ///
    /// # Errors
    /// Either is malformed. The server is not asked.
    pub fn new(url: &str, from: &str) -> Result<Self, SmtpSettingsError> {
        let builder = AsyncSmtpTransport::<Tokio1Executor>::from_url(url)
            .map_err(|error| SmtpSettingsError::Url(error.to_string()))?;
        let from =
            from.parse().map_err(|error: lettre::address::AddressError| SmtpSettingsError::From(error.to_string()))?;
        Ok(Self { transport: builder.timeout(Some(PATIENCE)).build(), from })
    }

    /// Whether the server answers, for checks at start.
    ///
    /// # Errors
    /// [`MailerError::Temporary`]; it does not.
    pub async fn check(&self) -> Result<(), MailerError> {
        match self.transport.test_connection().await {
            Ok(true) => Ok(()),
            Ok(false) => Err(MailerError::Temporary("the mail server does not answer".to_owned())),
            Err(error) => Err(MailerError::Temporary(said(&error))),
        }
    }

    fn message(&self, mail: &Mail) -> Result<Message, MailerError> {
        let malformed = |error: &dyn std::fmt::Display| MailerError::Permanent(error.to_string());
        let mailbox = |email: &Email| {
            email.as_str().parse::<Mailbox>().map_err(|error: lettre::address::AddressError| malformed(&error))
        };
        let mut builder = Message::builder().from(self.from.clone()).to(mailbox(&mail.to)?);
        if let Some(reply_to) = &mail.reply_to {
            builder = builder.reply_to(mailbox(reply_to)?);
        }
        let mut message = builder
            .subject(mail.content.subject.clone())
            .message_id(Some(format!("<{}@{}>", mail.id, self.from.email.domain())))
            .date(SystemTime::from(mail.at))
            .multipart(MultiPart::alternative_plain_html(mail.content.text.clone(), mail.content.html.clone()))
            .map_err(|error| malformed(&error))?;
        // RFC 3834: no out-of-office answers, please.
        let automatic = HeaderName::new_from_ascii_str("Auto-Submitted");
        message.headers_mut().insert_raw(HeaderValue::new(automatic, "auto-generated".to_owned()));
        Ok(message)
    }
}

/// The password is in the transport: not shown.
impl std::fmt::Debug for SmtpMailer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SmtpMailer").field("from", &self.from).finish_non_exhaustive()
    }
}

/// An error and what it was caused by, in one line.
fn said(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(inner) = cause {
        text = format!("{text}: {inner}");
        cause = inner.source();
    }
    text
}

#[async_trait]
impl Mailer for SmtpMailer {
    async fn send(&self, mail: &Mail) -> Result<(), MailerError> {
        let message = self.message(mail)?;
        match self.transport.send(message).await {
            Ok(_) => Ok(()),
            // 5yz: the server says never. A server that is away or slow is another matter.
            Err(error) if error.is_permanent() => Err(MailerError::Permanent(said(&error))),
            Err(error) => Err(MailerError::Temporary(said(&error))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_are_checked_and_the_password_is_not_shown() {
        assert!(matches!(SmtpMailer::new("mail.example.com", "a@b.example"), Err(SmtpSettingsError::Url(_))));
        assert!(matches!(SmtpMailer::new("smtp://localhost", "nobody"), Err(SmtpSettingsError::From(_))));
        let mailer = SmtpMailer::new("smtp://user:hunter2@localhost", "Kassa <shop@b.example>").unwrap();
        assert!(!format!("{mailer:?}").contains("hunter2"));
    }
}

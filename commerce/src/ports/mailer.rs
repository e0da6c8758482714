//! Somebody who carries mail, as Kassa needs them.

use std::fmt;

use async_trait::async_trait;
use domain::email::Email;
use domain::ids::MailId;
use jiff::Timestamp;
use messages::mail::MailContent;

/// Carries mail. Implementations never retry by themselves.
#[async_trait]
pub trait Mailer: Send + Sync + fmt::Debug {
    /// Hands a mail over. The same mail handed over twice carries the same message id, so that mailboxes can show it once.
    ///
    /// # Errors
    /// [`MailerError::Permanent`] when trying again cannot help, [`MailerError::Temporary`] otherwise.
    async fn send(&self, mail: &Mail) -> Result<(), MailerError>;
}

/// A mail with an address on it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mail {
    /// Its id, from which the message id is made.
    pub id: MailId,
    /// To whom.
    pub to: Email,
    /// Who reads an answer, if not the sender.
    pub reply_to: Option<Email>,
    /// What it says.
    pub content: MailContent,
    /// When it is sent.
    pub at: Timestamp,
}

/// Why a mail was not taken.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MailerError {
    /// It never will be: no such mailbox, a malformed address.
    #[error("the mail is refused for good: {0}")]
    Permanent(String),
    /// It may be later: the server is away, busy, or asks for patience.
    #[error("the mail could not be handed over now: {0}")]
    Temporary(String),
}

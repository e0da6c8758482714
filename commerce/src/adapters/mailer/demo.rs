//! Keeps mails in the database instead of sending them, to be read at `/dev/mail`. Demo mode and tests only.
//!
//! To show what failing mail looks like it refuses two domains that cannot exist (`.test`, RFC 2606): `bounce.test` for
//! good, `tempfail.test` for now.

use async_trait::async_trait;

use crate::ports::mailer::{Mail, Mailer, MailerError};
use crate::store::{Store, demo_mails};

/// The carrier that carries nothing.
#[derive(Clone, Debug)]
pub struct DemoMailer {
    store: Store,
}

impl DemoMailer {
    /// A carrier into this store.
    #[must_use]
    pub const fn new(store: Store) -> Self {
        Self { store }
    }
}

#[async_trait]
impl Mailer for DemoMailer {
    async fn send(&self, mail: &Mail) -> Result<(), MailerError> {
        match mail.to.domain().as_str() {
            "bounce.test" => return Err(MailerError::Permanent("550 no such user".to_owned())),
            "tempfail.test" => return Err(MailerError::Temporary("451 try later".to_owned())),
            _ => {}
        }
        let kept = self.store.write(|tx| async move { demo_mails::keep(&tx, mail).await }).await;
        kept.map_err(|error| MailerError::Temporary(error.to_string()))
    }
}

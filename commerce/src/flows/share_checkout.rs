//! Hands a checkout on: a link with which somebody else, or the same person on another device, goes on with it.

use domain::access::{Action, Caller, Purpose};
use domain::checkout::{CheckoutSession, LINK_WAITS_DAYS};
use domain::email::Email;
use domain::ids::CheckoutId;
use domain::line;
use domain::moment::days;
use jiff::Timestamp;

use super::links::IssuedLink;
use super::mail_limits::limit;
use super::reach_checkout::reach;
use crate::commerce::Commerce;
use crate::error::CommerceError;
use crate::mails::{self, Letter};
use crate::store::Tx;

/// How many such links one address is mailed ([`limit`]).
const TO_ONE_ADDRESS: usize = 5;

/// A link that opens a checkout once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shared {
    /// The address, with the secret in it. It is shown once and stored nowhere.
    pub url: String,
    /// Until when it can be opened.
    pub expires_at: Timestamp,
}

impl Commerce {
    /// A new link to the checkout, to be passed on by hand. Whoever opens it first can see and change the checkout; links
    /// made before stay good.
    ///
    /// # Errors
    /// The checkout is not open, or not the caller's; the database failed.
    pub async fn share_checkout(&self, caller: &Caller, id: CheckoutId) -> Result<Shared, CommerceError> {
        let link =
            self.store().write(|tx| async move { Ok::<_, CommerceError>(self.link_to(&tx, caller, id).await?.1) });
        let link = link.await?;
        Ok(Shared { url: self.link_url(link.id), expires_at: link.expires_at })
    }

    /// Mails such a link, with a note, in the language with this code.
    ///
    /// # Errors
    /// No address; a note that is no line; too many links to this address; and as [`Self::share_checkout`].
    pub async fn send_checkout(
        &self,
        caller: &Caller,
        id: CheckoutId,
        to: &str,
        note: &str,
        language: &str,
    ) -> Result<Email, CommerceError> {
        let to = &Email::typed(to, "email").map_err(CommerceError::refused)?;
        if let Some(refusal) = line::check(note, "note") {
            return Err(CommerceError::refused(refusal));
        }
        self.store()
            .write(|tx| async move {
                let (session, link) = self.link_to(&tx, caller, id).await?;
                limit(&tx, to, "checkout_link", TO_ONE_ADDRESS, "email").await?;
                let sender = Some(session.content.details.contact_name).filter(|name| !name.is_empty());
                let letter = Letter::CheckoutLink { link: link.id, sender, note: note.trim().to_owned() };
                mails::post(&tx, to, language, letter).await?;
                Ok::<_, CommerceError>(())
            })
            .await?;
        Ok(to.clone())
    }

    async fn link_to(
        &self,
        tx: &Tx,
        caller: &Caller,
        id: CheckoutId,
    ) -> Result<(CheckoutSession, IssuedLink), CommerceError> {
        let now = tx.now();
        let session = reach(tx, caller, id, Action::ShareCheckout, now).await?;
        session.may_edit(now).map_err(CommerceError::refused)?;
        let link = self.create_link(tx, id, Purpose::Buy, days(LINK_WAITS_DAYS)).await?;
        Ok((session, link))
    }
}

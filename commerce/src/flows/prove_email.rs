//! Proves the e-mail address of a checkout's contact: before anything is paid.

use domain::access::{Action, Scope};
use domain::checkout::CheckoutView;
use domain::ids::CheckoutId;

use super::reach_checkout::reach;
use super::request_code::CodeSent;
use super::verify_code::{Entered, Verified};
use crate::commerce::Commerce;
use crate::error::CommerceError;
use crate::store::events::Change;
use crate::store::{billing_accounts, checkouts};
use crate::visit::{NewCookie, Visit};

/// A checkout whose contact has proved their address.
#[derive(Clone, Debug)]
pub struct Proved {
    /// The checkout.
    pub view: CheckoutView,
    /// The browser is signed in with this.
    pub cookie: Option<NewCookie>,
}

impl Commerce {
    /// Sends a code to the contact's address, in the language with this code.
    ///
    /// # Errors
    /// No address yet; too soon after the last one; the checkout is not open, or not the caller's; the database failed.
    pub async fn ask_for_proof(
        &self,
        visit: &Visit,
        id: CheckoutId,
        language: &str,
    ) -> Result<CodeSent, CommerceError> {
        let session = reach(self.store().read(), &visit.caller, id, Action::EditCheckout, self.now()).await?;
        session.may_edit(self.now()).map_err(CommerceError::refused)?;
        self.request_code(visit, &session.content.details.contact_email, language).await
    }

    /// Checks the code as typed. When it is right this browser is signed in as the contact, and the checkout is theirs.
    ///
    /// # Errors
    /// The code is not right, or none was asked for here; the checkout is not open, or not the caller's; the database
    /// failed.
    pub async fn prove_email(
        &self,
        visit: &Visit,
        id: CheckoutId,
        typed: &str,
        language: &str,
    ) -> Result<Proved, CommerceError> {
        let caller = &visit.caller;
        let session = reach(self.store().read(), caller, id, Action::EditCheckout, self.now()).await?;
        session.may_edit(self.now()).map_err(CommerceError::refused)?;
        let entered = &Entered::read(&session.content.details.contact_email, typed, Some(Scope::Checkout(id)))?;
        let proved = self.store().write(|tx| async move {
            let Verified { email, cookie } = match self.try_code(&tx, visit, entered, language).await? {
                Ok(verified) => verified,
                Err(refusal) => return Ok(Err(refusal)),
            };
            let user = email.user;
            let session = reach(&tx, caller, id, Action::EditCheckout, tx.now()).await?;
            let memberships = billing_accounts::of_user(&tx, user).await?;
            let session = session.verify_email(email, tx.now()).map_err(CommerceError::refused)?.joined(&memberships);
            let by = caller.actor(&session.target(), tx.now());
            checkouts::update(&tx, &session, Change { event: "checkout_email_proved", by: &by }).await?;
            let view = self.picture(&tx, &caller.of_customer(user, memberships), &session).await?;
            Ok::<_, CommerceError>(Ok(Proved { view, cookie }))
        });
        proved.await?.map_err(CommerceError::refused)
    }
}

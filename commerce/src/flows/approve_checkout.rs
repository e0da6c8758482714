//! What an approver does with a checkout that was sent to them: opens it, comments, returns it with a note, approves it.
//!
//! Paying it is accepting its quote ([`super::accept_quote`]), which approves it as well.

use domain::access::{Action, Actor, Caller};
use domain::checkout::{CheckoutSession, CheckoutView, read_remark};
use domain::email::Email;
use domain::ids::CheckoutId;
use domain::refusal::Refusal;
use jiff::civil::Date;

use super::changed_quote::{ChangedQuote, Shown};
use super::demands::wants_approver;
use super::reach_checkout::reach;
use crate::commerce::Commerce;
use crate::error::CommerceError;
use crate::mails::Answer;
use crate::store::events::Change;
use crate::store::{StoreError, Tx, checkouts, users};

/// What an approver approves.
#[derive(Clone, Copy, Debug)]
pub struct ApproveQuote<'a> {
    /// In which checkout.
    pub checkout: CheckoutId,
    /// The version of the checkout that was shown.
    pub version: u32,
    /// The as-of day of the quote that was shown.
    pub as_of: Date,
    /// The hash of that quote.
    pub quote_hash: &'a str,
}

/// What became of it.
#[derive(Clone, Debug)]
pub enum Approved {
    /// The checkout is approved and with its buyer again.
    Approved(Box<CheckoutView>),
    /// The quote is another one now, and nothing is approved.
    Changed(Box<ChangedQuote>),
}

impl Commerce {
    /// Approves the quote that was shown. Approved already, by the same approver, it is answered alike.
    ///
    /// # Errors
    /// The caller does not have it to approve, or their approval does not count; the database failed.
    pub async fn approve_checkout(
        &self,
        caller: &Caller,
        approve: ApproveQuote<'_>,
    ) -> Result<Approved, CommerceError> {
        self.store().write(|tx| async move { self.approve_in(&tx, caller, approve).await }).await
    }

    async fn approve_in(&self, tx: &Tx, caller: &Caller, approve: ApproveQuote<'_>) -> Result<Approved, CommerceError> {
        let (session, by) = approvers(tx, caller, approve.checkout).await?;
        if session.approval_of(approve.quote_hash).is_some_and(|approval| approval.by == by) {
            return Ok(Approved::Approved(Box::new(self.picture(tx, caller, &session).await?)));
        }
        // Whoever does not have it hears that, and not that its price has changed.
        session.clone().approve(&by, "", "", tx.now()).map_err(CommerceError::refused)?;
        let request = session.content.quote_request(self.presumed_country(), self.today());
        let priced = self.price_in(tx, &request, session.order()).await?;
        let shown = Shown { version: approve.version, as_of: approve.as_of, hash: approve.quote_hash };
        let quote = match self.still_shown(&session, shown, priced) {
            Ok(quote) => quote,
            Err(changed) => return Ok(Approved::Changed(changed)),
        };
        let demands = wants_approver(tx, &session, quote.total(), (&by, "approval")).await?;
        if let Some(refusal) = demands.account.refusal(false) {
            return Err(CommerceError::refused(refusal));
        }
        let session =
            session.approve(&by, approve.quote_hash, &quote.hash, tx.now()).map_err(CommerceError::refused)?;
        self.answer(tx, &session, &by, Answer::Approved, "checkout_approved").await?;
        Ok(Approved::Approved(Box::new(self.picture(tx, caller, &session).await?)))
    }

    /// Returns the checkout to its buyer, who is told why.
    ///
    /// # Errors
    /// No note, or one that is too long; the caller does not have it; the database failed.
    pub async fn return_checkout(
        &self,
        caller: &Caller,
        id: CheckoutId,
        note: &str,
    ) -> Result<CheckoutView, CommerceError> {
        let note = &read_remark(note, "note", true).map_err(CommerceError::refused)?;
        self.store()
            .write(|tx| async move {
                let (session, by) = approvers(&tx, caller, id).await?;
                let session = session.return_with(&by, note, tx.now()).map_err(CommerceError::refused)?;
                let answer = Answer::Returned { note: note.clone() };
                self.answer(&tx, &session, &by, answer, "checkout_returned").await?;
                self.picture(&tx, caller, &session).await
            })
            .await
    }

    /// Says something to the buyer; the checkout stays with the approver.
    ///
    /// # Errors
    /// Nothing said, or too much; the caller does not have it; the database failed.
    pub async fn comment_checkout(
        &self,
        caller: &Caller,
        id: CheckoutId,
        comment: &str,
    ) -> Result<CheckoutView, CommerceError> {
        let text = &read_remark(comment, "comment", true).map_err(CommerceError::refused)?;
        self.store()
            .write(|tx| async move {
                let (session, by) = approvers(&tx, caller, id).await?;
                let session = session.comment(&by, text, tx.now()).map_err(CommerceError::refused)?;
                let answer = Answer::Commented { text: text.clone() };
                self.answer(&tx, &session, &by, answer, "checkout_commented").await?;
                self.picture(&tx, caller, &session).await
            })
            .await
    }

    /// Writes what the approver did, and tells the buyer.
    async fn answer(
        &self,
        tx: &Tx,
        session: &CheckoutSession,
        by: &Email,
        answer: Answer,
        event: &'static str,
    ) -> Result<(), StoreError> {
        let actor = Actor::Approver { email: by.clone() };
        checkouts::update(tx, session, Change { event, by: &actor }).await?;
        self.tell_buyer(tx, session, by, answer).await
    }
}

/// The checkout of an approver, and where their link was sent.
async fn approvers(tx: &Tx, caller: &Caller, id: CheckoutId) -> Result<(CheckoutSession, Email), CommerceError> {
    let session = reach(tx, caller, id, Action::ApproveCheckout, tx.now()).await?;
    let by = caller.approver_of(&session.target(), tx.now()).cloned().ok_or(CommerceError::NOT_FOUND)?;
    if !speaks_for(tx, caller, &by).await? {
        return Err(CommerceError::refused(Refusal::new("approver_elsewhere").with("email", by.to_string())));
    }
    Ok((session, by))
}

/// Whether the caller is not known to be somebody else than whom an approver's link was sent to.
///
/// # Errors
/// The database failed.
pub(super) async fn speaks_for(tx: &Tx, caller: &Caller, approver: &Email) -> Result<bool, StoreError> {
    Ok(match caller.user() {
        Some(user) => users::get(tx, user).await?.email == *approver,
        None => true,
    })
}

/// Notes that an approver's link was followed.
///
/// # Errors
/// The database failed.
pub(super) async fn note_opened(tx: &Tx, id: CheckoutId, by: &Email) -> Result<(), StoreError> {
    let Some(session) = checkouts::find(tx, id).await? else { return Ok(()) };
    let opened = session.clone().opened(by, tx.now());
    if opened != session {
        let actor = Actor::Approver { email: by.clone() };
        checkouts::update(tx, &opened, Change { event: "checkout_opened", by: &actor }).await?;
    }
    Ok(())
}

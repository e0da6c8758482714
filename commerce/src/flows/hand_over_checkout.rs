//! Sends a checkout to whoever approves or pays, and takes it back.
//!
//! The link that goes by mail opens this one checkout, to be approved, returned or paid, for as long as the checkout is kept
//! for the approver. Taken back or sent to somebody else, it and whatever was opened with it are worthless at once.

use domain::access::{Action, Caller, Purpose};
use domain::checkout::steps::problems;
use domain::checkout::{
    CheckoutSession, CheckoutState, CheckoutView, HandoverKind, KEPT_FOR_APPROVER, Step, read_remark,
};
use domain::email::Email;
use domain::ids::{CheckoutId, LinkId};
use jiff::SignedDuration;

use super::demands::{demands, wants_approver};
use super::mail_language::mail_language;
use super::mail_limits::limit;
use super::reach_checkout::reach;
use crate::commerce::Commerce;
use crate::error::CommerceError;
use crate::mails::{self, Letter};
use crate::store::events::Change;
use crate::store::sessions::grant;
use crate::store::{StoreError, Tx, checkouts, links};

/// The name of the purpose of an approver's link.
const APPROVE: &str = "approve";
/// The field in which the approver's address is typed.
const APPROVER: &str = "approver";
/// How many checkouts one address is mailed for approval ([`limit`]).
const TO_ONE_ADDRESS: usize = 10;

impl Commerce {
    /// Sends the checkout to an approver with a note; or once more, or to another one than before. The mail is in the
    /// approver's language, as far as we know it, else in the one with this code.
    ///
    /// # Errors
    /// No address, or one whose approval would not count; a note that is too long; plan or details are not complete, an order
    /// waits, it is not the caller's; too many mails to this address; the database failed.
    pub async fn hand_over_checkout(
        &self,
        caller: &Caller,
        id: CheckoutId,
        to: &str,
        note: &str,
        language: &str,
    ) -> Result<CheckoutView, CommerceError> {
        let to = &Email::typed(to, APPROVER).map_err(CommerceError::refused)?;
        let note = &read_remark(note, "message", false).map_err(CommerceError::refused)?;
        self.store()
            .write(|tx| async move {
                let session = reach(&tx, caller, id, Action::HandOverCheckout, tx.now()).await?;
                let by = caller.actor(&session.target(), tx.now());
                let former = former(&session);
                let session = self.send_to(&tx, caller, session, to, note).await?;
                links::revoke(&tx, id.into(), APPROVE).await?;
                if former.is_some_and(|former| former != *to) {
                    grant::take_away(&tx, id, APPROVE).await?;
                }
                checkouts::update(&tx, &session, Change { event: "checkout_handed_over", by: &by }).await?;
                self.mail_approver(&tx, &session, to, note, language).await?;
                self.picture(&tx, caller, &session).await
            })
            .await
    }

    /// The session with the approver, if everything that they are to see is there.
    async fn send_to(
        &self,
        tx: &Tx,
        caller: &Caller,
        session: CheckoutSession,
        to: &Email,
        note: &str,
    ) -> Result<CheckoutSession, CommerceError> {
        let now = tx.now();
        let request = session.content.quote_request(self.presumed_country(), self.today());
        let priced = self.price_in(tx, &request, session.order()).await?;
        let demands = demands(tx, &session, &priced).await?;
        let facts = self.step_facts(caller, &session, &priced, demands, now);
        let missing: Vec<_> =
            [Step::Plan, Step::Details].into_iter().flat_map(|step| problems(&session, &facts, step)).collect();
        let quote = match &priced {
            Ok(quote) if missing.is_empty() => quote,
            _ => return Err(CommerceError::Refused(missing)),
        };
        wants_approver(tx, &session, quote.total(), (to, APPROVER)).await?;
        let session = match demands.account.known() {
            Some(account) => session.belongs_to(account),
            None => session,
        };
        session.hand_over(to.clone(), note, &quote.hash, now).map_err(CommerceError::refused)
    }

    async fn mail_approver(
        &self,
        tx: &Tx,
        session: &CheckoutSession,
        to: &Email,
        note: &str,
        language: &str,
    ) -> Result<(), CommerceError> {
        limit(tx, to, Letter::APPROVAL_REQUEST, TO_ONE_ADDRESS, APPROVER).await?;
        let language = mail_language(tx, to, session.of_account(), language).await?;
        let link = self.create_approver_link(tx, session.id, to).await?;
        let sender = Some(session.content.details.contact_name.trim().to_owned()).filter(|name| !name.is_empty());
        let letter = Letter::ApprovalRequest { link, sender, note: note.to_owned() };
        Ok(mails::post(tx, to, &language, letter).await?)
    }

    /// Takes the checkout back from its approver, whose link is worthless from now on.
    ///
    /// # Errors
    /// Nobody has it, or not the caller's; the database failed.
    pub async fn take_back_checkout(&self, caller: &Caller, id: CheckoutId) -> Result<CheckoutView, CommerceError> {
        self.store()
            .write(|tx| async move {
                let session = reach(&tx, caller, id, Action::HandOverCheckout, tx.now()).await?;
                let by = caller.actor(&session.target(), tx.now());
                let session = session.take_back(tx.now()).map_err(CommerceError::refused)?;
                close_to_approvers(&tx, id).await?;
                checkouts::update(&tx, &session, Change { event: "checkout_taken_back", by: &by }).await?;
                self.picture(&tx, caller, &session).await
            })
            .await
    }

    /// A link for an approver: it can be followed, and opens the checkout, until the checkout expires.
    async fn create_approver_link(&self, tx: &Tx, id: CheckoutId, to: &Email) -> Result<LinkId, StoreError> {
        let purpose = Purpose::Approve { email: to.clone() };
        let issued = self.create_link_until(tx, id, purpose, KEPT_FOR_APPROVER, SignedDuration::ZERO).await?;
        Ok(issued.id)
    }
}

/// Makes every approver's link to a checkout worthless, followed or not.
async fn close_to_approvers(tx: &Tx, id: CheckoutId) -> Result<(), StoreError> {
    links::revoke(tx, id.into(), APPROVE).await?;
    grant::take_away(tx, id, APPROVE).await
}

/// Who has had it last, now or before it came back.
fn former(session: &CheckoutSession) -> Option<Email> {
    let last = session.handover.iter().rev().find_map(|step| match &step.what {
        HandoverKind::Sent { to, .. } => Some(to.clone()),
        _ => None,
    });
    match &session.state {
        CheckoutState::WithApprover { to, .. } => Some(to.clone()),
        _ => last,
    }
}

//! Handing a checkout to whoever approves or pays, and what comes back. An approval binds what was seen: the hash of the
//! quote, and the version of everything typed. Whatever changes one of them voids it.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::demands::{Demands, Party, counts};
use super::handover::{HandoverKind, HandoverStep, MOST_STEPS};
use super::{CheckoutRefusal, CheckoutSession, CheckoutState, KEPT_FOR_APPROVER};
use crate::access::{Action, Caller, decide};
use crate::account::Demand;
use crate::email::Email;
use crate::moment::after;
use crate::refusal::Refusal;

/// An approval of exactly one quote.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Approval {
    /// By whom: the address where the approver's link went.
    pub by: Email,
    /// The hash of the quote.
    pub quote_hash: String,
    /// The version of the checkout.
    pub version: u32,
    /// When.
    #[serde(with = "crate::iso::instant")]
    pub at: Timestamp,
}

impl CheckoutSession {
    /// Sends the checkout, with the quote shown now, to an approver; once more, or to another one than before, who then has
    /// it no more.
    ///
    /// # Errors
    /// As [`CheckoutSession::may_edit`], except that it may be with an approver; an order of it waits and has to be cancelled
    /// first; it went to and fro too often.
    pub fn hand_over(
        mut self,
        to: Email,
        note: &str,
        quote_hash: &str,
        now: Timestamp,
    ) -> Result<Self, CheckoutRefusal> {
        match self.may_edit(now) {
            Err(CheckoutRefusal::CheckoutWithApprover) => self.still_there(now)?,
            other => other?,
        }
        if let CheckoutState::Open { order: Some(live), .. } = &self.state {
            return Err(CheckoutRefusal::LiveOrderFirst { order: live.order });
        }
        self.has_room()?;
        self.note_step(HandoverKind::Sent { to: to.clone(), note: note.to_owned() }, now);
        self.state = CheckoutState::WithApprover { to, quote_hash: quote_hash.to_owned(), since: now };
        self.expires_at = after(now, KEPT_FOR_APPROVER);
        Ok(self)
    }

    /// The buyer takes the checkout back.
    ///
    /// # Errors
    /// Nobody has it, or it has expired.
    pub fn take_back(mut self, now: Timestamp) -> Result<Self, CheckoutRefusal> {
        let CheckoutState::WithApprover { to, .. } = &self.state else {
            return Err(CheckoutRefusal::CheckoutNotWithApprover);
        };
        let from = to.clone();
        self.still_there(now)?;
        self.note_step(HandoverKind::TakenBack { from }, now);
        Ok(self.back_to_buyer(None, now))
    }

    /// The approver has opened it: noted once each time it is sent.
    #[must_use]
    pub fn opened(mut self, by: &Email, now: Timestamp) -> Self {
        let unopened = |step: &HandoverStep| match &step.what {
            HandoverKind::Sent { .. } => Some(true),
            HandoverKind::Opened { .. } => Some(false),
            _ => None,
        };
        let news = self.handover.iter().rev().find_map(unopened).unwrap_or(false);
        if news && self.held_by(by, now).is_ok() {
            self.note_step(HandoverKind::Opened { by: by.clone() }, now);
        }
        self
    }

    /// The approver says something and keeps it.
    ///
    /// # Errors
    /// They do not have it; it went to and fro too often.
    pub fn comment(mut self, by: &Email, text: &str, now: Timestamp) -> Result<Self, CheckoutRefusal> {
        self.held_by(by, now)?;
        self.has_room()?;
        self.note_step(HandoverKind::Commented { by: by.clone(), text: text.to_owned() }, now);
        Ok(self)
    }

    /// The approver returns the checkout with a note.
    ///
    /// # Errors
    /// They do not have it.
    pub fn return_with(mut self, by: &Email, note: &str, now: Timestamp) -> Result<Self, CheckoutRefusal> {
        self.held_by(by, now)?;
        self.note_step(HandoverKind::Returned { by: by.clone(), note: note.to_owned() }, now);
        Ok(self.back_to_buyer(Some(note.to_owned()), now))
    }

    /// The approver approves the quote they saw, which is the one of now, and the checkout goes back to the buyer.
    ///
    /// # Errors
    /// [`CheckoutRefusal::QuoteChanged`] if it is another one now; they do not have it to approve.
    pub fn approve(mut self, by: &Email, seen: &str, quoted: &str, now: Timestamp) -> Result<Self, CheckoutRefusal> {
        self.held_by(by, now)?;
        if seen != quoted {
            return Err(CheckoutRefusal::QuoteChanged);
        }
        self.note_approval(by, quoted, now);
        Ok(self.back_to_buyer(None, now))
    }

    /// An approver who accepts and pays has approved what they pay.
    #[must_use]
    pub fn approve_by_paying(mut self, by: &Email, quote_hash: &str, now: Timestamp) -> Self {
        if self.approval_of(quote_hash).is_none_or(|approval| approval.by != *by) {
            self.note_approval(by, quote_hash, now);
        }
        self
    }

    /// Whether the caller can pay this quote, as far as buyer and approver go.
    ///
    /// # Errors
    /// As [`CheckoutSession::is_payable_by`].
    pub fn is_payable_for(&self, caller: &Caller, quote_hash: &str, now: Timestamp) -> Result<(), CheckoutRefusal> {
        let target = self.target();
        let edit = decide(caller, Action::EditCheckout, &target, now).is_ok();
        self.is_payable_by(caller.approver_of(&target, now), edit, quote_hash)
    }

    /// Whether this quote can be paid by whoever came by this approver's link, or by none: while an approver has it, by them
    /// alone; and by an approver who does not have it, and may not `edit` it either, only once it is approved, or the order
    /// waits for another way to pay.
    ///
    /// # Errors
    /// [`CheckoutRefusal::CheckoutWithApprover`]: take it back first. [`CheckoutRefusal::CheckoutNotWithApprover`]: it went
    /// back to the buyer.
    pub fn is_payable_by(&self, approver: Option<&Email>, edit: bool, quote_hash: &str) -> Result<(), CheckoutRefusal> {
        match &self.state {
            CheckoutState::WithApprover { to, .. } if Some(to) != approver => {
                Err(CheckoutRefusal::CheckoutWithApprover)
            }
            CheckoutState::Open { order: None, .. } => {
                let may = approver.is_none() || edit || self.approval_of(quote_hash).is_some();
                if may { Ok(()) } else { Err(CheckoutRefusal::CheckoutNotWithApprover) }
            }
            _ => Ok(()),
        }
    }

    /// The approval of the quote with this hash, if there is one and nothing that was typed has changed since.
    #[must_use]
    pub fn approval_of(&self, quote_hash: &str) -> Option<&Approval> {
        let same = |approval: &&Approval| approval.quote_hash == quote_hash && approval.version == self.version;
        self.approval.as_ref().filter(same)
    }

    /// The approval of this quote, if it counts for what the account demands.
    #[must_use]
    pub fn counting_approval(&self, quote_hash: &str, demands: &Demands) -> Option<&Approval> {
        let requester = Party { email: self.email.as_ref().map(|proved| &proved.email), role: demands.requester };
        self.approval_of(quote_hash).filter(|approval| {
            let approver = Party { email: Some(&approval.by), role: demands.approver };
            counts(demands.approval, approver, requester).is_ok()
        })
    }

    /// Why this quote cannot be bought without an approval; `None` where none is needed, or there is one.
    #[must_use]
    pub fn lacks_approval(&self, quote_hash: &str, demands: &Demands) -> Option<Refusal> {
        let demand = demands.approval?;
        if self.counting_approval(quote_hash, demands).is_some() {
            return None;
        }
        let refusal = match (demand, &self.approval) {
            (_, Some(approval)) if self.approval_of(quote_hash).is_none() => {
                Refusal::new("approval_outdated").with("approver", approval.by.as_str())
            }
            (Demand::Always, _) => Refusal::new("approval_required"),
            (Demand::AboveLimit { limit }, _) => Refusal::new("approval_above_limit").with("limit", limit),
        };
        Some(refusal.on("approval"))
    }

    fn note_approval(&mut self, by: &Email, quote_hash: &str, now: Timestamp) {
        let quote_hash = quote_hash.to_owned();
        self.approval = Some(Approval { by: by.clone(), quote_hash, version: self.version, at: now });
        self.note_step(HandoverKind::Approved { by: by.clone() }, now);
    }

    /// Whether this approver has it now.
    fn held_by(&self, by: &Email, now: Timestamp) -> Result<(), CheckoutRefusal> {
        match &self.state {
            CheckoutState::WithApprover { to, .. } if to == by => self.still_there(now),
            _ => Err(CheckoutRefusal::CheckoutNotWithApprover),
        }
    }

    fn still_there(&self, now: Timestamp) -> Result<(), CheckoutRefusal> {
        if self.expires_at <= now { Err(CheckoutRefusal::CheckoutExpired) } else { Ok(()) }
    }

    fn has_room(&self) -> Result<(), CheckoutRefusal> {
        if self.handover.len() >= MOST_STEPS { Err(CheckoutRefusal::HandoverTooLong) } else { Ok(()) }
    }

    fn note_step(&mut self, what: HandoverKind, now: Timestamp) {
        self.handover.push(HandoverStep { at: now, what });
    }

    fn back_to_buyer(mut self, note: Option<String>, now: Timestamp) -> Self {
        self.state = CheckoutState::Open { order: None, note };
        self.touch(now);
        self
    }
}

#[cfg(test)]
mod tests;

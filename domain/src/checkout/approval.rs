//! Handing a checkout to whoever approves or pays. An approval binds the hash of the quote that was seen.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{CheckoutRefusal, CheckoutSession, CheckoutState, KEPT_FOR_APPROVER};
use crate::access::Actor;
use crate::email::Email;
use crate::moment::after;

/// An approval of exactly one quote.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Approval {
    /// By whom.
    pub by: Actor,
    /// The hash of the quote.
    pub quote_hash: String,
    /// When.
    #[serde(with = "crate::iso::instant")]
    pub at: Timestamp,
}

impl CheckoutSession {
    /// Sends the checkout, with the quote shown now, to an approver.
    ///
    /// # Errors
    /// As [`CheckoutSession::may_edit`]; an order of it waits and has to be cancelled first.
    pub fn hand_over(mut self, to: Email, quote_hash: &str, now: Timestamp) -> Result<Self, CheckoutRefusal> {
        self.may_edit(now)?;
        if let CheckoutState::Open { order: Some(live), .. } = &self.state {
            return Err(CheckoutRefusal::LiveOrderFirst { order: live.order });
        }
        self.state = CheckoutState::WithApprover { to, quote_hash: quote_hash.to_owned(), since: now };
        self.expires_at = after(now, KEPT_FOR_APPROVER);
        Ok(self)
    }

    /// The buyer takes the checkout back.
    ///
    /// # Errors
    /// [`CheckoutRefusal::CheckoutNotWithApprover`].
    pub fn take_back(self, now: Timestamp) -> Result<Self, CheckoutRefusal> {
        self.back_to_buyer(None, now)
    }

    /// The approver returns the checkout with a note.
    ///
    /// # Errors
    /// [`CheckoutRefusal::CheckoutNotWithApprover`].
    pub fn return_with(self, note: &str, now: Timestamp) -> Result<Self, CheckoutRefusal> {
        self.back_to_buyer(Some(note.to_owned()), now)
    }

    /// The approver approves the quote they saw, and the checkout goes back to the buyer.
    ///
    /// # Errors
    /// [`CheckoutRefusal::QuoteChanged`] if it is not the quote that was sent; nobody has it to approve.
    pub fn approve(mut self, by: Actor, quote_hash: &str, now: Timestamp) -> Result<Self, CheckoutRefusal> {
        match &self.state {
            CheckoutState::WithApprover { quote_hash: sent, .. } if sent == quote_hash => {
                self.approval = Some(Approval { by, quote_hash: quote_hash.to_owned(), at: now });
                self.back_to_buyer(None, now)
            }
            CheckoutState::WithApprover { .. } => Err(CheckoutRefusal::QuoteChanged),
            _ => Err(CheckoutRefusal::CheckoutNotWithApprover),
        }
    }

    fn back_to_buyer(mut self, note: Option<String>, now: Timestamp) -> Result<Self, CheckoutRefusal> {
        if !matches!(self.state, CheckoutState::WithApprover { .. }) {
            return Err(CheckoutRefusal::CheckoutNotWithApprover);
        }
        self.state = CheckoutState::Open { order: None, note };
        self.touch(now);
        Ok(self)
    }
}

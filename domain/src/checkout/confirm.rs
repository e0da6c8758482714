//! From accepting a quote to a paid order, and back when a payment fails.

use jiff::Timestamp;

use super::steps::{StepFacts, recheck};
use super::{CheckoutRefusal, CheckoutSession, CheckoutState, LiveOrder};
use crate::access::Actor;
use crate::gate::{Gate, Waiting};
use crate::ids::OrderId;
use crate::order::{Order, OrderState, RenewalConsent, Settlement, TermsAccepted};
use crate::payment::{DeclineReason, PaymentIntent};
use crate::refusal::Refusal;

/// What the buyer sends with the last button.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Acceptances<'a> {
    /// The hash of the quote that was shown.
    pub quote_hash: &'a str,
    /// Whether the terms were accepted, in the version that was shown.
    pub terms_version: Option<&'a str>,
    /// Whether renewals were agreed to.
    pub renewal: bool,
}

impl CheckoutSession {
    /// Records what was accepted on the review step: the terms, and the renewals as shown in this quote. Taking a tick
    /// away takes the consent away.
    ///
    /// # Errors
    /// As [`CheckoutSession::may_edit`], except that an approver may accept and pay too.
    pub fn accept(mut self, accepted: &Acceptances<'_>, now: Timestamp) -> Result<Self, CheckoutRefusal> {
        match self.may_edit(now) {
            Err(CheckoutRefusal::CheckoutWithApprover) | Ok(()) => {}
            Err(refusal) => return Err(refusal),
        }
        self.terms = accepted.terms_version.map(|version| TermsAccepted { version: version.to_owned(), at: now });
        let quote_hash = accepted.quote_hash.to_owned();
        self.renewal = accepted.renewal.then_some(RenewalConsent { quote_hash, at: now });
        self.touch(now);
        Ok(self)
    }

    /// The last step: rechecks every earlier one against the quote of now, then goes to confirm `order`. The same quote
    /// as before a failed payment goes on with the order that waits; another quote needs that order cancelled first.
    ///
    /// # Errors
    /// Every reason at once why it cannot be bought as it is.
    pub fn confirm(
        mut self,
        order: OrderId,
        facts: &StepFacts<'_>,
        shown_hash: &str,
        now: Timestamp,
    ) -> Result<Self, Vec<Refusal>> {
        recheck(&self, facts, shown_hash)?;
        if let CheckoutState::Open { order: Some(live), .. } = &self.state
            && (live.quote_hash != shown_hash || live.order != order)
        {
            return Err(vec![CheckoutRefusal::LiveOrderFirst { order: live.order }.into()]);
        }
        self.state = CheckoutState::Confirming { order, quote_hash: shown_hash.to_owned(), since: now };
        Ok(self)
    }

    /// The payment failed: the checkout is open again with everything kept, and the order waits. Hearing of it again
    /// changes nothing.
    ///
    /// # Errors
    /// [`CheckoutRefusal::CheckoutNotConfirming`] unless this order is being confirmed.
    pub fn payment_failed(
        mut self,
        order: OrderId,
        declined: DeclineReason,
        now: Timestamp,
    ) -> Result<Self, CheckoutRefusal> {
        match &self.state {
            CheckoutState::Confirming { order: confirming, quote_hash, .. } if *confirming == order => {
                let method = self.method.as_ref().map(|method| method.reference.clone());
                let live = LiveOrder { order, quote_hash: quote_hash.clone(), declined, method };
                self.state = CheckoutState::Open { order: Some(live), note: None };
                self.touch(now);
                Ok(self)
            }
            CheckoutState::Open { order: Some(live), .. } if live.order == order => Ok(self),
            _ => Err(CheckoutRefusal::CheckoutNotConfirming),
        }
    }

    /// The order was cancelled, so that another quote can be accepted or the checkout ended. Hearing of it again changes
    /// nothing.
    ///
    /// # Errors
    /// [`CheckoutRefusal::CheckoutCompleted`] when the order went through.
    pub fn release_order(mut self, order: OrderId, now: Timestamp) -> Result<Self, CheckoutRefusal> {
        match &self.state {
            CheckoutState::Open { order: Some(live), note } if live.order == order => {
                self.state = CheckoutState::Open { order: None, note: note.clone() };
                Ok(self)
            }
            CheckoutState::Confirming { order: confirming, .. } if *confirming == order => {
                self.state = CheckoutState::FRESH;
                self.touch(now);
                Ok(self)
            }
            CheckoutState::Completed { order, .. } => Err(CheckoutRefusal::CheckoutCompleted { order: *order }),
            _ => Ok(self),
        }
    }

    /// Brings the checkout in line with its order and the attempts to pay it: open again when the payment failed (also a debit
    /// that comes back days later) or the order was called off, being confirmed while money is under way, completed when the
    /// order is paid or nothing was due, cancelled when it was declined. Depends on where the order stands, not on how often
    /// this is called; an order that is not this checkout's changes nothing.
    ///
    /// # Errors
    /// None that a checkout and its own order can run into; passed on from the transitions.
    pub fn follow_order(
        self,
        order: &Order,
        intents: &[PaymentIntent],
        now: Timestamp,
    ) -> Result<Self, CheckoutRefusal> {
        let ended = matches!(self.state, CheckoutState::Completed { .. });
        if self.order() != Some(order.id) || ended {
            return Ok(self);
        }
        if let Some(reason) = order.to_pay_again(intents) {
            return self.payment_failed(order.id, reason, now);
        }
        match (&order.state, &order.gates.payment) {
            (OrderState::Committed { settlement: Settlement::Paid { .. } | Settlement::NothingDue, .. }, _)
            | (OrderState::Provisioning { .. } | OrderState::Provisioned { .. } | OrderState::Failed { .. }, _) => {
                self.complete(order.id, now)
            }
            (OrderState::Declined { .. }, _) => self.release_order(order.id, now)?.cancel(Actor::System, now),
            (OrderState::Cancelled { .. }, _) => self.release_order(order.id, now),
            (OrderState::AwaitingGates, Gate::Pending { waiting: Waiting::Payment, .. }) => Ok(self),
            (OrderState::AwaitingGates | OrderState::Committed { .. }, _) => Ok(self.confirming_again(now)),
        }
    }

    /// The order is paid, or nothing was due. Hearing of it again changes nothing; a checkout that a failed payment had opened again
    /// is completed too when that payment turns out to have gone through.
    ///
    /// # Errors
    /// [`CheckoutRefusal::CheckoutNotConfirming`] unless the order is this checkout's.
    pub fn complete(mut self, order: OrderId, now: Timestamp) -> Result<Self, CheckoutRefusal> {
        match &self.state {
            CheckoutState::Confirming { order: own, .. } if *own == order => {}
            CheckoutState::Open { order: Some(live), .. } if live.order == order => {}
            CheckoutState::Completed { order: own, .. } if *own == order => return Ok(self),
            _ => return Err(CheckoutRefusal::CheckoutNotConfirming),
        }
        self.state = CheckoutState::Completed { order, at: now };
        Ok(self)
    }

    fn confirming_again(mut self, now: Timestamp) -> Self {
        if let CheckoutState::Open { order: Some(live), .. } = self.state {
            self.state = CheckoutState::Confirming { order: live.order, quote_hash: live.quote_hash, since: now };
        }
        self
    }

    /// The order of this checkout, while there is one.
    #[must_use]
    pub fn order(&self) -> Option<OrderId> {
        match &self.state {
            CheckoutState::Open { order, .. } => order.as_ref().map(|live| live.order),
            CheckoutState::Confirming { order, .. } | CheckoutState::Completed { order, .. } => Some(*order),
            CheckoutState::WithApprover { .. } | CheckoutState::Expired { .. } | CheckoutState::Cancelled { .. } => {
                None
            }
        }
    }
}

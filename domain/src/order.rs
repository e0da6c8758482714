//! An order: an accepted quote on its way through its gates to delivery.
//!
//! Owns the acceptance, the gates and the state. Guarantees that nothing is captured or delivered before every gate is
//! open, that a failed payment never ends an order, and that a waiting order always has a reason a person can read.
//! Every transition consumes the order and returns the next one or a named refusal.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::access::Actor;
use crate::checkout::{Approval, Details};
use crate::gate::{Gate, GateKind, Proof, Waiting};
use crate::ids::{AccountId, CheckoutId, OrderId, SubscriptionId};
use crate::refusal::Refusal;

pub mod acceptance;
mod delivery;
pub mod duty;
pub mod gates;
mod payments;
pub mod progress;
mod refused;
mod stage;
mod state;
pub mod timeline;
pub mod view;

pub use acceptance::{Acceptance, AcceptedQuote, LocationEvidence, RenewalConsent, TermsAccepted};
pub use duty::{Duty, duties};
pub use gates::{GatePolicy, Gates};
pub use payments::CapturePermit;
pub use progress::{ProgressStep, StepKind, StepStanding};
pub use refused::OrderRefusal;
pub use stage::Stage;
pub use state::{CancelReason, OrderState, Settlement};
pub use timeline::{TimelineEntry, TimelineKind};
pub use view::OrderView;

/// An accepted quote.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Order {
    /// Its id.
    pub id: OrderId,
    /// The checkout it was placed in.
    pub checkout: CheckoutId,
    /// Who buys.
    pub account: AccountId,
    /// The subscription it starts, converts or changes.
    pub subscription: SubscriptionId,
    /// What was accepted.
    pub acceptance: Acceptance,
    /// When.
    #[serde(with = "crate::iso::instant")]
    pub placed_at: Timestamp,
    /// What it has to pass.
    pub gates: Gates,
    /// Where it stands.
    pub state: OrderState,
}

/// Whom an order is for, and what it belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Placement {
    /// The new order's id.
    pub id: OrderId,
    /// The checkout it is placed in.
    pub checkout: CheckoutId,
    /// Who buys.
    pub account: AccountId,
    /// The subscription it starts, converts or changes.
    pub subscription: SubscriptionId,
}

impl Order {
    /// A placed order: terms accepted, the other gates as the total and the policy have them. When none is left to
    /// wait for, it is committed at once.
    #[must_use]
    pub fn place(placement: Placement, acceptance: Acceptance, policy: GatePolicy, now: Timestamp) -> Self {
        let Placement { id, checkout, account, subscription } = placement;
        let gates = Gates::of(acceptance.quote.total, &acceptance.terms.version, policy, now);
        let state = OrderState::AwaitingGates;
        Self { id, checkout, account, subscription, acceptance, placed_at: now, gates, state }.committed_if_open(now)
    }

    /// The name of the state.
    #[must_use]
    pub const fn status(&self) -> &'static str {
        self.state.status()
    }

    /// Opens a gate other than the payment's.
    ///
    /// # Errors
    /// The order or the gate does not wait, the proof is of another gate, or the approval of another quote.
    pub fn satisfy(mut self, kind: GateKind, proof: Proof, now: Timestamp) -> Result<Self, OrderRefusal> {
        self.require_waiting(kind)?;
        match (kind, &proof) {
            (GateKind::Payment, _) => return Err(OrderRefusal::PaymentGateFollowsPayments),
            (GateKind::Approval, Proof::Approval { quote_hash, .. }) if *quote_hash != self.acceptance.quote.hash => {
                return Err(OrderRefusal::ApprovalOfAnotherQuote);
            }
            (GateKind::Terms, Proof::Terms { .. })
            | (GateKind::Approval, Proof::Approval { .. })
            | (GateKind::Screening, Proof::Screening { .. }) => {}
            _ => return Err(OrderRefusal::WrongProof { gate: kind }),
        }
        *self.gates.get_mut(kind) = Gate::Satisfied { proof, at: now };
        Ok(self.committed_if_open(now))
    }

    /// Opens the gate of an order that was approved before it was placed: with who and when.
    ///
    /// # Errors
    /// The gate does not wait, or the approval is of another quote.
    pub fn approved(mut self, approval: &Approval, now: Timestamp) -> Result<Self, OrderRefusal> {
        self.require_waiting(GateKind::Approval)?;
        if approval.quote_hash != self.acceptance.quote.hash {
            return Err(OrderRefusal::ApprovalOfAnotherQuote);
        }
        let by = Actor::Approver { email: approval.by.clone() };
        let proof = Proof::Approval { by, quote_hash: approval.quote_hash.clone() };
        self.gates.approval = Gate::Satisfied { proof, at: approval.at };
        Ok(self.committed_if_open(now))
    }

    /// Says what a gate other than the payment's waits for now: an approval asked for again, a screening under review.
    ///
    /// # Errors
    /// The order or the gate does not wait, or it is the payment's.
    pub fn keep_waiting(mut self, kind: GateKind, waiting: Waiting, now: Timestamp) -> Result<Self, OrderRefusal> {
        self.require_waiting(kind)?;
        if kind == GateKind::Payment {
            return Err(OrderRefusal::PaymentGateFollowsPayments);
        }
        *self.gates.get_mut(kind) = Gate::pending(waiting, now);
        Ok(self)
    }

    /// An approver or the screening says no: the order ends. Any authorised money is released by [`duties`].
    ///
    /// # Errors
    /// The order or the gate does not wait, or the gate is one that never declines.
    pub fn decline(mut self, kind: GateKind, by: Actor, reason: &str, now: Timestamp) -> Result<Self, OrderRefusal> {
        if matches!(kind, GateKind::Payment | GateKind::Terms) {
            return Err(OrderRefusal::GateNeverDeclines { gate: kind });
        }
        self.require_waiting(kind)?;
        *self.gates.get_mut(kind) = Gate::Declined { by, reason: reason.to_owned(), at: now };
        self.state = OrderState::Declined { gate: kind, at: now };
        Ok(self)
    }

    /// What was to open a gate other than the payment's has run out (an approval link); it can be opened again.
    ///
    /// # Errors
    /// The order or the gate does not wait, or it is the payment's.
    pub fn expire_gate(mut self, kind: GateKind, now: Timestamp) -> Result<Self, OrderRefusal> {
        self.require_waiting(kind)?;
        if kind == GateKind::Payment {
            return Err(OrderRefusal::PaymentGateFollowsPayments);
        }
        *self.gates.get_mut(kind) = Gate::Expired { at: now };
        Ok(self)
    }

    /// Whether the order can be called off: only while it waits at its gates.
    ///
    /// # Errors
    /// [`OrderRefusal::OrderTooLateToCancel`] once every gate was open.
    pub fn may_cancel(&self) -> Result<(), OrderRefusal> {
        match self.state {
            OrderState::AwaitingGates => Ok(()),
            _ => Err(OrderRefusal::OrderTooLateToCancel { status: self.status() }),
        }
    }

    /// Calls the order off while it waits at its gates. Any authorised money is released by [`duties`].
    ///
    /// # Errors
    /// As [`Order::may_cancel`].
    pub fn cancel(mut self, reason: CancelReason, by: Actor, now: Timestamp) -> Result<Self, OrderRefusal> {
        self.may_cancel()?;
        self.state = OrderState::Cancelled { reason, by, at: now };
        Ok(self)
    }

    /// Why a new order has to take this one's place where its checkout is accepted once more, with this quote and these details and
    /// for this account; `None` if that is what this order was placed on.
    #[must_use]
    pub fn superseded_by(
        &self,
        quote_hash: &str,
        details: &Details,
        account: Option<AccountId>,
    ) -> Option<CancelReason> {
        if self.acceptance.quote.hash != quote_hash {
            return Some(CancelReason::QuoteChanged);
        }
        let same = self.acceptance.details == *details && account == Some(self.account);
        (!same).then_some(CancelReason::BuyerChanged)
    }

    /// Why the order waits, for a person to read; `None` once it has come to an end. Where several gates are shut, the
    /// first that the buyer can do something about; [`Gates::waiting_reasons`] has all of them.
    #[must_use]
    pub fn waiting_reason(&self) -> Option<Refusal> {
        match &self.state {
            OrderState::AwaitingGates => self.gates.waiting_reasons().into_iter().next(),
            OrderState::Committed { settlement, .. } => Some(match settlement {
                Settlement::CaptureDue { .. } => Refusal::new("waiting_capture"),
                Settlement::Settling { .. } => Refusal::new("waiting_settlement"),
                Settlement::Paid { .. } | Settlement::NothingDue => Refusal::new("waiting_provisioning"),
            }),
            OrderState::Provisioning { .. } => Some(Refusal::new("waiting_provisioning")),
            OrderState::Failed { retryable: true, attempts, .. } => {
                Some(Refusal::new("waiting_provisioning_retry").with("attempts", *attempts))
            }
            OrderState::Failed { retryable: false, .. } => Some(Refusal::new("waiting_provisioning_help")),
            OrderState::Provisioned { .. } | OrderState::Declined { .. } | OrderState::Cancelled { .. } => None,
        }
    }

    /// Why the order ended without delivery, for a person to read.
    #[must_use]
    pub fn closed_reason(&self) -> Option<Refusal> {
        match &self.state {
            OrderState::Declined { gate, .. } => self.gates.get(*gate).waiting_reason(*gate),
            OrderState::Cancelled { reason, .. } => Some(match reason {
                CancelReason::ByBuyer => Refusal::new("order_cancelled_by_buyer"),
                CancelReason::QuoteChanged => Refusal::new("order_cancelled_quote_changed"),
                CancelReason::BuyerChanged => Refusal::new("order_cancelled_buyer_changed"),
                CancelReason::CheckoutExpired => Refusal::new("order_cancelled_checkout_expired"),
                CancelReason::CannotDeliver => Refusal::new("order_cancelled_cannot_deliver"),
                CancelReason::Refunded => Refusal::new("order_cancelled_refunded"),
            }),
            _ => None,
        }
    }

    fn require_waiting(&self, kind: GateKind) -> Result<(), OrderRefusal> {
        if self.state != OrderState::AwaitingGates {
            return Err(OrderRefusal::OrderNotWaiting { status: self.status() });
        }
        let gate = self.gates.get(kind);
        if gate.is_waiting() { Ok(()) } else { Err(OrderRefusal::GateNotWaiting { gate: kind, status: gate.status() }) }
    }
}

#[cfg(test)]
mod laws;
#[cfg(test)]
pub(crate) mod tests;

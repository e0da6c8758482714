//! How an order follows its payments, and when it permits a capture.

use jiff::Timestamp;

use super::{CancelReason, Order, OrderRefusal, OrderState, Settlement};
use crate::access::Actor;
use crate::gate::{Gate, Proof, Waiting};
use crate::ids::{IntentId, OrderId};
use crate::money::Money;
use crate::payment::{DeclineReason, IntentState, Method, PaymentIntent, PaymentRefusal};

/// The right to capture one payment of a committed order. Only [`Order::capture_permit`] makes one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CapturePermit {
    order: OrderId,
    intent: IntentId,
    amount: Money,
}

impl CapturePermit {
    /// The order that permits it.
    #[must_use]
    pub const fn order(&self) -> OrderId {
        self.order
    }

    /// The payment that may be captured.
    #[must_use]
    pub const fn intent(&self) -> IntentId {
        self.intent
    }

    /// How much: the whole amount of the order.
    #[must_use]
    pub const fn amount(&self) -> Money {
        self.amount
    }
}

impl Order {
    /// A new attempt to pay the order's total, given all earlier ones.
    ///
    /// # Errors
    /// The order waits for no payment, or another attempt is under way, unresolved, or has paid.
    pub fn start_payment(
        &self,
        id: IntentId,
        method: Method,
        earlier: &[PaymentIntent],
        now: Timestamp,
    ) -> Result<PaymentIntent, PaymentRefusal> {
        if matches!(self.gates.payment, Gate::NotApplicable { .. }) {
            return Err(PaymentRefusal::NothingToPay);
        }
        let intent = PaymentIntent::new(id, self.id, self.acceptance.quote.total, method, earlier, now)?;
        if self.state == OrderState::AwaitingGates && self.gates.payment.is_waiting() {
            Ok(intent)
        } else {
            Err(PaymentRefusal::OrderTakesNoPayment { status: self.status() })
        }
    }

    /// Why the buyer has to pay again, if they have to: the last attempt failed, ran out, or was called off.
    #[must_use]
    pub fn to_pay_again(&self, intents: &[PaymentIntent]) -> Option<DeclineReason> {
        if self.state != OrderState::AwaitingGates {
            return None;
        }
        match &self.gates.payment {
            Gate::Pending { waiting: Waiting::PaymentDeclined { reason }, .. } => Some(*reason),
            Gate::Expired { .. } => Some(DeclineReason::AuthorisationExpired),
            Gate::Pending { waiting: Waiting::Payment, .. } => match intents.last().map(PaymentIntent::state) {
                Some(IntentState::Cancelled { .. }) => Some(DeclineReason::AuthenticationCancelled),
                _ => None,
            },
            _ => None,
        }
    }

    /// Brings the payment gate, and the settlement of a committed order, in line with all attempts to pay. The result
    /// depends on where the attempts stand, not on how often or in which order this is called; an order that is being
    /// delivered, or has ended, stays as it is ([`super::duties`] says what becomes of its money).
    ///
    /// # Errors
    /// [`OrderRefusal::PaymentOfAnotherOrder`].
    pub fn follow_payments(mut self, intents: &[PaymentIntent], now: Timestamp) -> Result<Self, OrderRefusal> {
        if intents.iter().any(|intent| intent.order != self.id) {
            return Err(OrderRefusal::PaymentOfAnotherOrder);
        }
        let follows = match self.state {
            OrderState::AwaitingGates => true,
            OrderState::Committed { settlement, .. } => settlement.intent().is_some(),
            _ => false,
        };
        if !follows || matches!(self.gates.payment, Gate::NotApplicable { .. }) {
            return Ok(self);
        }
        let decisive = decisive(intents);
        if let (OrderState::Committed { .. }, Some(IntentState::Refunded { .. })) =
            (&self.state, decisive.map(PaymentIntent::state))
        {
            self.state = OrderState::Cancelled { reason: CancelReason::Refunded, by: Actor::System, at: now };
            return Ok(self);
        }
        self.gates.payment = followed(self.gates.payment, decisive, now);
        if !self.gates.payment.is_open() {
            self.state = OrderState::AwaitingGates;
            return Ok(self);
        }
        if let Some(intent) = decisive {
            // An earlier attempt may have named another way to pay: evidence is the one that pays.
            self.acceptance.location.payment_method = intent.method.country();
            self.acceptance.method = Some(intent.method.clone());
        }
        self = self.committed_if_open(now);
        if let (OrderState::Committed { settlement, .. }, Some(intent)) = (&mut self.state, decisive) {
            *settlement = settled(intent);
        }
        Ok(self)
    }

    /// The right to capture `intent`: every gate is open, the order is committed, and this is the payment that opened
    /// the payment gate.
    ///
    /// # Errors
    /// [`OrderRefusal::CaptureNotPermitted`], [`OrderRefusal::PaymentOfAnotherOrder`].
    pub fn capture_permit(&self, intent: &PaymentIntent) -> Result<CapturePermit, OrderRefusal> {
        if intent.order != self.id {
            return Err(OrderRefusal::PaymentOfAnotherOrder);
        }
        match self.state {
            OrderState::Committed { settlement: Settlement::CaptureDue { intent: due }, .. }
                if due == intent.id && self.gates.all_open() =>
            {
                Ok(CapturePermit { order: self.id, intent: due, amount: self.acceptance.quote.total })
            }
            _ => Err(OrderRefusal::CaptureNotPermitted { status: self.status() }),
        }
    }

    /// Commits a waiting order when its last gate is open.
    pub(super) fn committed_if_open(mut self, now: Timestamp) -> Self {
        if self.state == OrderState::AwaitingGates && self.gates.all_open() {
            let settlement = match self.gates.payment {
                Gate::Satisfied { proof: Proof::Payment { intent }, .. } => Settlement::CaptureDue { intent },
                _ => Settlement::NothingDue,
            };
            self.state = OrderState::Committed { at: now, settlement };
        }
        self
    }
}

/// The attempt that decides: taken money before money on its way before reserved money before an attempt under way;
/// among the rest, and among equals, the latest.
fn decisive(intents: &[PaymentIntent]) -> Option<&PaymentIntent> {
    let weight = |intent: &PaymentIntent| match intent.state() {
        IntentState::Captured { .. } | IntentState::PartiallyRefunded { .. } => 4,
        IntentState::Processing { .. } => 3,
        IntentState::Authorised { .. } if intent.asked.cancel.is_none() => 2,
        IntentState::Authorised { .. } => 1,
        IntentState::RequiresMethod | IntentState::Unknown { .. } | IntentState::RequiresAction { .. } => 1,
        IntentState::Refunded { .. } | IntentState::Failed { .. } | IntentState::Cancelled { .. } => 0,
    };
    intents.iter().max_by_key(|intent| (weight(intent), intent.attempt, intent.id))
}

/// The payment gate that follows from the deciding attempt; unchanged, times included, where it says so already.
fn followed(gate: Gate, decisive: Option<&PaymentIntent>, now: Timestamp) -> Gate {
    match (decisive.map_or(Follow::Wait(Waiting::Payment), follow), gate) {
        (Follow::Open(proof), Gate::Satisfied { proof: known, at }) if known == proof => Gate::Satisfied { proof, at },
        (Follow::Open(proof), _) => Gate::Satisfied { proof, at: now },
        (Follow::Expire, gate @ Gate::Expired { .. }) => gate,
        (Follow::Expire, _) => Gate::Expired { at: now },
        (Follow::Wait(waiting), Gate::Pending { waiting: known, since }) if known == waiting => {
            Gate::pending(waiting, since)
        }
        (Follow::Wait(waiting), _) => Gate::pending(waiting, now),
    }
}

/// What a payment makes of the payment gate.
enum Follow {
    Open(Proof),
    Expire,
    Wait(Waiting),
}

/// A payment that is being called off opens nothing any more. One that was called off after it was authorised has run
/// out; before that, the buyer did not confirm it.
fn follow(intent: &PaymentIntent) -> Follow {
    let declined = |reason| Follow::Wait(Waiting::PaymentDeclined { reason });
    match intent.state() {
        IntentState::Authorised { .. } if intent.asked.cancel.is_some() => Follow::Wait(Waiting::PaymentOutcome),
        IntentState::Authorised { .. }
        | IntentState::Processing { .. }
        | IntentState::Captured { .. }
        | IntentState::PartiallyRefunded { .. } => Follow::Open(Proof::Payment { intent: intent.id }),
        IntentState::Failed { reason: DeclineReason::AuthorisationExpired, .. } => Follow::Expire,
        IntentState::Failed { reason, .. } => declined(reason),
        IntentState::Cancelled { .. } if intent.evidence.authorised.is_some() => Follow::Expire,
        IntentState::Cancelled { .. } => declined(DeclineReason::AuthenticationCancelled),
        IntentState::RequiresAction { .. } => Follow::Wait(Waiting::PaymentConfirmation),
        IntentState::Unknown { .. } => Follow::Wait(Waiting::PaymentOutcome),
        IntentState::RequiresMethod | IntentState::Refunded { .. } => Follow::Wait(Waiting::Payment),
    }
}

fn settled(intent: &PaymentIntent) -> Settlement {
    let id = intent.id;
    match (intent.state(), intent.evidence.captured) {
        (_, Some(captured)) => Settlement::Paid { intent: id, at: captured.at },
        (IntentState::Processing { since }, None) => Settlement::Settling { intent: id, since },
        _ => Settlement::CaptureDue { intent: id },
    }
}

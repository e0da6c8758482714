//! What an order owes at the gateway: captures, releases, refunds and questions.
//!
//! The one place that says what must happen to money (law 6). Jobs ask it after every change and after every start, so
//! a crash between two steps only delays what is due.

use jiff::Timestamp;

use crate::gate::{Gate, Proof};
use crate::ids::IntentId;
use crate::money::Money;
use crate::payment::{IntentState, PaymentIntent};

use super::{Order, OrderState, Settlement};

/// Something that has to be done at the gateway. Doing it twice has the effect of doing it once, by its key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Duty {
    /// Ask again, with the same key, how the authorisation went.
    AskAgain {
        /// Which payment.
        intent: IntentId,
    },
    /// Find that an authorisation has run out ([`PaymentIntent::lapse`]); nothing is asked of the gateway.
    Lapse {
        /// Which payment.
        intent: IntentId,
    },
    /// Take the reserved money.
    Capture {
        /// Which payment.
        intent: IntentId,
    },
    /// Release what is reserved, or call off what is under way.
    Release {
        /// Which payment.
        intent: IntentId,
    },
    /// Ask again for the refunds that were asked for and not confirmed.
    RefundAgain {
        /// Which payment.
        intent: IntentId,
    },
    /// Give money back.
    Refund {
        /// Which payment.
        intent: IntentId,
        /// How much.
        amount: Money,
    },
}

/// Everything that is due at this moment for this order, given all attempts to pay it.
#[must_use]
pub fn duties(order: &Order, intents: &[PaymentIntent], now: Timestamp) -> Vec<Duty> {
    let own = intents.iter().filter(|intent| intent.order == order.id);
    own.filter_map(|intent| duty(order, intent, now)).collect()
}

fn duty(order: &Order, intent: &PaymentIntent, now: Timestamp) -> Option<Duty> {
    let id = intent.id;
    let unwanted = is_unwanted(order, id);
    let called_off = unwanted || intent.asked.cancel.is_some();
    if !intent.unanswered_refunds().is_empty() {
        return Some(Duty::RefundAgain { intent: id });
    }
    match intent.state() {
        IntentState::Unknown { .. } => Some(Duty::AskAgain { intent: id }),
        IntentState::Authorised { capture_asked: Some(_), .. } => Some(Duty::Capture { intent: id }),
        IntentState::RequiresMethod | IntentState::RequiresAction { .. } | IntentState::Authorised { .. }
            if called_off =>
        {
            Some(Duty::Release { intent: id })
        }
        IntentState::Authorised { expires_at: Some(end), .. } if end <= now => Some(Duty::Lapse { intent: id }),
        IntentState::Authorised { .. } if order.capture_permit(intent).is_ok() => Some(Duty::Capture { intent: id }),
        IntentState::Captured { .. } | IntentState::PartiallyRefunded { .. } if unwanted => {
            let amount = intent.refundable().filter(|left| left.minor > 0)?;
            Some(Duty::Refund { intent: id, amount })
        }
        IntentState::Failed { .. } if intent.evidence.held().is_some() => Some(Duty::Release { intent: id }),
        _ => None,
    }
}

/// Whether money of this payment must not stay with us: the order has ended without delivery, or another payment paid it.
fn is_unwanted(order: &Order, intent: IntentId) -> bool {
    let pays =
        |gate: &Gate| matches!(gate, Gate::Satisfied { proof: Proof::Payment { intent: by }, .. } if *by == intent);
    match &order.state {
        OrderState::Declined { .. } | OrderState::Cancelled { .. } => true,
        OrderState::AwaitingGates => order.gates.payment.is_open() && !pays(&order.gates.payment),
        OrderState::Committed { settlement: Settlement::NothingDue, .. } => true,
        OrderState::Committed { .. }
        | OrderState::Provisioning { .. }
        | OrderState::Provisioned { .. }
        | OrderState::Failed { .. } => !pays(&order.gates.payment),
    }
}

//! Why something cannot be done with an order.

use crate::gate::GateKind;
use crate::refusal::Refusal;

/// A named “no” of an order.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum OrderRefusal {
    /// The order no longer waits at its gates.
    #[error("the order is {status}, it does not wait any more")]
    OrderNotWaiting {
        /// Where it stands.
        status: &'static str,
    },
    /// The gate does not wait: it is open, shut for good, or does not apply.
    #[error("the gate {} is {status}", gate.name())]
    GateNotWaiting {
        /// Which gate.
        gate: GateKind,
        /// Where it stands.
        status: &'static str,
    },
    /// The proof is of another gate.
    #[error("this does not open the gate {}", gate.name())]
    WrongProof {
        /// Which gate.
        gate: GateKind,
    },
    /// The payment gate follows the payments; nobody opens or shuts it by hand.
    #[error("the payment gate follows the payments")]
    PaymentGateFollowsPayments,
    /// Only an approver or the screening says no to an order, never a failed payment.
    #[error("the gate {} never declines an order", gate.name())]
    GateNeverDeclines {
        /// Which gate.
        gate: GateKind,
    },
    /// The approval is of another quote.
    #[error("the approval is of another quote")]
    ApprovalOfAnotherQuote,
    /// A payment of another order.
    #[error("the payment belongs to another order")]
    PaymentOfAnotherOrder,
    /// Money may be taken only when every gate is open and the order committed.
    #[error("the order does not permit a capture while it is {status}")]
    CaptureNotPermitted {
        /// Where the order stands.
        status: &'static str,
    },
    /// Nothing is delivered before the money has arrived.
    #[error("the money has not arrived")]
    MoneyOutstanding,
    /// The order is not at the point where this can happen.
    #[error("this cannot happen while the order is {status}")]
    OrderOutOfTurn {
        /// Where it stands.
        status: &'static str,
    },
    /// The order goes through; calling it off would take another way (a refund).
    #[error("the order is {status} and cannot be called off")]
    OrderTooLateToCancel {
        /// Where it stands.
        status: &'static str,
    },
    /// Setting up failed in a way that trying again does not mend.
    #[error("trying again will not help")]
    OrderNotRetryable,
}

impl From<OrderRefusal> for Refusal {
    fn from(refusal: OrderRefusal) -> Self {
        match refusal {
            OrderRefusal::OrderNotWaiting { status } => Self::new("order_not_waiting").with("status", status),
            OrderRefusal::GateNotWaiting { gate, status } => {
                Self::new("gate_not_waiting").with("gate", gate.name()).with("status", status)
            }
            OrderRefusal::WrongProof { gate } => Self::new("wrong_proof").with("gate", gate.name()),
            OrderRefusal::PaymentGateFollowsPayments => Self::new("payment_gate_follows_payments"),
            OrderRefusal::GateNeverDeclines { gate } => Self::new("gate_never_declines").with("gate", gate.name()),
            OrderRefusal::ApprovalOfAnotherQuote => Self::new("approval_of_another_quote"),
            OrderRefusal::PaymentOfAnotherOrder => Self::new("payment_of_another_order"),
            OrderRefusal::CaptureNotPermitted { status } => Self::new("capture_not_permitted").with("status", status),
            OrderRefusal::MoneyOutstanding => Self::new("money_outstanding"),
            OrderRefusal::OrderOutOfTurn { status } => Self::new("order_out_of_turn").with("status", status),
            OrderRefusal::OrderTooLateToCancel { status } => {
                Self::new("order_too_late_to_cancel").with("status", status)
            }
            OrderRefusal::OrderNotRetryable => Self::new("order_not_retryable"),
        }
    }
}

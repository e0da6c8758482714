//! Where an order stands for whoever looks at it, in one word: what its page's heading says.

use serde::{Deserialize, Serialize};

use super::{Order, OrderState, Settlement};
use crate::gate::{Gate, GateKind, Waiting};
use crate::payment::DeclineReason;

/// Where an order stands. What looks different to a buyer is a stage of its own: a payment that was refused, one that was
/// not confirmed and one that is still under way are three (ux 17), and nothing is done before it is delivered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// The buyer has to pay, or to pay again because the bank's approval ran out.
    ToPay,
    /// The buyer has to confirm the payment with the bank.
    ToConfirm,
    /// The last payment was refused.
    PaymentFailed,
    /// The bank's confirmation was closed; nothing was refused.
    PaymentAbandoned,
    /// Somebody else has to say yes: an approver, or the screening.
    InReview,
    /// It goes on by itself, within moments.
    Processing,
    /// A debit is on its way, which takes days.
    Settling,
    /// It is delivered.
    Done,
    /// It cannot go on without one of us.
    NeedsHelp,
    /// It ended with a no.
    Declined,
    /// It was called off.
    Cancelled,
}

impl Stage {
    /// Its name in an address, a style sheet, the API.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::ToPay => "to_pay",
            Self::ToConfirm => "to_confirm",
            Self::PaymentFailed => "payment_failed",
            Self::PaymentAbandoned => "payment_abandoned",
            Self::InReview => "in_review",
            Self::Processing => "processing",
            Self::Settling => "settling",
            Self::Done => "done",
            Self::NeedsHelp => "needs_help",
            Self::Declined => "declined",
            Self::Cancelled => "cancelled",
        }
    }

    /// Whether it waits for the buyer to pay or to confirm.
    #[must_use]
    pub const fn awaits_buyer(self) -> bool {
        matches!(self, Self::ToPay | Self::ToConfirm | Self::PaymentFailed | Self::PaymentAbandoned)
    }

    /// Whether the order has come to an end and nothing more happens to it.
    #[must_use]
    pub const fn is_final(self) -> bool {
        matches!(self, Self::Done | Self::Declined | Self::Cancelled)
    }

    /// Whether it changes within moments, so that it is worth waiting for.
    #[must_use]
    pub const fn is_brief(self) -> bool {
        matches!(self, Self::Processing)
    }
}

impl Order {
    /// Where it stands for whoever looks at it.
    #[must_use]
    pub fn stage(&self) -> Stage {
        match &self.state {
            OrderState::AwaitingGates => self.shut_at(),
            OrderState::Committed { settlement: Settlement::Settling { .. }, .. } => Stage::Settling,
            OrderState::Committed { .. } | OrderState::Provisioning { .. } => Stage::Processing,
            OrderState::Failed { retryable: true, .. } => Stage::Processing,
            OrderState::Failed { retryable: false, .. } => Stage::NeedsHelp,
            OrderState::Provisioned { .. } => Stage::Done,
            OrderState::Declined { .. } => Stage::Declined,
            OrderState::Cancelled { .. } => Stage::Cancelled,
        }
    }

    /// By the first shut gate, those before others that the buyer can open.
    fn shut_at(&self) -> Stage {
        let shut = self.gates.iter().find(|(_, gate)| !gate.is_open());
        match shut {
            Some((GateKind::Payment, gate)) => payment(gate),
            Some((GateKind::Terms, _)) => Stage::ToPay,
            Some((GateKind::Approval | GateKind::Screening, _)) => Stage::InReview,
            None => Stage::Processing,
        }
    }
}

const fn payment(gate: &Gate) -> Stage {
    match gate {
        Gate::Pending { waiting, .. } => match waiting {
            Waiting::PaymentConfirmation => Stage::ToConfirm,
            Waiting::PaymentOutcome => Stage::Processing,
            Waiting::PaymentDeclined { reason: DeclineReason::AuthenticationCancelled } => Stage::PaymentAbandoned,
            Waiting::PaymentDeclined { .. } => Stage::PaymentFailed,
            _ => Stage::ToPay,
        },
        _ => Stage::ToPay,
    }
}

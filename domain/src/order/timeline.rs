//! What a reader of an order's page sees, in order: derived by comparing the order before and after each change.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{CancelReason, Order, OrderState, Settlement};
use crate::access::Actor;
use crate::gate::{Gate, GateKind, NotApplicable, Waiting};
use crate::ids::LicenceId;
use crate::payment::DeclineReason;

/// One line of the timeline.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TimelineEntry {
    /// The number of the event it comes from.
    pub sequence: u32,
    /// When.
    #[serde(with = "crate::iso::instant")]
    pub at: Timestamp,
    /// Who.
    pub actor: Actor,
    /// What.
    #[serde(flatten)]
    pub kind: TimelineKind,
}

/// What happened to an order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum TimelineKind {
    /// It was placed.
    Placed,
    /// A gate does not apply.
    GateNotApplicable {
        /// Which gate.
        gate: GateKind,
        /// Why.
        reason: NotApplicable,
    },
    /// A gate is open.
    GateOpened {
        /// Which gate.
        gate: GateKind,
    },
    /// A gate waits, or waits for something else than before.
    GateWaits {
        /// Which gate.
        gate: GateKind,
        /// For what.
        waiting: Waiting,
    },
    /// An attempt to pay failed; the order goes on waiting.
    PaymentDeclined {
        /// Why.
        reason: DeclineReason,
    },
    /// What had opened a gate ran out.
    GateExpired {
        /// Which gate.
        gate: GateKind,
    },
    /// Every gate is open.
    Committed,
    /// A debit was started and settles later.
    DebitStarted,
    /// The money was taken.
    Paid,
    /// Setting up began.
    ProvisioningStarted {
        /// Which attempt, from 1.
        attempt: u32,
    },
    /// Setting up did not work.
    ProvisioningFailed {
        /// Whether it will be tried again.
        retryable: bool,
    },
    /// What was bought is there, and its licence issued.
    Provisioned {
        /// The licence.
        licence: LicenceId,
    },
    /// Screening or an approver said no.
    Declined {
        /// Which gate.
        gate: GateKind,
    },
    /// It was called off.
    Cancelled {
        /// Why.
        reason: CancelReason,
    },
}

/// What happened between two states of an order, first things first; `before` is `None` when it was placed.
#[must_use]
pub fn between(before: Option<&Order>, after: &Order) -> Vec<TimelineKind> {
    let mut kinds = Vec::new();
    if before.is_none() {
        kinds.push(TimelineKind::Placed);
    }
    for (kind, gate) in after.gates.iter() {
        if before.is_none_or(|order| order.gates.get(kind) != gate) {
            kinds.extend(of_gate(kind, gate));
        }
    }
    if before.is_none_or(|order| order.state != after.state) {
        of_state(before.map(|order| &order.state), &after.state, &mut kinds);
    }
    kinds
}

fn of_gate(gate: GateKind, now: &Gate) -> Option<TimelineKind> {
    match now {
        Gate::Pending { waiting: Waiting::PaymentDeclined { reason }, .. } => {
            Some(TimelineKind::PaymentDeclined { reason: *reason })
        }
        Gate::Pending { waiting, .. } => Some(TimelineKind::GateWaits { gate, waiting: *waiting }),
        Gate::Satisfied { .. } => Some(TimelineKind::GateOpened { gate }),
        Gate::Expired { .. } => Some(TimelineKind::GateExpired { gate }),
        Gate::NotApplicable { reason } => Some(TimelineKind::GateNotApplicable { gate, reason: *reason }),
        Gate::Declined { .. } => None,
    }
}

fn of_state(before: Option<&OrderState>, after: &OrderState, kinds: &mut Vec<TimelineKind>) {
    match after {
        OrderState::AwaitingGates => {}
        OrderState::Committed { settlement, .. } => {
            if !matches!(before, Some(OrderState::Committed { .. })) {
                kinds.push(TimelineKind::Committed);
            }
            match settlement {
                Settlement::NothingDue | Settlement::CaptureDue { .. } => {}
                Settlement::Settling { .. } => kinds.push(TimelineKind::DebitStarted),
                Settlement::Paid { .. } => kinds.push(TimelineKind::Paid),
            }
        }
        OrderState::Provisioning { attempt, .. } => kinds.push(TimelineKind::ProvisioningStarted { attempt: *attempt }),
        OrderState::Provisioned { licence, .. } => kinds.push(TimelineKind::Provisioned { licence: *licence }),
        OrderState::Failed { retryable, .. } => kinds.push(TimelineKind::ProvisioningFailed { retryable: *retryable }),
        OrderState::Declined { gate, .. } => kinds.push(TimelineKind::Declined { gate: *gate }),
        OrderState::Cancelled { reason, .. } => kinds.push(TimelineKind::Cancelled { reason: *reason }),
    }
}

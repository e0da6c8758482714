//! How far an order is, step by step: what is done, what is under way and why, what is still to come, what went wrong.
//!
//! A pure picture of the order, its payments and its history; what did not happen and will not happen any more is left out.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{CancelReason, Order, OrderState, Settlement, TimelineEntry, TimelineKind};
use crate::gate::{Gate, GateKind, NotApplicable, Waiting};
use crate::money::Money;
use crate::payment::PaymentIntent;
use crate::refusal::Refusal;

/// One step of an order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProgressStep {
    /// What.
    pub what: StepKind,
    /// How it stands.
    pub stands: StepStanding,
}

/// What a step is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "step", rename_all = "snake_case")]
pub enum StepKind {
    /// The order was placed.
    Placed,
    /// An earlier attempt to pay, which was not the last.
    Attempt,
    /// A gate.
    Gate {
        /// Which.
        gate: GateKind,
    },
    /// The money is taken.
    Capture {
        /// How much.
        amount: Money,
    },
    /// What was bought is set up.
    Provisioning,
    /// The licence is issued.
    Licence,
    /// It was called off.
    Cancelled {
        /// Why.
        reason: CancelReason,
    },
    /// Money was given back.
    Refund {
        /// How much.
        amount: Money,
    },
}

/// How a step stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "stands", rename_all = "snake_case")]
pub enum StepStanding {
    /// It happened.
    Done {
        /// When.
        #[serde(with = "crate::iso::instant")]
        at: Timestamp,
    },
    /// It is under way, or waited for.
    Now {
        /// Since when.
        #[serde(with = "crate::iso::instant")]
        since: Timestamp,
        /// What is done or waited for, for a person to read.
        why: Refusal,
    },
    /// It will happen.
    Later,
    /// This order does not have it.
    Skipped {
        /// Why.
        reason: NotApplicable,
    },
    /// It went wrong.
    Failed {
        /// When.
        #[serde(with = "crate::iso::instant")]
        at: Timestamp,
        /// Why, for a person to read.
        why: Refusal,
    },
}

/// The steps of an order in their order, given every attempt to pay it and what happened to it so far.
#[must_use]
pub fn progress(order: &Order, intents: &[PaymentIntent], history: &[TimelineEntry]) -> Vec<ProgressStep> {
    let ended = matches!(order.state, OrderState::Declined { .. } | OrderState::Cancelled { .. });
    let mut steps = vec![step(StepKind::Placed, StepStanding::Done { at: order.placed_at })];
    for (gate, now) in order.gates.iter() {
        if gate == GateKind::Payment {
            steps.extend(earlier_attempts(now, history));
        }
        steps.push(step(StepKind::Gate { gate }, of_gate(gate, now)));
    }
    steps.extend(capture(order, intents));
    steps.push(step(StepKind::Provisioning, provisioning(order)));
    steps.push(step(StepKind::Licence, licence(order)));
    if ended {
        steps.retain(|step| !matches!(step.stands, StepStanding::Now { .. } | StepStanding::Later));
    }
    steps.extend(called_off(order));
    steps.extend(intents.iter().filter_map(refund));
    steps
}

const fn step(what: StepKind, stands: StepStanding) -> ProgressStep {
    ProgressStep { what, stands }
}

/// Attempts that failed before the one at which the payment gate stands now.
fn earlier_attempts(payment: &Gate, history: &[TimelineEntry]) -> Vec<ProgressStep> {
    let mut failed: Vec<ProgressStep> = history
        .iter()
        .filter_map(|entry| match entry.kind {
            TimelineKind::PaymentDeclined { reason } => {
                Some(step(StepKind::Attempt, StepStanding::Failed { at: entry.at, why: reason.into() }))
            }
            _ => None,
        })
        .collect();
    if matches!(payment, Gate::Pending { waiting: Waiting::PaymentDeclined { .. }, .. }) {
        failed.pop();
    }
    failed
}

fn of_gate(kind: GateKind, gate: &Gate) -> StepStanding {
    let why = || gate.waiting_reason(kind).unwrap_or_else(|| Refusal::new("waiting_gate_expired"));
    match gate {
        Gate::Satisfied { at, .. } => StepStanding::Done { at: *at },
        Gate::NotApplicable { reason } => StepStanding::Skipped { reason: *reason },
        Gate::Pending { waiting: Waiting::PaymentDeclined { .. }, since: at }
        | Gate::Declined { at, .. }
        | Gate::Expired { at } => StepStanding::Failed { at: *at, why: why() },
        Gate::Pending { since, .. } => StepStanding::Now { since: *since, why: why() },
    }
}

/// The money, if any is due.
fn capture(order: &Order, intents: &[PaymentIntent]) -> Option<ProgressStep> {
    let amount = order.acceptance.quote.total;
    if amount.minor == 0 {
        return None;
    }
    let taken = intents.iter().find_map(|intent| intent.evidence.captured);
    let waits = |since, code| StepStanding::Now { since, why: Refusal::new(code) };
    let stands = match (taken, &order.state) {
        (Some(taken), _) => StepStanding::Done { at: taken.at },
        (None, OrderState::Committed { settlement: Settlement::Settling { since, .. }, .. }) => {
            waits(*since, "waiting_settlement")
        }
        (None, OrderState::Committed { at, .. }) => waits(*at, "waiting_capture"),
        (None, _) => StepStanding::Later,
    };
    Some(step(StepKind::Capture { amount }, stands))
}

fn provisioning(order: &Order) -> StepStanding {
    let why = || order.waiting_reason().unwrap_or_else(|| Refusal::new("waiting_provisioning"));
    match &order.state {
        OrderState::Committed { at, settlement: Settlement::NothingDue }
        | OrderState::Committed { settlement: Settlement::Paid { at, .. }, .. }
        | OrderState::Provisioning { since: at, .. } => StepStanding::Now { since: *at, why: why() },
        OrderState::Provisioned { at, .. } => StepStanding::Done { at: *at },
        OrderState::Failed { at, .. } => StepStanding::Failed { at: *at, why: why() },
        _ => StepStanding::Later,
    }
}

const fn licence(order: &Order) -> StepStanding {
    match &order.state {
        OrderState::Provisioned { at, .. } => StepStanding::Done { at: *at },
        _ => StepStanding::Later,
    }
}

/// The end of an order that was called off. One that was declined says so at the gate.
fn called_off(order: &Order) -> Option<ProgressStep> {
    let OrderState::Cancelled { reason, at, .. } = &order.state else { return None };
    let stands = StepStanding::Failed { at: *at, why: order.closed_reason()? };
    Some(step(StepKind::Cancelled { reason: *reason }, stands))
}

/// What was given back of a payment.
fn refund(intent: &PaymentIntent) -> Option<ProgressStep> {
    let last = intent.evidence.refunds.values().map(|moved| moved.at).max()?;
    let amount = Money::new(intent.evidence.refunded_minor(), intent.amount.currency);
    Some(step(StepKind::Refund { amount }, StepStanding::Done { at: last }))
}

#[cfg(test)]
mod tests;

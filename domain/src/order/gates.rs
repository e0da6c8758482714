//! The four gates of an order, and which of them apply.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::gate::{Gate, GateKind, NotApplicable, Proof, Waiting};
use crate::money::Money;
use crate::refusal::Refusal;

/// Which gates this installation and this account ask for, beside terms and payment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GatePolicy {
    /// Whether orders are screened; else why not.
    pub screening: Result<(), NotApplicable>,
    /// Whether the order needs an approval; else why not.
    pub approval: Result<(), NotApplicable>,
}

impl GatePolicy {
    /// Neither screening nor approval is configured.
    pub const NONE: Self =
        Self { screening: Err(NotApplicable::NotConfigured), approval: Err(NotApplicable::NotConfigured) };
}

/// The gates of an order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Gates {
    /// Acceptance of the terms.
    pub terms: Gate,
    /// The payment.
    pub payment: Gate,
    /// The approval.
    pub approval: Gate,
    /// The screening.
    pub screening: Gate,
}

impl Gates {
    /// The gates of an order over `total` whose buyer accepted the terms in `terms_version`.
    #[must_use]
    pub fn of(total: Money, terms_version: &str, policy: GatePolicy, now: Timestamp) -> Self {
        let gate = |applies: Result<(), NotApplicable>, waiting| match applies {
            Ok(()) => Gate::pending(waiting, now),
            Err(reason) => Gate::NotApplicable { reason },
        };
        let payment = if total.minor == 0 { Err(NotApplicable::NothingToPay) } else { Ok(()) };
        Self {
            terms: Gate::Satisfied { proof: Proof::Terms { version: terms_version.to_owned() }, at: now },
            payment: gate(payment, Waiting::Payment),
            approval: gate(policy.approval, Waiting::Approval),
            screening: gate(policy.screening, Waiting::Screening),
        }
    }

    /// One of them.
    #[must_use]
    pub const fn get(&self, kind: GateKind) -> &Gate {
        match kind {
            GateKind::Terms => &self.terms,
            GateKind::Payment => &self.payment,
            GateKind::Approval => &self.approval,
            GateKind::Screening => &self.screening,
        }
    }

    pub(super) const fn get_mut(&mut self, kind: GateKind) -> &mut Gate {
        match kind {
            GateKind::Terms => &mut self.terms,
            GateKind::Payment => &mut self.payment,
            GateKind::Approval => &mut self.approval,
            GateKind::Screening => &mut self.screening,
        }
    }

    /// All of them, those first that the buyer can open.
    pub fn iter(&self) -> impl Iterator<Item = (GateKind, &Gate)> {
        GateKind::ALL.into_iter().map(|kind| (kind, self.get(kind)))
    }

    /// Whether nothing is left to wait for.
    #[must_use]
    pub fn all_open(&self) -> bool {
        self.iter().all(|(_, gate)| gate.is_open())
    }

    /// Whether nothing but the payment is left to wait for.
    #[must_use]
    pub fn all_open_but_payment(&self) -> bool {
        self.iter().all(|(kind, gate)| kind == GateKind::Payment || gate.is_open())
    }

    /// Why each shut gate is shut, those first that the buyer can open.
    #[must_use]
    pub fn waiting_reasons(&self) -> Vec<Refusal> {
        self.iter().filter_map(|(kind, gate)| gate.waiting_reason(kind)).collect()
    }
}

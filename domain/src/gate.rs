//! Gates: what an order waits for before anything is delivered.
//!
//! A gate that is not configured is `not_applicable` with that reason, visible to the buyer; it is never satisfied by
//! default. Each satisfied gate names its proof. What a waiting gate waits for can always be said in words.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::access::Actor;
use crate::ids::IntentId;
use crate::payment::DeclineReason;
use crate::refusal::Refusal;

/// What an order waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GateKind {
    /// The buyer's acceptance of the terms.
    Terms,
    /// An authorised card, or an accepted debit mandate.
    Payment,
    /// Somebody with the right to approve the purchase.
    Approval,
    /// The check against sanctions lists.
    Screening,
}

impl GateKind {
    /// Every gate, those first that the buyer can open.
    pub const ALL: [Self; 4] = [Self::Terms, Self::Payment, Self::Approval, Self::Screening];

    /// Its name in the API and in the timeline.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Terms => "terms",
            Self::Payment => "payment",
            Self::Approval => "approval",
            Self::Screening => "screening",
        }
    }
}

/// A gate of an order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "status", rename_all = "snake_case")]
pub enum Gate {
    /// Waiting.
    Pending {
        /// For what.
        waiting: Waiting,
        /// Since when.
        #[serde(with = "crate::iso::instant")]
        since: Timestamp,
    },
    /// Open.
    Satisfied {
        /// By what.
        proof: Proof,
        /// When.
        #[serde(with = "crate::iso::instant")]
        at: Timestamp,
    },
    /// Shut for good.
    Declined {
        /// By whom.
        by: Actor,
        /// Why, in the words of who declined; empty if they gave none.
        reason: String,
        /// When.
        #[serde(with = "crate::iso::instant")]
        at: Timestamp,
    },
    /// What had opened it ran out; it can be opened again.
    Expired {
        /// When.
        #[serde(with = "crate::iso::instant")]
        at: Timestamp,
    },
    /// This order does not have to pass it.
    NotApplicable {
        /// Why.
        reason: NotApplicable,
    },
}

/// What a pending gate waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "for", rename_all = "snake_case")]
pub enum Waiting {
    /// The buyer to accept the terms.
    Acceptance,
    /// The buyer to pay.
    Payment,
    /// The buyer to confirm the payment with the bank.
    PaymentConfirmation,
    /// The gateway to say whether the last payment went through.
    PaymentOutcome,
    /// The buyer to pay in another way, or again.
    PaymentDeclined {
        /// Why the last attempt failed.
        reason: DeclineReason,
    },
    /// The approver to decide.
    Approval,
    /// The screening to answer.
    Screening,
    /// A person of ours to look at the screening's answer.
    ScreeningReview,
}

/// What opened a gate.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "proof", rename_all = "snake_case")]
pub enum Proof {
    /// The terms, accepted in this version.
    Terms {
        /// The version.
        version: String,
    },
    /// A payment that is authorised or further.
    Payment {
        /// Which attempt.
        intent: IntentId,
    },
    /// An approval of exactly this quote.
    Approval {
        /// By whom.
        by: Actor,
        /// The hash of the quote that was approved.
        quote_hash: String,
    },
    /// A screening without a match, or cleared by a person.
    Screening {
        /// Where the decision is recorded.
        reference: String,
    },
}

/// Why a gate does not apply.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NotApplicable {
    /// The total is zero: there is nothing to pay.
    NothingToPay,
    /// This installation has no such check.
    NotConfigured,
    /// The account does not ask for it at this amount.
    NotRequired,
}

impl Gate {
    /// A gate that waits.
    #[must_use]
    pub const fn pending(waiting: Waiting, since: Timestamp) -> Self {
        Self::Pending { waiting, since }
    }

    /// The name of the state.
    #[must_use]
    pub const fn status(&self) -> &'static str {
        match self {
            Self::Pending { .. } => "pending",
            Self::Satisfied { .. } => "satisfied",
            Self::Declined { .. } => "declined",
            Self::Expired { .. } => "expired",
            Self::NotApplicable { .. } => "not_applicable",
        }
    }

    /// Whether the order may pass.
    #[must_use]
    pub const fn is_open(&self) -> bool {
        matches!(self, Self::Satisfied { .. } | Self::NotApplicable { .. })
    }

    /// Whether it can still be opened.
    #[must_use]
    pub const fn is_waiting(&self) -> bool {
        matches!(self, Self::Pending { .. } | Self::Expired { .. })
    }

    /// Why the order cannot pass, for a person to read; `None` for an open gate.
    #[must_use]
    pub fn waiting_reason(&self, kind: GateKind) -> Option<Refusal> {
        let refusal = match self {
            Self::Satisfied { .. } | Self::NotApplicable { .. } => return None,
            Self::Pending { waiting, .. } => waiting.reason(),
            Self::Declined { reason, .. } => declined(kind).with("reason", reason.as_str()),
            Self::Expired { .. } => match kind {
                GateKind::Payment => Refusal::from(DeclineReason::AuthorisationExpired),
                GateKind::Approval => Refusal::new("waiting_approval_expired"),
                GateKind::Terms | GateKind::Screening => Refusal::new("waiting_gate_expired"),
            },
        };
        Some(refusal.on(kind.name()))
    }
}

fn declined(kind: GateKind) -> Refusal {
    match kind {
        GateKind::Approval => Refusal::new("order_declined_by_approver"),
        GateKind::Terms | GateKind::Payment | GateKind::Screening => Refusal::new("order_declined_by_screening"),
    }
}

impl Waiting {
    /// What is waited for, for a person to read.
    #[must_use]
    pub fn reason(self) -> Refusal {
        match self {
            Self::Acceptance => Refusal::new("waiting_terms"),
            Self::Payment => Refusal::new("waiting_payment"),
            Self::PaymentConfirmation => Refusal::new("waiting_payment_confirmation"),
            Self::PaymentOutcome => Refusal::new("waiting_payment_outcome"),
            Self::PaymentDeclined { reason } => Refusal::from(reason),
            Self::Approval => Refusal::new("waiting_approval"),
            Self::Screening => Refusal::new("waiting_screening"),
            Self::ScreeningReview => Refusal::new("waiting_screening_review"),
        }
    }
}

//! Where an order stands.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::access::Actor;
use crate::gate::GateKind;
use crate::ids::{IntentId, LicenceId};

/// Where an order stands; its gates are kept beside it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "status", rename_all = "snake_case")]
pub enum OrderState {
    /// At least one gate is not open.
    AwaitingGates,
    /// Every gate is open; the money is on its way.
    Committed {
        /// Since when.
        #[serde(with = "crate::iso::instant")]
        at: Timestamp,
        /// Where the money is.
        settlement: Settlement,
    },
    /// What was bought is being set up.
    Provisioning {
        /// Since when.
        #[serde(with = "crate::iso::instant")]
        since: Timestamp,
        /// Which attempt this is, from 1.
        attempt: u32,
    },
    /// What was bought is there.
    Provisioned {
        /// Since when.
        #[serde(with = "crate::iso::instant")]
        at: Timestamp,
        /// The licence that was issued.
        licence: LicenceId,
    },
    /// Setting up did not work.
    Failed {
        /// When.
        #[serde(with = "crate::iso::instant")]
        at: Timestamp,
        /// Why, as the provisioner said; for staff.
        reason: String,
        /// Whether it will be tried again.
        retryable: bool,
        /// How often it was tried.
        attempts: u32,
    },
    /// Screening or an approver said no.
    Declined {
        /// Which gate.
        gate: GateKind,
        /// When.
        #[serde(with = "crate::iso::instant")]
        at: Timestamp,
    },
    /// Called off before anything was delivered.
    Cancelled {
        /// Why.
        reason: CancelReason,
        /// By whom.
        by: Actor,
        /// When.
        #[serde(with = "crate::iso::instant")]
        at: Timestamp,
    },
}

/// Where the money of a committed order is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "settlement", rename_all = "snake_case")]
pub enum Settlement {
    /// Nothing was due.
    NothingDue,
    /// Reserved, about to be taken.
    CaptureDue {
        /// By which payment.
        intent: IntentId,
    },
    /// A debit that was started and settles later.
    Settling {
        /// By which payment.
        intent: IntentId,
        /// Since when.
        #[serde(with = "crate::iso::instant")]
        since: Timestamp,
    },
    /// Taken.
    Paid {
        /// By which payment.
        intent: IntentId,
        /// When.
        #[serde(with = "crate::iso::instant")]
        at: Timestamp,
    },
}

/// Why an order was called off.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CancelReason {
    /// The buyer called it off.
    ByBuyer,
    /// The quote changed; a new order follows.
    QuoteChanged,
    /// Somebody else buys, or their details changed; a new order follows.
    BuyerChanged,
    /// The checkout expired while the order waited.
    CheckoutExpired,
    /// It cannot be delivered; the money is given back.
    CannotDeliver,
    /// The money was given back before anything was delivered.
    Refunded,
}

impl OrderState {
    /// The name of the state, as stored in the index column and said by the API.
    #[must_use]
    pub const fn status(&self) -> &'static str {
        match self {
            Self::AwaitingGates => "awaiting_gates",
            Self::Committed { .. } => "committed",
            Self::Provisioning { .. } => "provisioning",
            Self::Provisioned { .. } => "provisioned",
            Self::Failed { .. } => "failed",
            Self::Declined { .. } => "declined",
            Self::Cancelled { .. } => "cancelled",
        }
    }

    /// The licence that was issued, once it was.
    #[must_use]
    pub const fn licence(&self) -> Option<LicenceId> {
        match self {
            Self::Provisioned { licence, .. } => Some(*licence),
            _ => None,
        }
    }

    /// Whether the order still goes somewhere.
    #[must_use]
    pub const fn is_live(&self) -> bool {
        !matches!(self, Self::Provisioned { .. } | Self::Declined { .. } | Self::Cancelled { .. })
    }
}

impl Settlement {
    /// The payment that opened the payment gate, if something was due.
    #[must_use]
    pub const fn intent(self) -> Option<IntentId> {
        match self {
            Self::NothingDue => None,
            Self::CaptureDue { intent } | Self::Settling { intent, .. } | Self::Paid { intent, .. } => Some(intent),
        }
    }
}

//! Where a checkout stands.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::access::Actor;
use crate::email::Email;
use crate::ids::{CheckoutId, OrderId};
use crate::payment::DeclineReason;

/// Where a checkout stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "status", rename_all = "snake_case")]
pub enum CheckoutState {
    /// The buyer fills it in.
    Open {
        /// An order placed from it that waits for a payment.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        order: Option<LiveOrder>,
        /// What the approver wrote when returning it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        note: Option<String>,
    },
    /// Sent to whoever approves or pays.
    WithApprover {
        /// Where it was sent.
        to: Email,
        /// The hash of the quote that was sent.
        quote_hash: String,
        /// When.
        #[serde(with = "crate::iso::instant")]
        since: Timestamp,
    },
    /// Accepted; the order is on its way through its gates.
    Confirming {
        /// The order.
        order: OrderId,
        /// The hash of the quote that was accepted.
        quote_hash: String,
        /// Since when.
        #[serde(with = "crate::iso::instant")]
        since: Timestamp,
    },
    /// The order is paid, or nothing was due; nothing is left to do here.
    Completed {
        /// The order.
        order: OrderId,
        /// When.
        #[serde(with = "crate::iso::instant")]
        at: Timestamp,
    },
    /// Left alone too long.
    Expired {
        /// When.
        #[serde(with = "crate::iso::instant")]
        at: Timestamp,
        /// The checkout in which it goes on, if somebody came back.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        resumed_as: Option<CheckoutId>,
    },
    /// Called off.
    Cancelled {
        /// By whom.
        by: Actor,
        /// When.
        #[serde(with = "crate::iso::instant")]
        at: Timestamp,
    },
}

/// An order that waits while its checkout is open again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LiveOrder {
    /// Which one.
    pub order: OrderId,
    /// The hash of the quote it was placed on. Another quote needs another order, and this one cancelled first.
    pub quote_hash: String,
    /// Why the last payment failed.
    pub declined: DeclineReason,
    /// The way to pay that failed, by the gateway's name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub method: Option<String>,
}

impl CheckoutState {
    /// Open, with nothing behind it.
    pub const FRESH: Self = Self::Open { order: None, note: None };

    /// The name of the state, as stored in the index column and said by the API.
    #[must_use]
    pub const fn status(&self) -> &'static str {
        match self {
            Self::Open { .. } => "open",
            Self::WithApprover { .. } => "with_approver",
            Self::Confirming { .. } => "confirming",
            Self::Completed { .. } => "completed",
            Self::Expired { .. } => "expired",
            Self::Cancelled { .. } => "cancelled",
        }
    }
}

//! The state of a payment, derived from what was asked and what the gateway answered.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::PaymentIntent;
use super::decline::DeclineReason;
use crate::money::Money;

/// Where one attempt to pay stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "status", rename_all = "snake_case")]
pub enum IntentState {
    /// Nothing was asked of the gateway yet.
    RequiresMethod,
    /// Asked, and no answer: the money may or may not be reserved. Blocks another attempt until the gateway has said.
    Unknown {
        /// When it was asked first.
        #[serde(with = "crate::iso::instant")]
        since: Timestamp,
    },
    /// The buyer has to confirm with the bank.
    RequiresAction {
        /// Where.
        url: String,
    },
    /// The money is reserved, or the debit's mandate accepted.
    Authorised {
        /// How much.
        amount: Money,
        /// Until when it can be captured.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[serde(with = "crate::iso::optional_instant")]
        expires_at: Option<Timestamp>,
        /// When the capture was asked for, if its answer is out.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[serde(with = "crate::iso::optional_instant")]
        capture_asked: Option<Timestamp>,
    },
    /// The debit is on its way and settles later.
    Processing {
        /// Since when.
        #[serde(with = "crate::iso::instant")]
        since: Timestamp,
    },
    /// The money was taken.
    Captured {
        /// How much.
        amount: Money,
        /// When.
        #[serde(with = "crate::iso::instant")]
        at: Timestamp,
    },
    /// A part was given back.
    PartiallyRefunded {
        /// How much was taken.
        captured: Money,
        /// How much was given back.
        refunded: Money,
    },
    /// All of it was given back.
    Refunded {
        /// How much.
        amount: Money,
    },
    /// It did not go through; another attempt may be made.
    Failed {
        /// Why.
        reason: DeclineReason,
        /// Whether the same way to pay may be tried again.
        retryable: bool,
    },
    /// It was called off before any money was taken.
    Cancelled {
        /// When.
        #[serde(with = "crate::iso::instant")]
        at: Timestamp,
    },
}

impl IntentState {
    /// The name of the state, as stored in the index column and said by the API.
    #[must_use]
    pub const fn status(&self) -> &'static str {
        match self {
            Self::RequiresMethod => "requires_method",
            Self::Unknown { .. } => "unknown",
            Self::RequiresAction { .. } => "requires_action",
            Self::Authorised { .. } => "authorised",
            Self::Processing { .. } => "processing",
            Self::Captured { .. } => "captured",
            Self::PartiallyRefunded { .. } => "partially_refunded",
            Self::Refunded { .. } => "refunded",
            Self::Failed { .. } => "failed",
            Self::Cancelled { .. } => "cancelled",
        }
    }

    /// Whether no money can move any more towards us. At most one intent of an order is not terminal; taken money is
    /// terminal in this sense too, since a paid order needs no other attempt.
    #[must_use]
    pub const fn is_terminal(&self) -> bool {
        !matches!(
            self,
            Self::RequiresMethod
                | Self::Unknown { .. }
                | Self::RequiresAction { .. }
                | Self::Authorised { .. }
                | Self::Processing { .. }
        )
    }

    /// How far along: facts only ever lead to the same or a higher number.
    #[must_use]
    pub const fn rank(&self) -> u8 {
        match self {
            Self::RequiresMethod => 0,
            Self::Unknown { .. } => 1,
            Self::RequiresAction { .. } => 2,
            Self::Authorised { .. } => 3,
            Self::Processing { .. } => 4,
            Self::Failed { .. } => 5,
            Self::Cancelled { .. } => 6,
            Self::Captured { .. } => 7,
            Self::PartiallyRefunded { .. } => 8,
            Self::Refunded { .. } => 9,
        }
    }

    /// The state that follows from what is known: taken money outweighs every other news, an end outweighs a beginning.
    pub(super) fn of(intent: &PaymentIntent) -> Self {
        let known = &intent.evidence;
        if known.captured.is_some() || !known.refunds.is_empty() {
            return Self::of_taken_money(intent);
        }
        if let Some(at) = known.cancelled {
            return Self::Cancelled { at };
        }
        if let Some(failed) = &known.failed {
            return Self::failed(failed.what);
        }
        if intent.lapsed.is_some() {
            return Self::failed(DeclineReason::AuthorisationExpired);
        }
        if let Some(since) = known.processing {
            return Self::Processing { since };
        }
        if let Some(held) = &known.authorised {
            if held.amount != intent.amount {
                return Self::failed(DeclineReason::AmountMismatch);
            }
            let capture_asked = intent.asked.capture;
            return Self::Authorised { amount: held.amount, expires_at: held.expires_at, capture_asked };
        }
        if let Some(action) = &known.action {
            return Self::RequiresAction { url: action.what.clone() };
        }
        if intent.turned_away.is_some() {
            return Self::failed(DeclineReason::ProcessingError);
        }
        intent.asked.authorise.map_or(Self::RequiresMethod, |since| Self::Unknown { since })
    }

    const fn failed(reason: DeclineReason) -> Self {
        Self::Failed { reason, retryable: reason.retryable() }
    }

    /// A refund heard of before its capture implies the capture, of the whole amount until the gateway says otherwise.
    fn of_taken_money(intent: &PaymentIntent) -> Self {
        let known = &intent.evidence;
        let captured = known.captured.map_or(intent.amount, |captured| captured.amount);
        let refunded = Money::new(known.refunded_minor(), captured.currency);
        match known.captured {
            _ if refunded.minor >= captured.minor => Self::Refunded { amount: captured },
            Some(moved) if refunded.minor == 0 => Self::Captured { amount: moved.amount, at: moved.at },
            _ => Self::PartiallyRefunded { captured, refunded },
        }
    }
}

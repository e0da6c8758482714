//! One attempt to pay an order.
//!
//! Owns what we asked of the gateway, what it answered, and the state that follows from both. Guarantees that facts
//! about money are never lost, whatever their order ([`evidence`]); that an attempt whose outcome is unknown blocks
//! another; and that a capture can be asked for only with a [`CapturePermit`], which an order gives when every other
//! gate is open. Knows nothing of how the gateway is reached.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::ids::{IntentId, OrderId};
use crate::money::Money;
use crate::order::CapturePermit;

pub mod decline;
pub mod evidence;
pub mod method;
mod refused;
mod state;

pub use decline::{Advice, DeclineReason};
pub use evidence::{Evidence, GatewayFact, GatewayNews};
pub use method::{Method, MethodKind};
pub use refused::PaymentRefusal;
pub use state::IntentState;

/// One attempt to pay an order in one way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaymentIntent {
    /// Its id, from which the idempotency keys are made.
    pub id: IntentId,
    /// The order it pays.
    pub order: OrderId,
    /// Counts the attempts to pay this order, from 1: the order of them, which no clock can confuse.
    #[serde(default)]
    pub attempt: u32,
    /// The whole amount of the order.
    pub amount: Money,
    /// How it is paid.
    pub method: Method,
    /// When it was made.
    #[serde(with = "crate::iso::instant")]
    pub created_at: Timestamp,
    /// What we asked of the gateway.
    #[serde(default)]
    pub asked: Asked,
    /// When our clock found the authorisation to have run out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[serde(with = "crate::iso::optional_instant")]
    pub lapsed: Option<Timestamp>,
    /// When the gateway turned the call itself away: it knows of no payment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[serde(with = "crate::iso::optional_instant")]
    pub turned_away: Option<Timestamp>,
    /// What the gateway said.
    #[serde(default)]
    pub evidence: Evidence,
}

/// What was asked of the gateway, recorded before the call so that a crash leaves the question behind.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Asked {
    /// When the authorisation was asked for first.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[serde(default, with = "crate::iso::optional_instant")]
    pub authorise: Option<Timestamp>,
    /// When the capture was asked for first.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[serde(default, with = "crate::iso::optional_instant")]
    pub capture: Option<Timestamp>,
    /// When it was asked to be called off.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[serde(default, with = "crate::iso::optional_instant")]
    pub cancel: Option<Timestamp>,
    /// Refunds asked for, in minor units, by our name for each, which is also their idempotency key.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub refunds: BTreeMap<String, i64>,
}

/// A question to the gateway that must have one effect however often it is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Call {
    /// Reserve the money.
    Authorise,
    /// Take it.
    Capture,
    /// Call it off.
    Cancel,
}

impl PaymentIntent {
    /// A new attempt, unless one of the order's `others` is under way, unresolved or has paid.
    ///
    /// # Errors
    /// [`PaymentRefusal::NothingToPay`], `PaymentUnderWay`, `PaymentOutcomeUnknown`, `AlreadyPaid`.
    pub(crate) fn new(
        id: IntentId,
        order: OrderId,
        amount: Money,
        method: Method,
        others: &[Self],
        now: Timestamp,
    ) -> Result<Self, PaymentRefusal> {
        if amount.minor <= 0 {
            return Err(PaymentRefusal::NothingToPay);
        }
        for other in others.iter().filter(|other| other.order == order) {
            match other.state() {
                IntentState::Unknown { .. } => return Err(PaymentRefusal::PaymentOutcomeUnknown),
                IntentState::Captured { .. } | IntentState::PartiallyRefunded { .. } => {
                    return Err(PaymentRefusal::AlreadyPaid);
                }
                state if !state.is_terminal() => return Err(PaymentRefusal::PaymentUnderWay),
                _ => {}
            }
        }
        let last = others.iter().filter(|other| other.order == order).map(|other| other.attempt).max();
        let attempt = last.unwrap_or(0).saturating_add(1);
        let (asked, evidence) = (Asked::default(), Evidence::default());
        Ok(Self {
            id,
            order,
            attempt,
            amount,
            method,
            created_at: now,
            asked,
            lapsed: None,
            turned_away: None,
            evidence,
        })
    }

    /// Where it stands.
    #[must_use]
    pub fn state(&self) -> IntentState {
        IntentState::of(self)
    }

    /// The name of the state.
    #[must_use]
    pub fn status(&self) -> &'static str {
        self.state().status()
    }

    /// The idempotency key of a call: the same for every repetition, another for every attempt.
    #[must_use]
    pub fn key(&self, call: Call) -> String {
        let verb = match call {
            Call::Authorise => "authorise",
            Call::Capture => "capture",
            Call::Cancel => "cancel",
        };
        format!("{}:{verb}", self.id)
    }

    /// Takes in what the gateway says. Late, repeated and reordered facts lead to the same state.
    #[must_use]
    pub fn observe(mut self, fact: &GatewayFact) -> Self {
        self.evidence.absorb(fact);
        self
    }

    /// Records that the authorisation is about to be asked for; asking again uses the same key.
    ///
    /// # Errors
    /// [`PaymentRefusal::PaymentAlreadyAnswered`] once the gateway has answered.
    pub fn ask_authorise(mut self, now: Timestamp) -> Result<Self, PaymentRefusal> {
        match self.state() {
            IntentState::RequiresMethod | IntentState::Unknown { .. } => {
                self.asked.authorise.get_or_insert(now);
                Ok(self)
            }
            state => Err(PaymentRefusal::PaymentAlreadyAnswered { status: state.status() }),
        }
    }

    /// Records that the gateway turned the call itself away, so that there is no payment there. Should it know of one
    /// after all, its word counts.
    ///
    /// # Errors
    /// [`PaymentRefusal::PaymentAlreadyAnswered`] unless the question is open.
    pub fn turn_away(mut self, now: Timestamp) -> Result<Self, PaymentRefusal> {
        match self.state() {
            IntentState::Unknown { .. } => {
                self.turned_away = Some(now);
                Ok(self)
            }
            state => Err(PaymentRefusal::PaymentAlreadyAnswered { status: state.status() }),
        }
    }

    /// Records that the capture is about to be asked for; asking again uses the same key.
    ///
    /// # Errors
    /// The permit is for another payment; nothing is authorised; the authorisation has run out.
    pub fn ask_capture(mut self, permit: &CapturePermit, now: Timestamp) -> Result<Self, PaymentRefusal> {
        if permit.intent() != self.id || permit.amount() != self.amount {
            return Err(PaymentRefusal::PermitOfAnotherPayment);
        }
        match self.state() {
            IntentState::Authorised { capture_asked: Some(_), .. } => Ok(self),
            IntentState::Authorised { expires_at, .. } if expires_at.is_some_and(|end| end <= now) => {
                Err(PaymentRefusal::AuthorisationRanOut)
            }
            IntentState::Authorised { .. } if self.asked.cancel.is_some() => Err(PaymentRefusal::CancelUnderWay),
            IntentState::Authorised { .. } => {
                self.asked.capture = Some(now);
                Ok(self)
            }
            state => Err(PaymentRefusal::NotAuthorised { status: state.status() }),
        }
    }

    /// Records that the payment is about to be called off.
    ///
    /// # Errors
    /// Money was taken, or is just being taken, or there is nothing to call off.
    pub fn ask_cancel(mut self, now: Timestamp) -> Result<Self, PaymentRefusal> {
        let state = self.state();
        let taken = state.rank() >= IntentState::Captured { amount: self.amount, at: now }.rank();
        if taken {
            return Err(PaymentRefusal::AlreadyPaid);
        }
        if self.asked.capture.is_some() && !state.is_terminal() {
            return Err(PaymentRefusal::CaptureUnderWay);
        }
        if state.is_terminal() && self.evidence.held().is_none() {
            return Err(PaymentRefusal::PaymentAlreadyAnswered { status: state.status() });
        }
        self.asked.cancel.get_or_insert(now);
        Ok(self)
    }

    /// Records that `amount` is about to be given back under our name `key`; the same key again changes nothing.
    ///
    /// # Errors
    /// Nothing was taken, or more would be given back than was.
    pub fn ask_refund(mut self, key: &str, amount: Money) -> Result<Self, PaymentRefusal> {
        if self.asked.refunds.contains_key(key) {
            return Ok(self);
        }
        let left = self.refundable().ok_or(PaymentRefusal::NothingCaptured)?;
        if amount.currency != left.currency || amount.minor <= 0 || amount.minor > left.minor {
            return Err(PaymentRefusal::RefundTooLarge { left });
        }
        self.asked.refunds.insert(key.to_owned(), amount.minor);
        Ok(self)
    }

    /// What was taken and neither given back nor asked to be given back; `None` if nothing was taken.
    #[must_use]
    pub fn refundable(&self) -> Option<Money> {
        let captured = self.evidence.captured?.amount;
        let asked = self.asked.refunds.values().fold(0_i64, |sum, minor| sum.saturating_add(*minor));
        let gone = asked.max(self.evidence.refunded_minor());
        Some(Money::new(captured.minor.saturating_sub(gone).max(0), captured.currency))
    }

    /// The refunds asked for, by our names, as long as the gateway has not confirmed their sum. Each can be asked for
    /// again under its name: one that was carried out is not carried out twice.
    #[must_use]
    pub fn unanswered_refunds(&self) -> Vec<(String, Money)> {
        let asked = self.asked.refunds.values().fold(0_i64, |sum, minor| sum.saturating_add(*minor));
        if asked <= self.evidence.refunded_minor() {
            return Vec::new();
        }
        let currency = self.amount.currency;
        self.asked.refunds.iter().map(|(key, minor)| (key.clone(), Money::new(*minor, currency))).collect()
    }

    /// Our name for the next refund, which is also its idempotency key.
    #[must_use]
    pub fn next_refund_key(&self) -> String {
        format!("{}:refund:{}", self.id, self.asked.refunds.len() + 1)
    }

    /// Finds by our clock that the authorisation has run out.
    ///
    /// # Errors
    /// It has not, there is none, or a capture is under way that the gateway has to answer first.
    pub fn lapse(mut self, now: Timestamp) -> Result<Self, PaymentRefusal> {
        match self.state() {
            IntentState::Authorised { capture_asked: Some(_), .. } => Err(PaymentRefusal::CaptureUnderWay),
            IntentState::Authorised { expires_at: Some(end), .. } if end <= now => {
                self.lapsed = Some(now);
                Ok(self)
            }
            IntentState::Authorised { .. } => Err(PaymentRefusal::AuthorisationStillValid),
            state => Err(PaymentRefusal::NotAuthorised { status: state.status() }),
        }
    }
}

#[cfg(test)]
mod laws;
#[cfg(test)]
pub(crate) mod tests;

//! One payment: its states and what may happen in each. Pure: no store, no clock.

pub mod capture;
pub mod challenge;
pub mod opening;
pub mod refund;
pub mod view;

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::instrument::decline::Decline;
use crate::instrument::method::MethodView;
use crate::instrument::scenario::Scenario;
use crate::problem::Problem;

/// A payment from its authorisation to its last refund.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Intent {
    /// `pi_…`
    pub id: String,
    /// Grows by one with every change, so that a late message can be told from news.
    pub version: u32,
    /// What was asked for, in minor units.
    pub amount_minor: i64,
    /// ISO 4217.
    pub currency: String,
    /// What it is paid with, as it was when authorised.
    pub method: MethodView,
    /// How the issuer behaves.
    pub scenario: Scenario,
    /// The merchant's customer.
    pub customer: Option<String>,
    /// Whether the method is kept for the customer once authorised.
    pub save_method: bool,
    /// What it is for, shown on the 3-D Secure page.
    pub description: String,
    /// The merchant's own facts, to find it by.
    pub metadata: BTreeMap<String, String>,
    /// Where 3-D Secure returns to.
    pub return_url: Option<String>,
    /// Opens the 3-D Secure page; the id alone does not.
    pub challenge_secret: String,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
    /// Where it stands.
    pub state: State,
}

/// Where a payment stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "status", rename_all = "snake_case")]
pub enum State {
    /// The holder must pass 3-D Secure.
    RequiresAction,
    /// The bank holds the money (card) or the mandate was accepted (debit, which does not run out).
    Authorised {
        /// When the hold is released.
        expires_at: Option<Timestamp>,
    },
    /// A debit is on its way through the banks.
    Processing {
        /// What is being collected.
        capture_minor: i64,
        /// When the bank answers.
        settles_at: Timestamp,
        /// What it will answer.
        returned_for: Option<Decline>,
    },
    /// The money is the merchant's.
    Captured {
        /// How much of the authorised amount.
        captured_minor: i64,
        /// When.
        at: Timestamp,
        /// What was given back since.
        refunds: Vec<Refund>,
    },
    /// Refused; final.
    Failed {
        /// Why.
        decline: Decline,
    },
    /// Given up before capture; final.
    Cancelled {
        /// By whom.
        reason: CancelReason,
    },
}

/// Who gave up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CancelReason {
    /// The merchant asked.
    RequestedByMerchant,
    /// The authorisation ran out.
    AuthorisationExpired,
}

/// Money given back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refund {
    /// `re_…`
    pub id: String,
    /// How much.
    pub amount_minor: i64,
    /// When.
    pub at: Timestamp,
}

impl Intent {
    /// The state's name, as the API and the webhooks say it.
    #[must_use]
    pub fn status(&self) -> &'static str {
        match &self.state {
            State::RequiresAction => "requires_action",
            State::Authorised { .. } => "authorised",
            State::Processing { .. } => "processing",
            State::Captured { captured_minor, .. } => match self.refunded_minor() {
                0 => "captured",
                refunded if refunded < *captured_minor => "partially_refunded",
                _ => "refunded",
            },
            State::Failed { .. } => "failed",
            State::Cancelled { .. } => "cancelled",
        }
    }

    /// What was captured so far, in minor units.
    #[must_use]
    pub fn captured_minor(&self) -> i64 {
        if let State::Captured { captured_minor, .. } = &self.state { *captured_minor } else { 0 }
    }

    /// What was given back so far, in minor units.
    #[must_use]
    pub fn refunded_minor(&self) -> i64 {
        if let State::Captured { refunds, .. } = &self.state { refunds.iter().map(|r| r.amount_minor).sum() } else { 0 }
    }

    /// When something happens by itself: a hold runs out, a debit settles.
    #[must_use]
    pub fn due_at(&self) -> Option<Timestamp> {
        match &self.state {
            State::Authorised { expires_at } => *expires_at,
            State::Processing { settles_at, .. } => Some(*settles_at),
            _ => None,
        }
    }

    /// What happens by itself at `now`; `None` if nothing does.
    #[must_use]
    pub fn pass_time(&self, now: Timestamp) -> Option<Self> {
        if self.due_at()? > now {
            return None;
        }
        match &self.state {
            State::Authorised { .. } => {
                let reason = CancelReason::AuthorisationExpired;
                Some(self.clone().moved(State::Cancelled { reason }, now))
            }
            State::Processing { returned_for, .. } => self.clone().settle(*returned_for, now).ok(),
            _ => None,
        }
    }

    /// Gives up before capture, and releases the hold.
    ///
    /// # Errors
    /// `intent_not_cancellable` when money moved or it is over.
    pub fn cancel(self, now: Timestamp) -> Result<Self, Problem> {
        match self.state {
            State::RequiresAction | State::Authorised { .. } => {
                Ok(self.moved(State::Cancelled { reason: CancelReason::RequestedByMerchant }, now))
            }
            _ => Err(self.refuses("intent_not_cancellable", "cancelled")),
        }
    }

    fn moved(mut self, state: State, now: Timestamp) -> Self {
        self.state = state;
        self.version += 1;
        self.updated_at = now;
        self
    }

    fn refuses(&self, code: &'static str, verb: &str) -> Problem {
        Problem::conflict(code, format!("{} is {} and cannot be {verb}", self.id, self.status()))
    }
}

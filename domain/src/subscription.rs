//! A subscription: what a customer has, as a history of facts.
//!
//! The history is the truth: where the subscription stands and what the customer may use at a moment are pure functions
//! of the history up to that moment and of the moment itself (law 9). Time alone ends trials and terms, so nothing
//! depends on a job being punctual. A trial that is bought, and a subscription that comes back, keep their id.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

use crate::access::Actor;
use crate::ids::{AccountId, OrderId, SubscriptionId};

mod change;
mod entitlement;
mod refused;
mod state;

pub use entitlement::{Basis, Entitlement};
pub use refused::SubscriptionRefusal;
pub use state::SubscriptionState;

/// How long a customer who is late with a payment keeps what they have.
pub const PAST_DUE_DAYS: u32 = 14;

/// What a customer has.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Subscription {
    /// Its id, kept for life.
    pub id: SubscriptionId,
    /// Who has it.
    pub account: AccountId,
    /// What it is of.
    pub product: String,
    /// What happened to it, oldest first.
    history: Vec<Change>,
}

/// Something that happened to a subscription.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// Its place in the history, from 1.
    pub sequence: u32,
    /// When it took effect.
    #[serde(with = "crate::iso::instant")]
    pub at: Timestamp,
    /// By whom.
    pub by: Actor,
    /// What.
    #[serde(flatten)]
    pub fact: Fact,
}

/// What can happen to a subscription.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "fact", rename_all = "snake_case")]
pub enum Fact {
    /// A trial began.
    TrialStarted {
        /// What is tried.
        package: Package,
        /// When it ends.
        #[serde(with = "crate::iso::instant")]
        ends_at: Timestamp,
    },
    /// The trial got more days.
    TrialExtended {
        /// When it ends now.
        #[serde(with = "crate::iso::instant")]
        ends_at: Timestamp,
    },
    /// It was bought: new, from a trial, or after it had ended.
    Activated {
        /// By which order.
        order: OrderId,
        /// What.
        package: Package,
        /// For how long.
        coverage: Coverage,
    },
    /// The next term was paid.
    Renewed {
        /// By which order.
        order: OrderId,
        /// What.
        package: Package,
        /// For how long.
        coverage: Coverage,
    },
    /// A payment failed or came back.
    FellPastDue,
    /// It was made good.
    Recovered,
    /// It was shut off.
    Suspended,
    /// It ends when what is paid for ends.
    CancellationScheduled,
    /// It goes on after all.
    CancellationWithdrawn,
    /// It ended.
    Ended,
}

/// What is bought: plan, seats, add-ons.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Package {
    /// The plan's id.
    pub plan: String,
    /// How many seats.
    pub seats: u32,
    /// Add-ons by id, with their quantities.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub addon: BTreeMap<String, u32>,
}

/// What is paid for: from a day until the day before the next term begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Coverage {
    /// The first day.
    #[serde(with = "crate::iso::date")]
    pub start: Date,
    /// The first day of the next term; `None` for a plan without a term.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[serde(with = "crate::iso::optional_date")]
    pub renews_on: Option<Date>,
    /// The day of the month on which terms begin, 1 to 31: kept when a shorter month clamps it.
    pub anchor_day: i8,
}

impl Coverage {
    /// A first term: its anchor is the day it begins on.
    #[must_use]
    pub fn first(start: Date, renews_on: Option<Date>) -> Self {
        Self { start, renews_on, anchor_day: start.day() }
    }

    /// The first instant that is not paid for; `None` without a term.
    #[must_use]
    pub fn paid_through(&self) -> Option<Timestamp> {
        self.renews_on.map(crate::moment::start_of)
    }
}

impl Subscription {
    /// What happened to it, oldest first.
    #[must_use]
    pub fn history(&self) -> &[Change] {
        &self.history
    }

    /// The name of its state at a moment.
    #[must_use]
    pub fn status(&self, at: Timestamp) -> &'static str {
        self.state_at(at).status()
    }
}

#[cfg(test)]
mod laws;
#[cfg(test)]
mod tests;

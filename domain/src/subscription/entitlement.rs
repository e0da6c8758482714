//! What a customer may use at a moment.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{Package, Subscription, SubscriptionState};

/// What a customer may use.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entitlement {
    /// What.
    pub package: Package,
    /// On what ground.
    pub basis: Basis,
    /// Until when on this ground, if nothing happens; `None` for a plan without a term.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[serde(with = "crate::iso::optional_instant")]
    pub until: Option<Timestamp>,
}

/// On what ground something may be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Basis {
    /// A trial.
    Trial,
    /// It is paid for, or costs nothing.
    Paid,
    /// A payment is late.
    Grace,
}

impl Subscription {
    /// What the customer may use at `moment`; `None` for nothing. A pure function of the history and the moment.
    #[must_use]
    pub fn entitlement_at(&self, moment: Timestamp) -> Option<Entitlement> {
        match self.state_at(moment) {
            SubscriptionState::Trialing { package, ends_at } => {
                Some(Entitlement { package, basis: Basis::Trial, until: Some(ends_at) })
            }
            SubscriptionState::Active { package, coverage } | SubscriptionState::Cancelling { package, coverage } => {
                Some(Entitlement { package, basis: Basis::Paid, until: coverage.paid_through() })
            }
            SubscriptionState::PastDue { package, until, .. } => {
                Some(Entitlement { package, basis: Basis::Grace, until: Some(until) })
            }
            SubscriptionState::NotStarted
            | SubscriptionState::TrialExpired { .. }
            | SubscriptionState::Suspended { .. }
            | SubscriptionState::Ended { .. } => None,
        }
    }
}

//! Where a subscription stands at a moment: its history up to then, and what time has done since.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{Coverage, Fact, PAST_DUE_DAYS, Package, Subscription};
use crate::moment::{after, days};
use crate::trial::CONVERTIBLE_DAYS;

/// Where a subscription stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "status", rename_all = "snake_case")]
pub enum SubscriptionState {
    /// Nothing has happened yet.
    NotStarted,
    /// Tried.
    Trialing {
        /// What is tried.
        package: Package,
        /// Until when.
        #[serde(with = "crate::iso::instant")]
        ends_at: Timestamp,
    },
    /// The trial is over.
    TrialExpired {
        /// What was tried.
        package: Package,
        /// Since when.
        #[serde(with = "crate::iso::instant")]
        at: Timestamp,
        /// Until when it can be bought with its data.
        #[serde(with = "crate::iso::instant")]
        convertible_until: Timestamp,
    },
    /// Paid.
    Active {
        /// What.
        package: Package,
        /// For how long.
        coverage: Coverage,
    },
    /// A payment is late; everything works for a while.
    PastDue {
        /// What.
        package: Package,
        /// What was paid last.
        coverage: Coverage,
        /// Since when.
        #[serde(with = "crate::iso::instant")]
        since: Timestamp,
        /// Until when everything works.
        #[serde(with = "crate::iso::instant")]
        until: Timestamp,
    },
    /// Paid, and ends with what is paid.
    Cancelling {
        /// What.
        package: Package,
        /// For how long.
        coverage: Coverage,
    },
    /// Shut off until it is paid.
    Suspended {
        /// What.
        package: Package,
        /// What was paid last.
        coverage: Coverage,
        /// Since when.
        #[serde(with = "crate::iso::instant")]
        since: Timestamp,
    },
    /// Over.
    Ended {
        /// What it was.
        package: Package,
        /// Since when.
        #[serde(with = "crate::iso::instant")]
        at: Timestamp,
    },
}

impl SubscriptionState {
    /// The name of the state, as stored in the index column and said by the API.
    #[must_use]
    pub const fn status(&self) -> &'static str {
        match self {
            Self::NotStarted => "not_started",
            Self::Trialing { .. } => "trialing",
            Self::TrialExpired { .. } => "trial_expired",
            Self::Active { .. } => "active",
            Self::PastDue { .. } => "past_due",
            Self::Cancelling { .. } => "cancelling",
            Self::Suspended { .. } => "suspended",
            Self::Ended { .. } => "ended",
        }
    }

    /// What it is, or was last.
    #[must_use]
    pub const fn package(&self) -> Option<&Package> {
        match self {
            Self::NotStarted => None,
            Self::Trialing { package, .. }
            | Self::TrialExpired { package, .. }
            | Self::Active { package, .. }
            | Self::PastDue { package, .. }
            | Self::Cancelling { package, .. }
            | Self::Suspended { package, .. }
            | Self::Ended { package, .. } => Some(package),
        }
    }

    /// What is paid for, or was last.
    #[must_use]
    pub const fn coverage(&self) -> Option<Coverage> {
        match self {
            Self::Active { coverage, .. }
            | Self::PastDue { coverage, .. }
            | Self::Cancelling { coverage, .. }
            | Self::Suspended { coverage, .. } => Some(*coverage),
            Self::NotStarted | Self::Trialing { .. } | Self::TrialExpired { .. } | Self::Ended { .. } => None,
        }
    }

    /// The state after a fact. A fact that does not belong here changes nothing: transitions never record one.
    fn then(self, fact: &Fact, at: Timestamp) -> Self {
        match (fact, self) {
            (Fact::TrialStarted { package, ends_at }, _) => {
                Self::Trialing { package: package.clone(), ends_at: *ends_at }
            }
            (Fact::TrialExtended { ends_at }, Self::Trialing { package, .. } | Self::TrialExpired { package, .. }) => {
                Self::Trialing { package, ends_at: *ends_at }
            }
            (Fact::Activated { package, coverage, .. } | Fact::Renewed { package, coverage, .. }, _) => {
                Self::Active { package: package.clone(), coverage: *coverage }
            }
            (Fact::FellPastDue, Self::Active { package, coverage } | Self::Cancelling { package, coverage }) => {
                Self::PastDue { package, coverage, since: at, until: after(at, days(PAST_DUE_DAYS)) }
            }
            (Fact::Recovered, Self::PastDue { package, coverage, .. } | Self::Suspended { package, coverage, .. }) => {
                Self::Active { package, coverage }
            }
            (
                Fact::Suspended,
                Self::PastDue { package, coverage, .. }
                | Self::Active { package, coverage }
                | Self::Cancelling { package, coverage },
            ) => Self::Suspended { package, coverage, since: at },
            (Fact::CancellationScheduled, Self::Active { package, coverage }) => Self::Cancelling { package, coverage },
            (Fact::CancellationWithdrawn, Self::Cancelling { package, coverage }) => Self::Active { package, coverage },
            (Fact::Ended, state) => match state.package().cloned() {
                Some(package) => Self::Ended { package, at },
                None => state,
            },
            (_, state) => state,
        }
    }

    /// What time alone has made of the state by `now`. The deadlines follow from the state, not from when anybody looks.
    fn aged(self, now: Timestamp) -> Self {
        let reached = |end: Option<Timestamp>| end.filter(|end| *end <= now);
        match self {
            Self::Trialing { package, ends_at } if ends_at <= now => {
                Self::TrialExpired { package, at: ends_at, convertible_until: after(ends_at, days(CONVERTIBLE_DAYS)) }
            }
            Self::Active { package, coverage } => match reached(coverage.paid_through()) {
                Some(since) => {
                    Self::PastDue { package, coverage, since, until: after(since, days(PAST_DUE_DAYS)) }.aged(now)
                }
                None => Self::Active { package, coverage },
            },
            Self::Cancelling { package, coverage } => match reached(coverage.paid_through()) {
                Some(at) => Self::Ended { package, at },
                None => Self::Cancelling { package, coverage },
            },
            Self::PastDue { package, coverage, until, .. } if until <= now => {
                Self::Suspended { package, coverage, since: until }
            }
            state => state,
        }
    }
}

impl Subscription {
    /// Where the subscription stands at `moment`: facts that take effect later do not count.
    #[must_use]
    pub fn state_at(&self, moment: Timestamp) -> SubscriptionState {
        let past = self.history.iter().filter(|change| change.at <= moment);
        let state = past
            .fold(SubscriptionState::NotStarted, |state, change| state.aged(change.at).then(&change.fact, change.at));
        state.aged(moment)
    }
}

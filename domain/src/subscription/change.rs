//! How a subscription changes: each transition checks where it stands now and adds one fact to the history.

use jiff::Timestamp;

use super::{Change, Coverage, Fact, Package, Subscription, SubscriptionRefusal, SubscriptionState};
use crate::access::Actor;
use crate::ids::{AccountId, OrderId, SubscriptionId};

type Outcome = Result<Subscription, SubscriptionRefusal>;

impl Subscription {
    /// A subscription to which nothing has happened.
    #[must_use]
    pub fn new(id: SubscriptionId, account: AccountId, product: &str) -> Self {
        Self { id, account, product: product.to_owned(), history: Vec::new() }
    }

    /// Begins a trial.
    ///
    /// # Errors
    /// [`SubscriptionRefusal::SubscriptionStarted`].
    pub fn start_trial(self, package: Package, ends_at: Timestamp, by: Actor, now: Timestamp) -> Outcome {
        if !self.history.is_empty() {
            return Err(SubscriptionRefusal::SubscriptionStarted);
        }
        Ok(self.with(Fact::TrialStarted { package, ends_at }, by, now))
    }

    /// Gives the trial, running or over, a later end.
    ///
    /// # Errors
    /// It is no trial, or the end is not later than the one it has.
    pub fn extend_trial(self, ends_at: Timestamp, by: Actor, now: Timestamp) -> Outcome {
        let known = match self.state_at(now) {
            SubscriptionState::Trialing { ends_at, .. } => ends_at,
            SubscriptionState::TrialExpired { .. } => now,
            state => return Err(SubscriptionRefusal::NotOnTrial { status: state.status() }),
        };
        if ends_at <= known {
            return Err(SubscriptionRefusal::TrialNotLonger);
        }
        Ok(self.with(Fact::TrialExtended { ends_at }, by, now))
    }

    /// Records that it was bought: new, from a trial, or after it had ended or was suspended. The same order again
    /// changes nothing.
    ///
    /// # Errors
    /// [`SubscriptionRefusal::SubscriptionRuns`].
    pub fn activate(self, order: OrderId, package: Package, coverage: Coverage, by: Actor, now: Timestamp) -> Outcome {
        if self.has_order(order) {
            return Ok(self);
        }
        match self.state_at(now) {
            SubscriptionState::NotStarted
            | SubscriptionState::Trialing { .. }
            | SubscriptionState::TrialExpired { .. }
            | SubscriptionState::Suspended { .. }
            | SubscriptionState::Ended { .. } => Ok(self.with(Fact::Activated { order, package, coverage }, by, now)),
            SubscriptionState::Active { .. }
            | SubscriptionState::PastDue { .. }
            | SubscriptionState::Cancelling { .. } => Err(SubscriptionRefusal::SubscriptionRuns),
        }
    }

    /// Records that the next term was paid, also when that happened a little late. The same order again changes nothing.
    ///
    /// # Errors
    /// It does not run, or the new term does not begin where the paid one ends.
    pub fn renew(self, order: OrderId, package: Package, coverage: Coverage, by: Actor, now: Timestamp) -> Outcome {
        if self.has_order(order) {
            return Ok(self);
        }
        match self.state_at(now) {
            SubscriptionState::Active { coverage: last, .. } | SubscriptionState::PastDue { coverage: last, .. } => {
                if last.renews_on != Some(coverage.start) || last.anchor_day != coverage.anchor_day {
                    return Err(SubscriptionRefusal::TermDoesNotFollow);
                }
                Ok(self.with(Fact::Renewed { order, package, coverage }, by, now))
            }
            state => Err(SubscriptionRefusal::SubscriptionNotActive { status: state.status() }),
        }
    }

    /// Records that a payment failed or came back.
    ///
    /// # Errors
    /// [`SubscriptionRefusal::SubscriptionNotActive`].
    pub fn fall_past_due(self, by: Actor, now: Timestamp) -> Outcome {
        match self.state_at(now) {
            SubscriptionState::Active { .. } | SubscriptionState::Cancelling { .. } => {
                Ok(self.with(Fact::FellPastDue, by, now))
            }
            state => Err(SubscriptionRefusal::SubscriptionNotActive { status: state.status() }),
        }
    }

    /// Records that what was owed for the current term is paid.
    ///
    /// # Errors
    /// [`SubscriptionRefusal::NothingOwed`]; a term that is over is renewed instead.
    pub fn recover(self, by: Actor, now: Timestamp) -> Outcome {
        match self.state_at(now) {
            SubscriptionState::PastDue { coverage, .. } | SubscriptionState::Suspended { coverage, .. }
                if coverage.paid_through().is_none_or(|end| now < end) =>
            {
                Ok(self.with(Fact::Recovered, by, now))
            }
            _ => Err(SubscriptionRefusal::NothingOwed),
        }
    }

    /// Shuts it off.
    ///
    /// # Errors
    /// [`SubscriptionRefusal::SubscriptionNotActive`].
    pub fn suspend(self, by: Actor, now: Timestamp) -> Outcome {
        match self.state_at(now) {
            SubscriptionState::Active { .. }
            | SubscriptionState::PastDue { .. }
            | SubscriptionState::Cancelling { .. } => Ok(self.with(Fact::Suspended, by, now)),
            state => Err(SubscriptionRefusal::SubscriptionNotActive { status: state.status() }),
        }
    }

    /// Cancels: at the end of what is paid for, or at once where there is no term.
    ///
    /// # Errors
    /// [`SubscriptionRefusal::SubscriptionNotActive`].
    pub fn cancel(self, by: Actor, now: Timestamp) -> Outcome {
        match self.state_at(now) {
            SubscriptionState::Active { coverage, .. } if coverage.renews_on.is_none() => {
                Ok(self.with(Fact::Ended, by, now))
            }
            SubscriptionState::Active { .. } => Ok(self.with(Fact::CancellationScheduled, by, now)),
            state => Err(SubscriptionRefusal::SubscriptionNotActive { status: state.status() }),
        }
    }

    /// Takes a cancellation back before it takes effect.
    ///
    /// # Errors
    /// [`SubscriptionRefusal::NotCancelling`].
    pub fn withdraw_cancellation(self, by: Actor, now: Timestamp) -> Outcome {
        match self.state_at(now) {
            SubscriptionState::Cancelling { .. } => Ok(self.with(Fact::CancellationWithdrawn, by, now)),
            _ => Err(SubscriptionRefusal::NotCancelling),
        }
    }

    fn has_order(&self, wanted: OrderId) -> bool {
        self.history.iter().any(|change| match &change.fact {
            Fact::Activated { order, .. } | Fact::Renewed { order, .. } => *order == wanted,
            _ => false,
        })
    }

    /// The history with one more fact; never earlier than the last one, so that the past stays as it was.
    fn with(mut self, fact: Fact, by: Actor, now: Timestamp) -> Self {
        let (sequence, at) = match self.history.last() {
            Some(last) => (last.sequence.saturating_add(1), now.max(last.at)),
            None => (1, now),
        };
        self.history.push(Change { sequence, at, by, fact });
        self
    }
}

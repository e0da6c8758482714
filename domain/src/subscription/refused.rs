//! Why something cannot be done with a subscription.

use crate::refusal::Refusal;

/// A named “no” of a subscription.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SubscriptionRefusal {
    /// It has been started.
    #[error("the subscription has been started")]
    SubscriptionStarted,
    /// It runs, so it need not be bought again.
    #[error("the subscription runs")]
    SubscriptionRuns,
    /// It is no trial, or one that was bought.
    #[error("the subscription is {status}, not a trial")]
    NotOnTrial {
        /// Where it stands.
        status: &'static str,
    },
    /// It does not run.
    #[error("the subscription is {status}, not active")]
    SubscriptionNotActive {
        /// Where it stands.
        status: &'static str,
    },
    /// Nothing is owed.
    #[error("nothing is owed")]
    NothingOwed,
    /// It has not been cancelled, or has ended.
    #[error("there is no cancellation to take back")]
    NotCancelling,
    /// The end is not later than the one it has.
    #[error("the new end of the trial is not later")]
    TrialNotLonger,
    /// The new term does not begin where the paid one ends.
    #[error("the new term does not follow on the last")]
    TermDoesNotFollow,
}

impl From<SubscriptionRefusal> for Refusal {
    fn from(refusal: SubscriptionRefusal) -> Self {
        match refusal {
            SubscriptionRefusal::SubscriptionStarted => Self::new("subscription_started"),
            SubscriptionRefusal::SubscriptionRuns => Self::new("subscription_runs"),
            SubscriptionRefusal::NotOnTrial { status } => Self::new("not_on_trial").with("status", status),
            SubscriptionRefusal::SubscriptionNotActive { status } => {
                Self::new("subscription_not_active").with("status", status)
            }
            SubscriptionRefusal::NothingOwed => Self::new("nothing_owed"),
            SubscriptionRefusal::NotCancelling => Self::new("not_cancelling"),
            SubscriptionRefusal::TrialNotLonger => Self::new("trial_not_longer"),
            SubscriptionRefusal::TermDoesNotFollow => Self::new("term_does_not_follow"),
        }
    }
}

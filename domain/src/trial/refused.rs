//! Why something cannot be done with a trial.

use crate::ids::OrderId;
use crate::refusal::Refusal;

/// A named “no” of a trial.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TrialRefusal {
    /// The plan is not offered as a trial.
    #[error("the plan has no trial")]
    PlanWithoutTrial,
    /// There was one before. Says nothing about whose.
    #[error("no new trial can be started with this address")]
    TrialNotAvailable,
    /// The code was sent to another address than the one asked for.
    #[error("another e-mail address was proved")]
    OtherEmailProved,
    /// It was not started within the time for that.
    #[error("the request has expired")]
    TrialRequestExpired,
    /// It was started before.
    #[error("the trial has been started")]
    TrialAlreadyStarted,
    /// It was only asked for.
    #[error("the trial has not been started")]
    TrialNotStarted,
    /// It still runs.
    #[error("the trial still runs")]
    TrialStillRuns,
    /// It was bought.
    #[error("the trial was converted")]
    TrialConverted,
    /// An order for it is under way.
    #[error("the trial is being bought in {order}")]
    TrialBeingBought {
        /// Which order.
        order: OrderId,
    },
    /// The time in which it could be converted is over too.
    #[error("the trial ended too long ago")]
    TrialTooLongAgo,
    /// More days than staff may give at once, or none.
    #[error("a trial is extended by 1 to {most} days")]
    TrialExtension {
        /// The most days at once.
        most: u32,
    },
}

impl From<TrialRefusal> for Refusal {
    fn from(refusal: TrialRefusal) -> Self {
        match refusal {
            TrialRefusal::PlanWithoutTrial => Self::new("plan_without_trial").on("plan"),
            TrialRefusal::TrialNotAvailable => Self::new("trial_not_available"),
            TrialRefusal::OtherEmailProved => Self::new("other_email_proved").on("email"),
            TrialRefusal::TrialRequestExpired => Self::new("trial_request_expired"),
            TrialRefusal::TrialAlreadyStarted => Self::new("trial_already_started"),
            TrialRefusal::TrialNotStarted => Self::new("trial_not_started"),
            TrialRefusal::TrialStillRuns => Self::new("trial_still_runs"),
            TrialRefusal::TrialConverted => Self::new("trial_converted"),
            TrialRefusal::TrialBeingBought { order } => {
                Self::new("trial_being_bought").with("order", order.to_string())
            }
            TrialRefusal::TrialTooLongAgo => Self::new("trial_too_long_ago"),
            TrialRefusal::TrialExtension { most } => Self::new("trial_extension").on("days").with("most", most),
        }
    }
}

//! The addresses of a trial's pages.

use domain::ids::TrialId;

use crate::api::trial::TrialAsked;

/// Of a trial.
#[must_use]
pub fn trial(id: TrialId) -> String {
    format!("/trials/{id}")
}

/// Where its code is entered.
#[must_use]
pub fn code(id: TrialId) -> String {
    format!("/trials/{id}/code")
}

/// Where whoever asked for a trial goes on.
#[must_use]
pub fn after_asking(asked: TrialAsked) -> String {
    if asked.code_sent { code(asked.trial) } else { trial(asked.trial) }
}

/// Where a trial of this plan is asked for.
#[must_use]
pub fn start(plan: &str) -> String {
    format!("/trial/start?plan={plan}")
}

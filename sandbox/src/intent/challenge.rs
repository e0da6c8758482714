//! 3-D Secure: what the holder did on the bank's page.

use jiff::Timestamp;
use serde::Deserialize;

use super::opening::HOLD;
use super::{Intent, State};
use crate::instrument::decline::Decline;
use crate::instrument::scenario::Scenario;
use crate::problem::Problem;

/// The button that was pressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Authentication {
    /// The holder proved who they are.
    Complete,
    /// The proof was wrong.
    Fail,
    /// The holder left.
    Cancel,
}

impl Intent {
    /// Takes the result of 3-D Secure to the bank.
    ///
    /// # Errors
    /// `intent_needs_no_action` when it was answered already: the first answer counts.
    pub fn authenticate(self, result: Authentication, now: Timestamp) -> Result<Self, Problem> {
        if self.state != State::RequiresAction {
            return Err(self.refuses("intent_needs_no_action", "authenticated"));
        }
        let state = match (result, self.scenario) {
            (Authentication::Complete, Scenario::ChallengesThenDeclines(decline)) => State::Failed { decline },
            (Authentication::Complete, _) => State::Authorised { expires_at: Some(now + HOLD) },
            (Authentication::Fail, _) => State::Failed { decline: Decline::AuthenticationFailed },
            (Authentication::Cancel, _) => State::Failed { decline: Decline::AuthenticationCancelled },
        };
        Ok(self.moved(state, now).with_saved_method())
    }
}

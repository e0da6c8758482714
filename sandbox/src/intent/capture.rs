//! Taking the money: at once from a card, after some days by debit.

use jiff::{SignedDuration, Timestamp};

use super::{Intent, State};
use crate::instrument::decline::Decline;
use crate::instrument::scenario::Scenario;
use crate::problem::Problem;

impl Intent {
    /// Takes `amount_minor`, or all of it, and releases the rest. An intent is captured once.
    ///
    /// # Errors
    /// `intent_not_capturable`, `amount_too_large`.
    pub fn capture(
        self,
        amount_minor: Option<i64>,
        settles_in: SignedDuration,
        now: Timestamp,
    ) -> Result<Self, Problem> {
        let State::Authorised { .. } = self.state else {
            return Err(self.refuses("intent_not_capturable", "captured"));
        };
        let amount = amount_minor.unwrap_or(self.amount_minor);
        if amount > self.amount_minor {
            let message = format!("{amount} was asked of {} that are authorised", self.amount_minor);
            return Err(Problem::conflict("amount_too_large", message));
        }
        let settles_at = now + settles_in;
        let state = match self.scenario {
            Scenario::Collects => State::Processing { capture_minor: amount, settles_at, returned_for: None },
            Scenario::Returns(why) => State::Processing { capture_minor: amount, settles_at, returned_for: Some(why) },
            _ => State::Captured { captured_minor: amount, at: now, refunds: Vec::new() },
        };
        Ok(self.moved(state, now))
    }

    /// The bank refuses the capture of what it had authorised.
    ///
    /// # Errors
    /// `intent_not_capturable`.
    pub fn decline_capture(self, decline: Decline, now: Timestamp) -> Result<Self, Problem> {
        let State::Authorised { .. } = self.state else {
            return Err(self.refuses("intent_not_capturable", "captured"));
        };
        Ok(self.moved(State::Failed { decline }, now))
    }

    /// The banks' answer to a debit: collected, or returned for a reason.
    ///
    /// # Errors
    /// `intent_not_processing`.
    pub fn settle(self, returned_for: Option<Decline>, now: Timestamp) -> Result<Self, Problem> {
        let State::Processing { capture_minor, .. } = self.state else {
            return Err(self.refuses("intent_not_processing", "settled"));
        };
        let state = match returned_for {
            None => State::Captured { captured_minor: capture_minor, at: now, refunds: Vec::new() },
            Some(decline) => State::Failed { decline },
        };
        Ok(self.moved(state, now))
    }
}

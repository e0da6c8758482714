//! Giving money back, in parts or whole, never more than was captured.

use jiff::Timestamp;

use super::{Intent, Refund, State};
use crate::ids;
use crate::problem::Problem;

impl Intent {
    /// Gives back `amount_minor`, or all that is left.
    ///
    /// # Errors
    /// `intent_not_refundable` when nothing was captured or nothing is left, `amount_too_large`.
    pub fn refund(mut self, amount_minor: Option<i64>, now: Timestamp) -> Result<Self, Problem> {
        let left = self.captured_minor() - self.refunded_minor();
        let amount = amount_minor.unwrap_or(left);
        if left == 0 {
            return Err(self.refuses("intent_not_refundable", "refunded"));
        }
        if amount > left {
            return Err(Problem::conflict("amount_too_large", format!("{amount} was asked of {left} that are left")));
        }
        if let State::Captured { refunds, .. } = &mut self.state {
            refunds.push(Refund { id: ids::fresh("re"), amount_minor: amount, at: now });
        }
        let state = self.state.clone();
        Ok(self.moved(state, now))
    }
}

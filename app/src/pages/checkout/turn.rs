//! Where a buyer goes whose payment stands so.

use domain::ids::OrderId;
use domain::payment::IntentState;

use crate::api::payment::Standing;

/// What comes next after the last button.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Turn {
    /// The bank asks whether it is the buyer.
    Confirm {
        /// Where.
        url: String,
    },
    /// Nobody knows yet.
    Wait,
    /// The order goes its way, and its page shows how.
    ToOrder(OrderId),
    /// The payment did not go through, or there is none: the checkout is open, and says what to do.
    GoOn,
}

impl Turn {
    /// The turn that a standing takes.
    #[must_use]
    pub fn of(standing: &Standing) -> Self {
        let Some(order) = standing.order else { return Self::GoOn };
        match &standing.payment {
            Some(IntentState::RequiresAction { url }) => Self::Confirm { url: url.clone() },
            Some(IntentState::RequiresMethod | IntentState::Unknown { .. }) => Self::Wait,
            Some(IntentState::Failed { .. } | IntentState::Cancelled { .. }) if standing.checkout.is_open() => {
                Self::GoOn
            }
            _ => Self::ToOrder(order),
        }
    }
}

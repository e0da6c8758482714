//! Why something cannot be done with a checkout.

use crate::ids::{CheckoutId, OrderId};
use crate::refusal::Refusal;

/// A named “no” of a checkout.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CheckoutRefusal {
    /// An approver has it; take it back first.
    #[error("the checkout is with the approver")]
    CheckoutWithApprover,
    /// The payment is under way.
    #[error("the checkout is being confirmed")]
    CheckoutConfirming,
    /// It was bought.
    #[error("the checkout is completed")]
    CheckoutCompleted {
        /// The order it became.
        order: OrderId,
    },
    /// It was left alone too long; it can be resumed.
    #[error("the checkout has expired")]
    CheckoutExpired,
    /// It was resumed already.
    #[error("the checkout goes on as {resumed_as}")]
    CheckoutResumed {
        /// Where it goes on.
        resumed_as: CheckoutId,
    },
    /// It was called off.
    #[error("the checkout was cancelled")]
    CheckoutCancelled,
    /// It has not expired.
    #[error("the checkout has not expired")]
    CheckoutNotExpired,
    /// No approver has it.
    #[error("the checkout is not with an approver")]
    CheckoutNotWithApprover,
    /// It went to and fro between buyer and approver too often.
    #[error("the checkout went to and fro too often")]
    HandoverTooLong,
    /// Nothing is being confirmed.
    #[error("the checkout is not being confirmed")]
    CheckoutNotConfirming,
    /// The quote is another one now; what changed has to be seen first.
    #[error("the quote has changed")]
    QuoteChanged,
    /// An order on another quote waits; it has to be cancelled first.
    #[error("the order {order} waits and has to be cancelled first")]
    LiveOrderFirst {
        /// Which order.
        order: OrderId,
    },
    /// The edit is based on a version that does not exist yet.
    #[error("the edit is based on version {based_on}, the checkout is at {version}")]
    EditFromTheFuture {
        /// The version the edit names.
        based_on: u32,
        /// The version there is.
        version: u32,
    },
}

impl From<CheckoutRefusal> for Refusal {
    fn from(refusal: CheckoutRefusal) -> Self {
        match refusal {
            CheckoutRefusal::CheckoutWithApprover => Self::new("checkout_with_approver"),
            CheckoutRefusal::CheckoutConfirming => Self::new("checkout_confirming"),
            CheckoutRefusal::CheckoutCompleted { order } => {
                Self::new("checkout_completed").with("order", order.to_string())
            }
            CheckoutRefusal::CheckoutExpired => Self::new("checkout_expired"),
            CheckoutRefusal::CheckoutResumed { resumed_as } => {
                Self::new("checkout_resumed").with("resumed_as", resumed_as.to_string())
            }
            CheckoutRefusal::CheckoutCancelled => Self::new("checkout_cancelled"),
            CheckoutRefusal::CheckoutNotExpired => Self::new("checkout_not_expired"),
            CheckoutRefusal::CheckoutNotWithApprover => Self::new("checkout_not_with_approver"),
            CheckoutRefusal::HandoverTooLong => Self::new("handover_too_long"),
            CheckoutRefusal::CheckoutNotConfirming => Self::new("checkout_not_confirming"),
            CheckoutRefusal::QuoteChanged => Self::new("quote_changed"),
            CheckoutRefusal::LiveOrderFirst { order } => Self::new("live_order_first").with("order", order.to_string()),
            CheckoutRefusal::EditFromTheFuture { .. } => Self::new("edit_from_the_future"),
        }
    }
}

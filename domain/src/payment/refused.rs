//! Why something cannot be done with a payment.

use crate::money::Money;
use crate::refusal::Refusal;

/// A named “no” of a payment.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PaymentRefusal {
    /// The amount is zero.
    #[error("there is nothing to pay")]
    NothingToPay,
    /// The order takes no payment now.
    #[error("the order is {status} and takes no payment")]
    OrderTakesNoPayment {
        /// Where the order stands.
        status: &'static str,
    },
    /// Another attempt to pay the order is under way.
    #[error("another payment for this order is under way")]
    PaymentUnderWay,
    /// The outcome of another attempt is not known yet.
    #[error("the outcome of the last payment is not known yet")]
    PaymentOutcomeUnknown,
    /// The order is paid.
    #[error("the order is paid already")]
    AlreadyPaid,
    /// The gateway has answered, so the question cannot be asked any more.
    #[error("the payment is {status}; it cannot be asked for any more")]
    PaymentAlreadyAnswered {
        /// Where the payment stands.
        status: &'static str,
    },
    /// Only an authorised payment can be captured or run out.
    #[error("the payment is {status}, not authorised")]
    NotAuthorised {
        /// Where the payment stands.
        status: &'static str,
    },
    /// The permit names another payment or amount.
    #[error("the order permits the capture of another payment")]
    PermitOfAnotherPayment,
    /// The reserved money was released before it was captured.
    #[error("the authorisation has run out")]
    AuthorisationRanOut,
    /// The reserved money can still be captured.
    #[error("the authorisation is still valid")]
    AuthorisationStillValid,
    /// The capture is asked for and not answered.
    #[error("the capture is under way")]
    CaptureUnderWay,
    /// The payment is being called off.
    #[error("the payment is being called off")]
    CancelUnderWay,
    /// No money was taken.
    #[error("no money was taken")]
    NothingCaptured,
    /// More would be given back than was taken.
    #[error("more would be given back than was taken")]
    RefundTooLarge {
        /// What can still be given back.
        left: Money,
    },
}

impl From<PaymentRefusal> for Refusal {
    fn from(refusal: PaymentRefusal) -> Self {
        match refusal {
            PaymentRefusal::NothingToPay => Self::new("nothing_to_pay"),
            PaymentRefusal::OrderTakesNoPayment { status } => {
                Self::new("order_takes_no_payment").with("status", status)
            }
            PaymentRefusal::PaymentUnderWay => Self::new("payment_under_way"),
            PaymentRefusal::PaymentOutcomeUnknown => Self::new("payment_outcome_unknown"),
            PaymentRefusal::AlreadyPaid => Self::new("already_paid"),
            PaymentRefusal::PaymentAlreadyAnswered { status } => {
                Self::new("payment_already_answered").with("status", status)
            }
            PaymentRefusal::NotAuthorised { status } => Self::new("not_authorised").with("status", status),
            PaymentRefusal::PermitOfAnotherPayment => Self::new("permit_of_another_payment"),
            PaymentRefusal::AuthorisationRanOut => Self::new("authorisation_ran_out"),
            PaymentRefusal::AuthorisationStillValid => Self::new("authorisation_still_valid"),
            PaymentRefusal::CaptureUnderWay => Self::new("capture_under_way"),
            PaymentRefusal::CancelUnderWay => Self::new("cancel_under_way"),
            PaymentRefusal::NothingCaptured => Self::new("nothing_captured"),
            PaymentRefusal::RefundTooLarge { left } => Self::new("refund_too_large").with("left", left),
        }
    }
}

//! Why a bank says no. A decline is an answer, not an error.

use serde::{Deserialize, Serialize};

/// The reason, named as Stripe's list of decline codes names it (<https://docs.stripe.com/declines/codes>).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Decline {
    /// The bank gives no reason.
    GenericDecline,
    /// Not enough money or credit.
    InsufficientFunds,
    /// Reported lost.
    LostCard,
    /// Reported stolen.
    StolenCard,
    /// The card ran out.
    ExpiredCard,
    /// The security code is wrong.
    IncorrectCvc,
    /// Something failed on the way to the bank; trying again may work.
    ProcessingError,
    /// Too many payments lately.
    CardVelocityExceeded,
    /// Taken for fraud.
    Fraudulent,
    /// The bank wants the holder to authenticate, and the holder is not there.
    AuthenticationRequired,
    /// The holder did not pass 3-D Secure.
    AuthenticationFailed,
    /// The holder left 3-D Secure.
    AuthenticationCancelled,
    /// The bank account was closed.
    AccountClosed,
    /// The holder revoked the debit mandate.
    DebitNotAuthorized,
}

/// What helps after a decline.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Advice {
    /// Check what was typed.
    FixDetails,
    /// Pay with something else, or ask the bank.
    OtherMethod,
    /// The same again.
    TryAgain,
}

impl Decline {
    /// What the payer can do.
    #[must_use]
    pub fn advice(self) -> Advice {
        match self {
            Self::ExpiredCard | Self::IncorrectCvc => Advice::FixDetails,
            Self::ProcessingError
            | Self::AuthenticationRequired
            | Self::AuthenticationFailed
            | Self::AuthenticationCancelled => Advice::TryAgain,
            Self::GenericDecline
            | Self::InsufficientFunds
            | Self::LostCard
            | Self::StolenCard
            | Self::CardVelocityExceeded
            | Self::Fraudulent
            | Self::AccountClosed
            | Self::DebitNotAuthorized => Advice::OtherMethod,
        }
    }
}

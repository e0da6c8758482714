//! Why a payment did not go through, and what the buyer can do about it.
//!
//! The reasons are those that card processors report to merchants (Stripe, “Decline codes”), folded to the ones that
//! differ in what the buyer should do. A card refused as stolen or as fraud reads as a plain decline: saying more would
//! tell a thief.

use serde::{Deserialize, Serialize};

use crate::refusal::Refusal;

/// Why the gateway did not move the money.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DeclineReason {
    /// The bank refused and gave no reason.
    Generic,
    /// Not enough money or credit.
    InsufficientFunds,
    /// The card has expired.
    ExpiredCard,
    /// The security code does not belong to the card.
    IncorrectCvc,
    /// No such card.
    IncorrectNumber,
    /// The buyer's bank could not confirm that it is the buyer.
    AuthenticationFailed,
    /// The buyer closed the bank's confirmation.
    AuthenticationCancelled,
    /// Something went wrong on the way; nobody said no.
    ProcessingError,
    /// Refused as fraud.
    Fraudulent,
    /// Refused as lost or stolen.
    LostOrStolen,
    /// The debit came back unpaid.
    DebitReturned,
    /// The authorisation ran out before it was captured.
    AuthorisationExpired,
    /// The gateway authorised another amount than was asked for; nothing of it is taken.
    AmountMismatch,
}

/// What the buyer can do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Advice {
    /// Pay in another way, or ask the bank.
    AnotherMethod,
    /// Type the card again with care.
    CheckDetails,
    /// Try the same again.
    TryAgain,
    /// Confirm with the bank this time.
    Authenticate,
}

impl DeclineReason {
    /// Every reason.
    pub const ALL: [Self; 13] = [
        Self::Generic,
        Self::InsufficientFunds,
        Self::ExpiredCard,
        Self::IncorrectCvc,
        Self::IncorrectNumber,
        Self::AuthenticationFailed,
        Self::AuthenticationCancelled,
        Self::ProcessingError,
        Self::Fraudulent,
        Self::LostOrStolen,
        Self::DebitReturned,
        Self::AuthorisationExpired,
        Self::AmountMismatch,
    ];

    /// What the buyer can do about it.
    #[must_use]
    pub const fn advice(self) -> Advice {
        match self {
            Self::Generic
            | Self::InsufficientFunds
            | Self::ExpiredCard
            | Self::Fraudulent
            | Self::LostOrStolen
            | Self::DebitReturned => Advice::AnotherMethod,
            Self::IncorrectCvc | Self::IncorrectNumber => Advice::CheckDetails,
            Self::ProcessingError | Self::AuthorisationExpired | Self::AmountMismatch => Advice::TryAgain,
            Self::AuthenticationFailed | Self::AuthenticationCancelled => Advice::Authenticate,
        }
    }

    /// Whether the same way to pay may be tried again as it is.
    #[must_use]
    pub const fn retryable(self) -> bool {
        matches!(self.advice(), Advice::TryAgain | Advice::Authenticate)
    }
}

impl From<DeclineReason> for Refusal {
    fn from(reason: DeclineReason) -> Self {
        let refusal = match reason {
            DeclineReason::Generic | DeclineReason::Fraudulent | DeclineReason::LostOrStolen => {
                Self::new("payment_declined")
            }
            DeclineReason::InsufficientFunds => Self::new("payment_insufficient_funds"),
            DeclineReason::ExpiredCard => Self::new("payment_expired_card"),
            DeclineReason::IncorrectCvc => Self::new("payment_incorrect_cvc"),
            DeclineReason::IncorrectNumber => Self::new("payment_incorrect_number"),
            DeclineReason::AuthenticationFailed => Self::new("payment_authentication_failed"),
            DeclineReason::AuthenticationCancelled => Self::new("payment_authentication_cancelled"),
            DeclineReason::ProcessingError => Self::new("payment_processing_error"),
            DeclineReason::DebitReturned => Self::new("payment_debit_returned"),
            DeclineReason::AuthorisationExpired => Self::new("payment_authorisation_expired"),
            DeclineReason::AmountMismatch => Self::new("payment_amount_mismatch"),
        };
        refusal.on("payment")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_thief_learns_nothing_from_the_reason() {
        let plain = Refusal::from(DeclineReason::Generic);
        assert_eq!(Refusal::from(DeclineReason::Fraudulent), plain);
        assert_eq!(Refusal::from(DeclineReason::LostOrStolen), plain);
    }

    #[test]
    fn only_what_may_succeed_unchanged_is_retryable() {
        let retryable: Vec<_> = DeclineReason::ALL.into_iter().filter(|r| r.retryable()).collect();
        assert_eq!(
            retryable,
            [
                DeclineReason::AuthenticationFailed,
                DeclineReason::AuthenticationCancelled,
                DeclineReason::ProcessingError,
                DeclineReason::AuthorisationExpired,
                DeclineReason::AmountMismatch
            ]
        );
    }
}

//! Erasing a person: when it can be done, and what stands in the place of what they were called.
//!
//! Whoever asks (Regulation (EU) 2016/679, art. 17) is erased unless others depend on them or something is owed; each reason
//! has its way out. What bookkeeping has to keep stays (art. 17, 3 b): see `docs/personal-data.md`.

use jiff::{SignedDuration, Timestamp};

use crate::email::Email;
use crate::ids::{OrderId, UserId};
use crate::moment::after;
use crate::refusal::Refusal;

/// For how long somebody who has signed in can erase without signing in again.
pub const FRESH_FOR: SignedDuration = SignedDuration::from_mins(15);
/// The domain of the addresses that stand for people who are gone. No mail reaches it, and nobody proves an address in it
/// (RFC 2606, 2).
const NOWHERE: &str = "erased.invalid";

/// The address that stands for somebody who is gone.
///
/// # Panics
/// Never: an id is made of letters and digits.
#[must_use]
pub fn erased_address(user: UserId) -> Email {
    format!("erased-{user}@{NOWHERE}").parse().expect("an id fits into an address")
}

/// Whether an address stands for somebody who is gone.
#[must_use]
pub fn is_erased(email: &Email) -> bool {
    email.domain() == NOWHERE
}

/// An account that somebody is a member of, as far as it matters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tie {
    /// Its legal name.
    pub account: String,
    /// Whether there are other members.
    pub others: bool,
    /// Whether they answer for it.
    pub primary: bool,
    /// An order of it that is on its way.
    pub under_way: Option<OrderId>,
    /// Whether something that was paid for still runs.
    pub runs: bool,
}

/// A named “no” to whoever wants to be erased.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ErasureRefusal {
    /// Their address was not typed, or another.
    #[error("the address that was typed is not theirs")]
    EraseUnconfirmed,
    /// They signed in too long ago.
    #[error("they signed in too long ago")]
    EraseSignInAgain,
    /// They answer for an account that has other members.
    #[error("they answer for {account}, which has other members")]
    EraseHandOverFirst {
        /// Its legal name.
        account: String,
    },
    /// An order is on its way.
    #[error("an order of {account} is on its way")]
    EraseOrderUnderWay {
        /// The legal name of its account.
        account: String,
    },
    /// Something that was paid for runs, and nobody else would have it.
    #[error("a subscription of {account} runs")]
    EraseSubscriptionRuns {
        /// The legal name of its account.
        account: String,
    },
}

impl From<ErasureRefusal> for Refusal {
    fn from(refusal: ErasureRefusal) -> Self {
        match refusal {
            ErasureRefusal::EraseUnconfirmed => Self::new("erase_unconfirmed").on("confirm"),
            ErasureRefusal::EraseSignInAgain => Self::new("erase_sign_in_again"),
            ErasureRefusal::EraseHandOverFirst { account } => {
                Self::new("erase_hand_over_first").with("account", account)
            }
            ErasureRefusal::EraseOrderUnderWay { account } => {
                Self::new("erase_order_under_way").with("account", account)
            }
            ErasureRefusal::EraseSubscriptionRuns { account } => {
                Self::new("erase_subscription_runs").with("account", account)
            }
        }
    }
}

/// Whether somebody with this address, who has typed `confirmation` and signed in at `signed_in_at`, can be erased.
///
/// # Errors
/// Every reason why not, the confirmation and the sign-in before all others.
pub fn may_erase(
    (email, confirmation): (&Email, &str),
    signed_in_at: Timestamp,
    ties: &[Tie],
    now: Timestamp,
) -> Result<(), Vec<ErasureRefusal>> {
    if confirmation.parse::<Email>().as_ref() != Ok(email) {
        return Err(vec![ErasureRefusal::EraseUnconfirmed]);
    }
    if now > after(signed_in_at, FRESH_FOR) {
        return Err(vec![ErasureRefusal::EraseSignInAgain]);
    }
    let refusals: Vec<_> = ties.iter().filter_map(Tie::holds).collect();
    if refusals.is_empty() { Ok(()) } else { Err(refusals) }
}

impl Tie {
    /// Why they cannot leave the account behind; `None` if they can. Others carry on what is on its way.
    fn holds(&self) -> Option<ErasureRefusal> {
        let account = self.account.clone();
        match (self.others, self.primary) {
            (true, true) => Some(ErasureRefusal::EraseHandOverFirst { account }),
            (true, false) => None,
            (false, _) if self.under_way.is_some() => Some(ErasureRefusal::EraseOrderUnderWay { account }),
            (false, _) if self.runs => Some(ErasureRefusal::EraseSubscriptionRuns { account }),
            (false, _) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp::UNIX_EPOCH;

    fn ada() -> Email {
        "Ada@acme.example".parse().unwrap()
    }

    fn tie() -> Tie {
        Tie { account: "Acme".to_owned(), others: false, primary: true, under_way: None, runs: false }
    }

    fn asked(typed: &str, later: SignedDuration, ties: &[Tie]) -> Result<(), Vec<ErasureRefusal>> {
        may_erase((&ada(), typed), NOW, ties, after(NOW, later))
    }

    #[test]
    fn whoever_means_it_and_has_just_signed_in_is_erased() {
        assert_eq!(asked(" ada@ACME.example ", FRESH_FOR, &[tie()]), Ok(()));
        for typed in ["", "ada", "bob@acme.example", "erase"] {
            assert_eq!(asked(typed, SignedDuration::ZERO, &[]), Err(vec![ErasureRefusal::EraseUnconfirmed]), "{typed}");
        }
        let late = FRESH_FOR + SignedDuration::from_secs(1);
        assert_eq!(asked("ada@acme.example", late, &[]), Err(vec![ErasureRefusal::EraseSignInAgain]));
    }

    #[test]
    fn others_and_debts_hold_and_each_is_named() {
        let account = || "Acme".to_owned();
        let under_way = Some(OrderId::from_bits(1));
        let ties = [
            Tie { others: true, ..tie() },
            Tie { under_way, ..tie() },
            Tie { runs: true, ..tie() },
            Tie { others: true, primary: false, under_way, runs: true, ..tie() },
        ];
        let expected = vec![
            ErasureRefusal::EraseHandOverFirst { account: account() },
            ErasureRefusal::EraseOrderUnderWay { account: account() },
            ErasureRefusal::EraseSubscriptionRuns { account: account() },
        ];
        assert_eq!(asked("ada@acme.example", SignedDuration::ZERO, &ties), Err(expected));
    }

    #[test]
    fn nobody_has_the_address_of_somebody_who_is_gone() {
        assert!(is_erased(&erased_address(UserId::from_bits(u128::MAX))));
        assert!(!is_erased(&ada()));
    }
}

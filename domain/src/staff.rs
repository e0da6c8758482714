//! Our own people: what they see of a customer, and acting on a customer's behalf.
//!
//! Owns the rule that whoever acts for a customer says why, for a while, and where the customer sees it.

mod acting;
mod customer;
mod found;
mod reason;

pub use acting::{Acting, LASTS, OnBehalf};
pub use customer::{CustomerSeen, MailSeen, SubscriptionSeen};
pub use found::{AccountFound, Found, OrderFound, PersonFound, SHOWN, SearchTerm};
pub use reason::{LONGEST_REASON, Reason, ReasonRefusal, SHORTEST_REASON};

//! A customer with everything that there is, as our own people see it.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::OrderFound;
use crate::account::{AccountOverview, Belonging};
use crate::audit::AuditEntry;
use crate::ids::SubscriptionId;
use crate::subscription::SubscriptionState;

/// A customer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CustomerSeen {
    /// Billing details, members, invitations, and who acts on its behalf now.
    pub account: AccountOverview,
    /// Since when it is one.
    #[serde(with = "crate::iso::instant")]
    pub opened_at: Timestamp,
    /// What it has.
    pub subscriptions: Vec<SubscriptionSeen>,
    /// What it bought, the newest first.
    pub orders: Vec<OrderFound>,
    /// What it tries or tried.
    pub trials: Vec<Belonging>,
    /// What was mailed to it and its members, the newest first.
    pub mails: Vec<MailSeen>,
    /// What happened last, the newest first.
    pub timeline: Vec<AuditEntry>,
    /// Whether the reader may act on its behalf.
    pub may_act: bool,
    /// Whether the reader may make somebody else answer for it.
    pub may_restore: bool,
}

/// A subscription.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SubscriptionSeen {
    /// Which one.
    pub id: SubscriptionId,
    /// Where it stands.
    pub state: SubscriptionState,
}

/// A mail.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MailSeen {
    /// To whom.
    pub to: String,
    /// Which letter, by its name.
    pub letter: String,
    /// When it was decided to send it.
    #[serde(with = "crate::iso::instant")]
    pub at: Timestamp,
    /// Whether it was handed over.
    pub sent: bool,
}

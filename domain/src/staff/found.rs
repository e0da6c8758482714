//! What a search over customers finds.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::access::StaffRole;
use crate::account::Membered;
use crate::ids::{AccountId, OrderId, UserId};
use crate::money::Money;
use crate::refusal::Refusal;

/// How many of each kind are shown.
pub const SHOWN: usize = 20;
/// Most characters of a search that count.
const LONGEST: usize = 200;

/// What is searched for: in lower case, without the spaces around it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SearchTerm(String);

/// What was found, each kind at most [`SHOWN`] times.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Found {
    /// Customers by their name, tax id or invoice address.
    pub accounts: Vec<AccountFound>,
    /// Orders by their id; those that wait where nothing is searched for.
    pub orders: Vec<OrderFound>,
    /// People by their address.
    pub people: Vec<PersonFound>,
    /// Whether there is more of a kind than is shown.
    pub more: bool,
    /// What the reader is to us.
    pub roles: Vec<StaffRole>,
}

/// A customer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccountFound {
    /// Which one.
    pub id: AccountId,
    /// Its legal name.
    pub name: String,
    /// The address of whoever answers for it.
    pub owner: String,
    /// Since when it is one.
    #[serde(with = "crate::iso::instant")]
    pub opened_at: Timestamp,
}

/// An order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderFound {
    /// Which one.
    pub id: OrderId,
    /// Whose.
    pub account: AccountId,
    /// The legal name of that account.
    pub customer: String,
    /// The plan's id.
    pub plan: String,
    /// How many seats.
    pub seats: u32,
    /// What it costs, tax included.
    pub total: Money,
    /// The name of its state.
    pub status: String,
    /// Why it waits, if it does.
    pub waits: Option<Refusal>,
    /// When it was placed.
    #[serde(with = "crate::iso::instant")]
    pub placed_at: Timestamp,
}

/// A person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonFound {
    /// Which one.
    pub id: UserId,
    /// Their address.
    pub email: String,
    /// Their name, where they have given one.
    pub name: Option<String>,
    /// The accounts that they are a member of.
    pub accounts: Vec<Membered>,
}

impl SearchTerm {
    /// What was typed.
    #[must_use]
    pub fn typed(text: &str) -> Self {
        Self(text.trim().chars().take(LONGEST).collect::<String>().to_lowercase())
    }

    /// Whether nothing was.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.0
    }
}

impl Found {
    /// No more than is shown of each kind.
    #[must_use]
    pub fn cut(mut self) -> Self {
        self.more = self.accounts.len().max(self.orders.len()).max(self.people.len()) > SHOWN;
        self.accounts.truncate(SHOWN);
        self.orders.truncate(SHOWN);
        self.people.truncate(SHOWN);
        self
    }

    /// Whether nothing was found.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.accounts.is_empty() && self.orders.is_empty() && self.people.is_empty()
    }
}

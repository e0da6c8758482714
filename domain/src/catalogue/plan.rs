//! Plans: what a subscription is a subscription of.

use serde::{Deserialize, Serialize};

use super::LocalText;
use super::price::Price;
use crate::money::Currency;
use crate::term::Term;

/// One plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    /// Stable id, like “premium”; the `plan` of requests and the `item` of quote lines.
    pub id: String,
    /// What it is called.
    pub name: LocalText,
    /// One sentence: whom it is for.
    pub summary: LocalText,
    /// Its place among the plans: a change to a higher rank is an upgrade. Unique.
    pub rank: u32,
    /// Whether it carries the “most popular” mark; at most one plan does.
    pub most_popular: bool,
    /// How many seats it takes.
    pub seats: SeatRange,
    /// Days of its card-less trial; absent where there is none.
    #[serde(default)]
    pub trial_days: Option<u32>,
    /// How it is had.
    pub offer: Offer,
}

/// How many seats a plan takes, and what a buyer of more is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SeatRange {
    /// At least one.
    pub min: u32,
    /// At most so many.
    pub max: u32,
    /// What happens beyond.
    pub beyond: BeyondSeats,
}

/// What a buyer of more seats than a plan takes is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BeyondSeats {
    /// Talk to sales.
    ContactSales,
    /// Take fewer seats or another plan.
    AnotherPlan,
}

/// How a plan is had.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Offer {
    /// For nothing and without a term, in every currency.
    Free,
    /// For these prices, one a currency and term.
    Paid {
        /// In the order of the catalogue's currencies and terms.
        prices: Vec<Price>,
    },
    /// By talking to sales; there is no price to show.
    ContactSales,
}

impl Plan {
    /// The price in a currency for a term; `None` where it is not sold so.
    #[must_use]
    pub fn price(&self, currency: Currency, term: Term) -> Option<&Price> {
        self.prices().iter().find(|price| price.currency == currency && price.term == term)
    }

    /// Every price; none for a free plan and one sold by talking.
    #[must_use]
    pub fn prices(&self) -> &[Price] {
        match &self.offer {
            Offer::Paid { prices } => prices,
            Offer::Free | Offer::ContactSales => &[],
        }
    }

    /// Whether it is sold for this term in any currency.
    #[must_use]
    pub fn sold_for(&self, term: Term) -> bool {
        self.prices().iter().any(|price| price.term == term)
    }

    /// Whether a buyer can have it without talking to anybody.
    #[must_use]
    pub const fn is_self_service(&self) -> bool {
        !matches!(self.offer, Offer::ContactSales)
    }
}

//! Add-ons: what can be bought with a plan.

use serde::{Deserialize, Serialize};

use super::LocalText;
use super::price::PriceModel;
use crate::money::Currency;
use crate::term::Term;

/// One add-on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AddOn {
    /// Stable id, like “assistant”; the key in a request's `addon` and the `item` of quote lines.
    pub id: String,
    /// What it is called.
    pub name: LocalText,
    /// One sentence: what it does.
    pub summary: LocalText,
    /// What one of it is.
    pub unit: Unit,
    /// Whether it recurs.
    pub charge: Charge,
    /// The least that can be bought, at least one.
    pub min: u32,
    /// The most that can be bought.
    pub max: QuantityCap,
    /// The plans it is sold with; empty means every plan.
    #[serde(default)]
    pub plans: Vec<String>,
    /// One price a currency.
    pub prices: Vec<AddOnPrice>,
}

/// What one of something counted is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// A seat.
    Seat,
    /// A pack of so much of something (“10 GB”).
    Pack {
        /// How much.
        size: u32,
        /// Of what.
        of: LocalText,
    },
}

/// How often an add-on is charged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Charge {
    /// For every year of the term, renewed with the plan; not sold with a term that is not whole years.
    Yearly,
    /// Once; never renewed.
    OneOff,
}

/// The most of an add-on that can be bought.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum QuantityCap {
    /// As many as the plan has seats.
    PlanSeats,
    /// So many.
    AtMost(u32),
}

/// The price of an add-on in one currency: of one year where it recurs, else of the purchase.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AddOnPrice {
    /// The currency it is in.
    pub currency: Currency,
    /// How the quantity becomes the amount.
    pub model: PriceModel,
}

impl AddOn {
    /// The price in a currency.
    #[must_use]
    pub fn price(&self, currency: Currency) -> Option<&AddOnPrice> {
        self.prices.iter().find(|price| price.currency == currency)
    }

    /// Whether it is renewed with the plan.
    #[must_use]
    pub const fn is_recurring(&self) -> bool {
        matches!(self.charge, Charge::Yearly)
    }

    /// Whether it is sold with this plan.
    #[must_use]
    pub fn sold_with(&self, plan_id: &str) -> bool {
        self.plans.is_empty() || self.plans.iter().any(|plan| plan == plan_id)
    }

    /// Whether it is sold at this term (`None`: a plan without one).
    #[must_use]
    pub fn sold_at(&self, term: Option<Term>) -> bool {
        !self.is_recurring() || term.is_some_and(|term| term.years().is_some())
    }

    /// The most that can be bought beside so many seats.
    #[must_use]
    pub const fn most(&self, seats: u32) -> u32 {
        match self.max {
            QuantityCap::PlanSeats => seats,
            QuantityCap::AtMost(most) => most,
        }
    }
}

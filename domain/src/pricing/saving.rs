//! What a longer term saves against paying by a shorter one.

use serde::{Deserialize, Serialize};

use super::plan_price;
use crate::catalogue::Plan;
use crate::money::{Currency, Money};
use crate::term::Term;

/// What is saved over a term.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Saving {
    /// The amount over the whole term, above zero.
    pub amount: Money,
    /// The same in whole percent of what the shorter terms would cost, rounded down: never promised too much.
    pub percent: u32,
}

/// What so many seats for `term` save against buying the shorter term `against` again and again over the same time, at
/// today's prices, net. `None` when nothing is saved, when one of them is not sold, or when the terms do not divide.
#[must_use]
pub fn saving(plan: &Plan, currency: Currency, seats: u32, term: Term, against: Term) -> Option<Saving> {
    if term <= against || !term.months().is_multiple_of(against.months()) {
        return None;
    }
    let price = |term| plan_price(plan, currency, Some(term), seats).ok()?.amount(currency).ok();
    let often = i64::from(term.months() / against.months());
    let otherwise = price(against)?.minor.checked_mul(often)?;
    let saved = otherwise.checked_sub(price(term)?.minor)?;
    if saved <= 0 {
        return None;
    }
    let percent = i128::from(saved) * 100 / i128::from(otherwise);
    Some(Saving { amount: Money::new(saved, currency), percent: u32::try_from(percent).ok()? })
}

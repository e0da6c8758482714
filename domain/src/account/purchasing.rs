//! How an account buys: what it asks for before anything is bought in its name.
//!
//! Owns the two house rules of a paying organisation, a purchase-order number and a limit above which somebody with the
//! right role has to approve. It must not know checkouts: [`crate::checkout::Demands`] says what follows for one.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::money::{Currency, Money};

/// How an account buys. An account that has set nothing asks for nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Purchasing {
    /// Whether every purchase names a purchase-order number.
    pub purchase_order_required: bool,
    /// Whether every purchase that costs something is approved by somebody else than who asks for it.
    pub approval_required: bool,
    /// Above which an owner or a billing manager has to approve; `None` for no limit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub spending_limit: Option<SpendingLimit>,
}

/// The most that is spent without an approval, in minor units, by currency. What is paid in a currency that is not named
/// always needs one: else the limit would be avoided by paying in another.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct SpendingLimit(pub BTreeMap<Currency, i64>);

/// Why a purchase needs an approval.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "demand", rename_all = "snake_case")]
pub enum Demand {
    /// The account wants every purchase approved.
    Always,
    /// It costs more than may be spent without one.
    AboveLimit {
        /// How much that is.
        limit: Money,
    },
}

impl SpendingLimit {
    /// The limit in this currency: nothing where none is named.
    #[must_use]
    pub fn of(&self, currency: Currency) -> Money {
        Money::new(self.0.get(&currency).copied().unwrap_or(0), currency)
    }
}

impl Purchasing {
    /// Why a purchase of this total needs an approval; `None` if it needs none. A limit that is exceeded goes before the
    /// wish to have everything approved, because it asks for more. What costs nothing needs none.
    #[must_use]
    pub fn demand(&self, total: Money) -> Option<Demand> {
        if total.minor <= 0 {
            return None;
        }
        let limit = self.spending_limit.as_ref().map(|limits| limits.of(total.currency));
        match limit.filter(|limit| total.minor > limit.minor) {
            Some(limit) => Some(Demand::AboveLimit { limit }),
            None => self.approval_required.then_some(Demand::Always),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn limited(minor: i64) -> Purchasing {
        let spending_limit = Some(SpendingLimit([(Currency::EUR, minor)].into()));
        Purchasing { spending_limit, ..Purchasing::default() }
    }

    #[test]
    fn what_was_stored_before_there_were_rules_has_none() {
        let read: Purchasing = serde_json::from_str("{}").expect("reads");
        assert_eq!(read, Purchasing::default());
        assert_eq!(read.demand(Money::new(i64::MAX, Currency::EUR)), None);
    }

    #[test]
    fn a_limit_is_exceeded_by_one_unit_more_and_in_every_other_currency() {
        let limit = Money::new(500_000, Currency::EUR);
        assert_eq!(limited(500_000).demand(limit), None);
        let above = Some(Demand::AboveLimit { limit });
        assert_eq!(limited(500_000).demand(Money::new(500_001, Currency::EUR)), above);
        let other = Some(Demand::AboveLimit { limit: Money::zero(Currency::USD) });
        assert_eq!(limited(500_000).demand(Money::new(1, Currency::USD)), other);
    }

    #[test]
    fn everything_that_costs_something_is_approved_where_the_account_says_so() {
        let always = Purchasing { approval_required: true, ..limited(100) };
        assert_eq!(always.demand(Money::new(100, Currency::EUR)), Some(Demand::Always));
        let above = Some(Demand::AboveLimit { limit: Money::new(100, Currency::EUR) });
        assert_eq!(always.demand(Money::new(101, Currency::EUR)), above);
        assert_eq!(always.demand(Money::zero(Currency::EUR)), None);
    }

    #[test]
    fn it_reads_back_as_it_was_written() {
        let rules = Purchasing { purchase_order_required: true, ..limited(7) };
        let json = serde_json::to_value(&rules).expect("writes");
        assert_eq!(json["spending_limit"]["EUR"], 7);
        assert_eq!(serde_json::from_value::<Purchasing>(json).expect("reads"), rules);
    }

    proptest! {
        /// Whoever spends more never needs less.
        #[test]
        fn a_demand_never_goes_away_by_spending_more(limit in 0..1_000_000_i64, total in 0..2_000_000_i64, more in 0..1_000_i64) {
            let demand = |minor| limited(limit).demand(Money::new(minor, Currency::EUR));
            prop_assert!(demand(total).is_none() || demand(total + more).is_some());
        }
    }
}

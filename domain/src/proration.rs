//! What a part of a prepaid term costs: cumulative differences of whole days.
//!
//! Everything here follows from one function, [`until`]: the first `b` days of a term of `T` days at net price `P` cost
//! `round(P·b/T)`, half away from zero. A stretch of days costs the difference of two such values, so stretches that meet
//! add up to the whole without a minor unit lost (rounding differences, never a rounded difference). Amounts are minor
//! units; a term of no days, or days beyond its end, are refused rather than guessed.

use jiff::civil::Date;

use crate::decimal::div_half_away_from_zero;

/// Why a part of a term cannot be priced.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ProrationError {
    /// A term has at least one day.
    #[error("a term has at least one day")]
    EmptyTerm,
    /// The days do not lie in order within the term.
    #[error("the days do not lie within the term of {term_days} days")]
    OutsideTerm {
        /// The length of the term.
        term_days: u32,
    },
    /// The amount does not fit 64 bits of minor units.
    #[error("the amount is too large")]
    TooLarge,
}

/// Whole days of a term, and how many of them are over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Elapsed {
    /// Days already over, at most `term_days`.
    pub day: u32,
    /// Days of the whole term, at least one.
    pub term_days: u32,
}

impl Elapsed {
    /// `day` days of a term of `term_days` are over.
    ///
    /// # Errors
    /// An empty term, or a day beyond its end.
    pub const fn new(day: u32, term_days: u32) -> Result<Self, ProrationError> {
        if term_days == 0 {
            Err(ProrationError::EmptyTerm)
        } else if day > term_days {
            Err(ProrationError::OutsideTerm { term_days })
        } else {
            Ok(Self { day, term_days })
        }
    }

    /// How far the term from `start` to `end` (the first day of the next term) has come on the morning of `on`.
    ///
    /// # Errors
    /// An empty term, or a day outside it.
    pub fn between(start: Date, end: Date, on: Date) -> Result<Self, ProrationError> {
        let term_days = days(start, end).ok_or(ProrationError::EmptyTerm)?;
        let day = days(start, on).ok_or(ProrationError::OutsideTerm { term_days })?;
        Self::new(day, term_days)
    }

    /// Days not yet over.
    #[must_use]
    pub const fn days_left(self) -> u32 {
        self.term_days - self.day
    }
}

/// Whole days from one date to a later (or the same) one.
fn days(from: Date, to: Date) -> Option<u32> {
    u32::try_from(from.duration_until(to).as_hours() / 24).ok()
}

/// What the first `elapsed.day` days cost of a term with the net price `price_minor`: `round(P·b/T)`, half away from zero.
#[must_use]
pub fn until(price_minor: i64, elapsed: Elapsed) -> i64 {
    let product = i128::from(price_minor) * i128::from(elapsed.day);
    div_half_away_from_zero(product, i128::from(elapsed.term_days))
        .and_then(|share| i64::try_from(share).ok())
        .unwrap_or(price_minor) // a share of at most the whole always fits
}

/// What the days `from..to` cost of a term of `term_days` days: `round(P·to/T) − round(P·from/T)`.
///
/// # Errors
/// Days out of order or outside the term.
pub fn between(price_minor: i64, from: u32, to: u32, term_days: u32) -> Result<i64, ProrationError> {
    if from > to {
        return Err(ProrationError::OutsideTerm { term_days });
    }
    let end = until(price_minor, Elapsed::new(to, term_days)?);
    let start = until(price_minor, Elapsed::new(from, term_days)?);
    end.checked_sub(start).ok_or(ProrationError::TooLarge)
}

/// What is left of a prepaid term: `R(P) = P − round(P·a/T)`.
#[must_use]
pub fn remaining(price_minor: i64, elapsed: Elapsed) -> i64 {
    price_minor - until(price_minor, elapsed)
}

/// What changing from one full-term price to another costs now: `R(new) − R(old)`; below zero it is a credit.
///
/// # Errors
/// An amount that does not fit.
pub fn change(old_minor: i64, new_minor: i64, elapsed: Elapsed) -> Result<i64, ProrationError> {
    remaining(new_minor, elapsed).checked_sub(remaining(old_minor, elapsed)).ok_or(ProrationError::TooLarge)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    const MAX: i64 = 9_007_199_254_740_991;

    fn elapsed(day: u32, term_days: u32) -> Elapsed {
        Elapsed::new(day, term_days).expect("a day of the term")
    }

    fn a_term() -> impl Strategy<Value = (u32, u32)> {
        (1_u32..1100).prop_flat_map(|term| (0..=term, Just(term)))
    }

    #[test]
    fn counts_whole_days() {
        let at = Elapsed::between(date(2026, 11, 20), date(2027, 11, 20), date(2027, 2, 20));
        assert_eq!(at, Ok(elapsed(92, 365)));
        let leap = Elapsed::between(date(2028, 1, 1), date(2029, 1, 1), date(2029, 1, 1));
        assert_eq!(leap, Ok(elapsed(366, 366)));
    }

    #[test]
    fn refuses_days_outside_the_term() {
        let start = date(2026, 11, 20);
        assert_eq!(Elapsed::between(start, start, start), Err(ProrationError::EmptyTerm));
        let early = Elapsed::between(start, date(2026, 12, 20), date(2026, 11, 19));
        assert_eq!(early, Err(ProrationError::OutsideTerm { term_days: 30 }));
        assert_eq!(Elapsed::new(31, 30), Err(ProrationError::OutsideTerm { term_days: 30 }));
        assert_eq!(between(100, 5, 4, 30), Err(ProrationError::OutsideTerm { term_days: 30 }));
    }

    #[test]
    fn rounds_half_away_from_zero() {
        assert_eq!(until(1, elapsed(1, 2)), 1);
        assert_eq!(until(-1, elapsed(1, 2)), -1);
        assert_eq!(remaining(34_800, elapsed(92, 365)), 34_800 - 8_772);
    }

    proptest! {
        #[test]
        fn law_5_changing_and_changing_back_nets_zero(old in 0..MAX, new in 0..MAX, (day, term) in a_term()) {
            let at = elapsed(day, term);
            prop_assert_eq!(change(old, new, at)? + change(new, old, at)?, 0);
        }

        #[test]
        fn law_5_splitting_a_period_charges_the_same(price in -MAX..MAX, cuts in prop::collection::vec(0_u32..=1096, 0..6)) {
            let mut marks = cuts;
            marks.extend([0, 1096]);
            marks.sort_unstable();
            let parts: Result<Vec<i64>, _> = marks.windows(2).map(|w| between(price, w[0], w[1], 1096)).collect();
            prop_assert_eq!(parts?.iter().sum::<i64>(), price);
        }

        #[test]
        fn law_5_a_detour_costs_the_same_as_the_direct_change(
            prices in prop::collection::vec(0..MAX, 2..6), (day, term) in a_term(),
        ) {
            let at = elapsed(day, term);
            let mut detour = 0;
            for pair in prices.windows(2) {
                detour += change(pair[0], pair[1], at)?;
            }
            prop_assert_eq!(detour, change(prices[0], prices[prices.len() - 1], at)?);
        }

        #[test]
        fn law_5_a_credit_never_exceeds_what_was_paid_for_the_unused_time(
            old in 0..MAX, new in 0..MAX, (day, term) in a_term(),
        ) {
            let at = elapsed(day, term);
            let unused = between(old, day, term, term)?;
            prop_assert_eq!(unused, remaining(old, at));
            prop_assert!(-change(old, new, at)? <= unused);
            prop_assert!((0..=old).contains(&unused));
        }

        #[test]
        fn time_only_lowers_what_is_left(price in 0..MAX, (day, term) in a_term()) {
            prop_assume!(day < term);
            prop_assert!(remaining(price, elapsed(day + 1, term)) <= remaining(price, elapsed(day, term)));
        }
    }
}

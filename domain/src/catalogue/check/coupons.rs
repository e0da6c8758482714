//! Coupons: codes, discounts that are discounts, windows and limits that can be met.

use std::collections::BTreeSet;

use super::super::Offer;
use super::{CatalogueError, Checker};
use crate::coupon::{Coupon, Reduction};
use crate::decimal::Decimal;

impl Checker<'_> {
    /// Every coupon.
    pub(super) fn coupons(&mut self) {
        let mut codes = BTreeSet::new();
        for coupon in &self.catalogue.coupons {
            let path = format!("coupon.{}", coupon.code);
            let writable = |b: u8| b.is_ascii_uppercase() || b.is_ascii_digit() || b == b'-' || b == b'_';
            if coupon.code.is_empty() || coupon.code.len() > 40 || !coupon.code.bytes().all(writable) {
                self.report(path.as_str(), CatalogueError::IdMalformed { id: coupon.code.clone() });
            }
            if !codes.insert(coupon.code.to_ascii_uppercase()) {
                self.report(path.as_str(), CatalogueError::Repeated { value: coupon.code.clone() });
            }
            self.known_plans(&format!("{path}.plans"), &coupon.plans);
            self.reduction(&path, coupon);
            self.limits(&path, coupon);
        }
    }

    fn reduction(&mut self, path: &str, coupon: &Coupon) {
        match coupon.off {
            Reduction::Percent(percent) => {
                if percent <= Decimal::ZERO || percent > Decimal::from(100) {
                    self.report(format!("{path}.percent"), CatalogueError::PercentOutside { percent });
                }
            }
            Reduction::Amount(money) => {
                let place = format!("{path}.amount");
                if money.minor < 0 {
                    self.report(place.as_str(), CatalogueError::Negative { amount: money.to_decimal() });
                }
                if money.minor == 0 {
                    self.report(place, CatalogueError::ZeroPrice);
                }
                if coupon.currency.is_some_and(|currency| currency != money.currency) {
                    let error = CatalogueError::OtherCurrency { currency: money.currency };
                    self.report(format!("{path}.currency"), error);
                }
            }
        }
        if let Some(currency) = coupon.required_currency() {
            self.sold_in(&format!("{path}.currency"), currency);
        }
    }

    fn limits(&mut self, path: &str, coupon: &Coupon) {
        if let (Some(from), Some(until)) = (coupon.from, coupon.until)
            && from > until
        {
            self.report(format!("{path}.until"), CatalogueError::WindowReversed { from, until });
        }
        if let Some(max) = coupon.max_redemptions {
            self.at_least_one(format!("{path}.max_redemptions"), max);
        }
        if let Some(min) = coupon.min_seats {
            self.at_least_one(format!("{path}.min_seats"), min);
        }
        let plans = &self.catalogue.plans;
        let named = |id: &String| coupon.plans.is_empty() || coupon.plans.contains(id);
        let known = coupon.plans.iter().all(|id| self.catalogue.plan(id).is_some());
        let wanted = coupon.min_seats.unwrap_or(1);
        let usable = plans
            .iter()
            .any(|plan| named(&plan.id) && matches!(plan.offer, Offer::Paid { .. }) && wanted <= plan.seats.max);
        if known && !usable && !plans.is_empty() {
            self.report(path, CatalogueError::NeverUsable);
        }
    }
}

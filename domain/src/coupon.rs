//! Coupons: codes that lower the price of what recurs, and every reason why one does not apply.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::decimal::Decimal;
use crate::money::{Currency, Money};
use crate::refusal::Refusal;

/// One coupon of the catalogue.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Coupon {
    /// What a buyer types, in capitals.
    pub code: String,
    /// What it takes off.
    pub off: Reduction,
    /// For how long.
    pub lasts: CouponDuration,
    /// The plans it is for; empty means every plan.
    #[serde(default)]
    pub plans: Vec<String>,
    /// The least number of seats.
    #[serde(default)]
    pub min_seats: Option<u32>,
    /// The only currency it is for; an amount is for its own.
    #[serde(default)]
    pub currency: Option<Currency>,
    /// The first day (UTC) on which it can be redeemed.
    #[serde(default)]
    #[serde(with = "crate::iso::optional_date")]
    pub from: Option<Date>,
    /// The last day (UTC) on which it can be redeemed.
    #[serde(default)]
    #[serde(with = "crate::iso::optional_date")]
    pub until: Option<Date>,
    /// How often it can be redeemed altogether.
    #[serde(default)]
    pub max_redemptions: Option<u32>,
}

/// What a coupon takes off the sum of the recurring lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reduction {
    /// This many percent, above 0 and at most 100.
    Percent(Decimal),
    /// This amount, at most the whole.
    Amount(Money),
}

/// For how long a coupon lowers the price.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CouponDuration {
    /// Only the term that is bought with it.
    FirstTerm,
    /// Every term, renewals too.
    EveryTerm,
}

/// What a coupon is asked about. What a request left open or garbled is absent, and the rules about it are not asked.
#[derive(Clone, Copy, Debug, Default)]
pub struct CouponUse<'a> {
    /// The plan.
    pub plan: Option<&'a str>,
    /// The seats.
    pub seats: Option<u32>,
    /// The currency.
    pub currency: Option<Currency>,
    /// The day of the purchase.
    pub as_of: Option<Date>,
    /// How often the coupon has been redeemed so far, by anybody.
    pub redemptions: u32,
}

/// Why a coupon does not apply.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CouponError {
    /// There is no such code.
    #[error("there is no coupon {code}")]
    Unknown {
        /// As it was typed.
        code: String,
    },
    /// Its first day has not come.
    #[error("{code} is valid from {from}")]
    NotYetValid {
        /// The code.
        code: String,
        /// Its first day.
        from: Date,
    },
    /// Its last day is over.
    #[error("{code} was valid until {until}")]
    Expired {
        /// The code.
        code: String,
        /// Its last day.
        until: Date,
    },
    /// It is for other plans.
    #[error("{code} is not for {plan}")]
    NotForPlan {
        /// The code.
        code: String,
        /// The plan of the request.
        plan: String,
    },
    /// It wants more seats.
    #[error("{code} needs at least {min} seats")]
    TooFewSeats {
        /// The code.
        code: String,
        /// The least number.
        min: u32,
    },
    /// It is for another currency.
    #[error("{code} is for purchases in {currency}")]
    WrongCurrency {
        /// The code.
        code: String,
        /// The currency it is for.
        currency: Currency,
    },
    /// It has been redeemed as often as it may be.
    #[error("{code} has been used up")]
    UsedUp {
        /// The code.
        code: String,
    },
    /// Nothing that it could lower is bought.
    #[error("{code} has nothing to lower")]
    NothingToLower {
        /// The code.
        code: String,
    },
}

impl Coupon {
    /// The currency that a purchase must be in, if any.
    #[must_use]
    pub const fn required_currency(&self) -> Option<Currency> {
        match self.off {
            Reduction::Amount(money) => Some(money.currency),
            Reduction::Percent(_) => self.currency,
        }
    }

    /// Every reason why the coupon does not apply; none when it does.
    #[must_use]
    pub fn objections(&self, usage: &CouponUse<'_>) -> Vec<CouponError> {
        let code = || self.code.clone();
        let early = self.from.filter(|&from| usage.as_of.is_some_and(|day| day < from));
        let late = self.until.filter(|&until| usage.as_of.is_some_and(|day| day > until));
        let plan = usage.plan.filter(|&plan| !self.plans.is_empty() && !self.plans.iter().any(|p| p == plan));
        let min = self.min_seats.filter(|&min| usage.seats.is_some_and(|seats| seats < min));
        let currency = self.required_currency().filter(|&c| usage.currency.is_some_and(|asked| asked != c));
        let used_up = self.max_redemptions.is_some_and(|max| usage.redemptions >= max);
        [
            early.map(|from| CouponError::NotYetValid { code: code(), from }),
            late.map(|until| CouponError::Expired { code: code(), until }),
            plan.map(|plan| CouponError::NotForPlan { code: code(), plan: plan.to_owned() }),
            min.map(|min| CouponError::TooFewSeats { code: code(), min }),
            currency.map(|currency| CouponError::WrongCurrency { code: code(), currency }),
            used_up.then(|| CouponError::UsedUp { code: code() }),
        ]
        .into_iter()
        .flatten()
        .collect()
    }
}

impl Reduction {
    /// What it takes off a sum of minor units: a percentage rounded half away from zero once, an amount capped at the sum.
    /// `None` when that does not fit.
    #[must_use]
    pub fn of(&self, sum_minor: i64) -> Option<i64> {
        match self {
            Self::Percent(percent) => percent.percent_of(Decimal::from(sum_minor))?.round_half_away_from_zero(0),
            Self::Amount(money) => Some(money.minor.min(sum_minor)),
        }
    }
}

impl From<CouponError> for Refusal {
    fn from(error: CouponError) -> Self {
        let about = |name: &str, code: String| Self::new(name).on("coupon").with("code", code);
        match error {
            CouponError::Unknown { code } => about("coupon_unknown", code),
            CouponError::NotYetValid { code, from } => about("coupon_not_yet_valid", code).with("from", from),
            CouponError::Expired { code, until } => about("coupon_expired", code).with("until", until),
            CouponError::NotForPlan { code, plan } => about("coupon_not_for_plan", code).with("plan", plan),
            CouponError::TooFewSeats { code, min } => about("coupon_too_few_seats", code).with("min", min),
            CouponError::WrongCurrency { code, currency } => {
                about("coupon_wrong_currency", code).with("currency", currency.code())
            }
            CouponError::UsedUp { code } => about("coupon_used_up", code),
            CouponError::NothingToLower { code } => about("coupon_nothing_to_lower", code),
        }
    }
}

//! Why a request cannot be quoted, as codes with their facts.

use jiff::civil::Date;

use crate::money::Currency;
use crate::refusal::Refusal;
use crate::term::Term;

/// Why a request cannot be quoted (besides coupons, [`CouponError`](crate::coupon::CouponError), and tax facts, [`decide`](crate::tax::decide)).
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum QuoteError {
    /// A field that every request needs is not there.
    #[error("{field} is missing")]
    Missing {
        /// Its name.
        field: &'static str,
    },
    /// The day lies before the first catalogue version.
    #[error("nothing was sold before {from}")]
    BeforeCatalogue {
        /// The first day.
        from: Date,
    },
    /// The term would end beyond the calendar.
    #[error("the term ends beyond the calendar")]
    BeyondCalendar,
    /// There is no such plan.
    #[error("there is no plan {plan}")]
    PlanUnknown {
        /// As asked.
        plan: String,
    },
    /// The plan is sold by talking to sales.
    #[error("{plan} is sold by talking to sales")]
    ContactSalesForPlan {
        /// The plan.
        plan: String,
    },
    /// So many seats are sold by talking to sales.
    #[error("more than {max} seats are sold by talking to sales")]
    ContactSalesForSeats {
        /// The most seats sold without.
        max: u32,
    },
    /// The plan does not take so many seats.
    #[error("{plan} takes at most {max} seats")]
    TooManySeats {
        /// The plan.
        plan: String,
        /// The most.
        max: u32,
    },
    /// The plan takes more seats than that.
    #[error("{plan} takes at least {min} seats")]
    TooFewSeats {
        /// The plan.
        plan: String,
        /// The least.
        min: u32,
    },
    /// Nothing is sold in this currency.
    #[error("nothing is sold in {currency}")]
    CurrencyNotSold {
        /// The currency.
        currency: Currency,
    },
    /// The plan is not sold for this term.
    #[error("{plan} is not sold for {term}")]
    TermNotSold {
        /// The plan.
        plan: String,
        /// The term.
        term: Term,
    },
    /// The plan has no term, and one was named.
    #[error("{plan} has no term")]
    TermNotTaken {
        /// The plan.
        plan: String,
    },
    /// There is no such add-on.
    #[error("there is no add-on {addon}")]
    AddOnUnknown {
        /// As asked.
        addon: String,
    },
    /// The add-on is not sold with this plan.
    #[error("{addon} is not sold with {plan}")]
    AddOnNotForPlan {
        /// The add-on.
        addon: String,
        /// The plan.
        plan: String,
    },
    /// The add-on recurs by the year, and the term is not whole years.
    #[error("{addon} is sold for whole years only")]
    AddOnNotForTerm {
        /// The add-on.
        addon: String,
    },
    /// The add-on has no price in this currency.
    #[error("{addon} is not sold in {currency}")]
    AddOnNotInCurrency {
        /// The add-on.
        addon: String,
        /// The currency.
        currency: Currency,
    },
    /// Less of the add-on than can be bought.
    #[error("at least {min} of {addon}")]
    AddOnTooFew {
        /// The add-on.
        addon: String,
        /// The least.
        min: u32,
    },
    /// More of the add-on than can be bought.
    #[error("at most {max} of {addon}")]
    AddOnTooMany {
        /// The add-on.
        addon: String,
        /// The most.
        max: u32,
    },
    /// An amount does not fit.
    #[error("the amount is too large")]
    AmountTooLarge,
}

impl QuoteError {
    /// Whether the answer to this refusal is to talk to sales.
    #[must_use]
    pub fn leads_to_sales(refusal: &Refusal) -> bool {
        refusal.code.starts_with("contact_sales_")
    }
}

impl From<QuoteError> for Refusal {
    fn from(error: QuoteError) -> Self {
        let on_addon = |code: &str, addon: String| {
            let field = format!("addon.{addon}");
            Self::new(code).on(&field).with("addon", addon)
        };
        match error {
            QuoteError::Missing { field } => Self::new("field_missing").on(field).with("name", field),
            QuoteError::BeforeCatalogue { from } => Self::new("before_catalogue").on("as_of").with("from", from),
            QuoteError::BeyondCalendar => Self::new("beyond_calendar").on("as_of"),
            QuoteError::PlanUnknown { plan } => Self::new("plan_unknown").on("plan").with("plan", plan),
            QuoteError::ContactSalesForPlan { plan } => {
                Self::new("contact_sales_for_plan").on("plan").with("plan", plan)
            }
            QuoteError::ContactSalesForSeats { max } => {
                Self::new("contact_sales_for_seats").on("seats").with("max", max)
            }
            QuoteError::TooManySeats { plan, max } => {
                Self::new("too_many_seats").on("seats").with("plan", plan).with("max", max)
            }
            QuoteError::TooFewSeats { plan, min } => {
                Self::new("too_few_seats").on("seats").with("plan", plan).with("min", min)
            }
            QuoteError::CurrencyNotSold { currency } => {
                Self::new("currency_not_sold").on("currency").with("currency", currency.code())
            }
            QuoteError::TermNotSold { plan, term } => {
                Self::new("term_not_sold").on("term").with("plan", plan).with("term", term.code())
            }
            QuoteError::TermNotTaken { plan } => Self::new("term_not_taken").on("term").with("plan", plan),
            QuoteError::AddOnUnknown { addon } => on_addon("addon_unknown", addon),
            QuoteError::AddOnNotForPlan { addon, plan } => on_addon("addon_not_for_plan", addon).with("plan", plan),
            QuoteError::AddOnNotForTerm { addon } => on_addon("addon_not_for_term", addon),
            QuoteError::AddOnNotInCurrency { addon, currency } => {
                on_addon("addon_not_in_currency", addon).with("currency", currency.code())
            }
            QuoteError::AddOnTooFew { addon, min } => on_addon("addon_too_few", addon).with("min", min),
            QuoteError::AddOnTooMany { addon, max } => on_addon("addon_too_many", addon).with("max", max),
            QuoteError::AmountTooLarge => Self::new("amount_too_large").on("seats"),
        }
    }
}

//! What can be wrong with a catalogue.

use jiff::civil::Date;

use crate::decimal::Decimal;
use crate::money::Currency;
use crate::refusal::Refusal;
use crate::term::Term;

/// Something wrong, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CatalogueFault {
    /// The place as keys joined by points, as the catalogue files write it: `plan.premium.price.USD.1y.tiers[2]`.
    pub path: String,
    /// What is wrong.
    pub error: CatalogueError,
}

/// What is wrong with a catalogue.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CatalogueError {
    /// A list that needs at least one entry has none.
    #[error("there is nothing here")]
    Empty,
    /// A text says nothing.
    #[error("the text is blank")]
    Blank,
    /// An id or code that could not be written everywhere.
    #[error("{id} is no id")]
    IdMalformed {
        /// As written.
        id: String,
    },
    /// The same thing is there twice.
    #[error("{value} is there twice")]
    Repeated {
        /// What.
        value: String,
    },
    /// A text is in a language that is not one of the catalogue's.
    #[error("{language} is no language of this catalogue")]
    LanguageUnknown {
        /// Which.
        language: String,
    },
    /// A translated text lacks one of the catalogue's languages.
    #[error("the text is missing in {language}")]
    TranslationMissing {
        /// Which.
        language: String,
    },
    /// Two plans have the same rank.
    #[error("{plan} has this rank already")]
    RankTaken {
        /// The other plan.
        plan: String,
    },
    /// Two plans are the most popular.
    #[error("{plan} is the most popular already")]
    SecondMostPopular {
        /// The other plan.
        plan: String,
    },
    /// A number that has to be at least one.
    #[error("at least 1")]
    Zero,
    /// A range that holds nothing.
    #[error("the least ({min}) is above the most ({max})")]
    MinAboveMax {
        /// The lower end.
        min: u32,
        /// The upper end.
        max: u32,
    },
    /// A price that the other prices make one expect is not there.
    #[error("the price in {currency} is missing")]
    PriceMissing {
        /// In this currency.
        currency: Currency,
    },
    /// A price in a currency that the catalogue does not sell in.
    #[error("nothing is sold in {currency}")]
    CurrencyUnknown {
        /// The currency.
        currency: Currency,
    },
    /// A price for a term that the catalogue does not sell.
    #[error("nothing is sold for {term}")]
    TermUnknown {
        /// The term.
        term: Term,
    },
    /// Something names a plan that is not there.
    #[error("there is no plan {plan}")]
    PlanUnknown {
        /// As named.
        plan: String,
    },
    /// A price below zero.
    #[error("{amount} is below zero")]
    Negative {
        /// The price.
        amount: Decimal,
    },
    /// A price of nothing; what is free is offered as free.
    #[error("the price is zero")]
    ZeroPrice,
    /// An amount to be paid as it stands has more decimals than its currency.
    #[error("{amount} cannot be paid in {currency}")]
    TooFine {
        /// The amount.
        amount: Decimal,
        /// The currency.
        currency: Currency,
    },
    /// Units between two tiers, or before the first, have no price.
    #[error("units {from} to {to} have no price")]
    TierGap {
        /// The first unit without a price.
        from: u32,
        /// The last.
        to: u32,
    },
    /// Units have two prices.
    #[error("unit {from} is in the tier before, too")]
    TierOverlap {
        /// The first unit with two prices.
        from: u32,
    },
    /// A tier that ends before it begins.
    #[error("the tier ends at {to}, before its first unit {from}")]
    TierReversed {
        /// Its first unit.
        from: u32,
        /// Its last.
        to: u32,
    },
    /// A tier without an end that is not the last one.
    #[error("only the last tier has no end")]
    TierEndless,
    /// The last tier ends, so that more units have no price.
    #[error("units above {to} have no price")]
    TiersEnd {
        /// The last unit with a price.
        to: u32,
    },
    /// A yearly add-on, and no term of whole years.
    #[error("no term is whole years, so this is never sold")]
    NeverSold,
    /// A percentage that is no discount.
    #[error("{percent} percent is no discount")]
    PercentOutside {
        /// The percentage.
        percent: Decimal,
    },
    /// A coupon of an amount in one currency, for another currency.
    #[error("the amount is in {currency}")]
    OtherCurrency {
        /// The currency of the amount.
        currency: Currency,
    },
    /// A window that closes before it opens.
    #[error("{until} lies before {from}")]
    WindowReversed {
        /// Its first day.
        from: Date,
        /// Its last day.
        until: Date,
    },
    /// A coupon for more seats than any of its plans takes, or for plans without a price.
    #[error("no purchase can ever use this")]
    NeverUsable,
}

impl From<CatalogueError> for Refusal {
    fn from(error: CatalogueError) -> Self {
        match error {
            CatalogueError::Empty => Self::new("empty"),
            CatalogueError::Blank => Self::new("blank"),
            CatalogueError::IdMalformed { id } => Self::new("id_malformed").with("id", id),
            CatalogueError::Repeated { value } => Self::new("repeated").with("value", value),
            CatalogueError::LanguageUnknown { language } => Self::new("language_unknown").with("language", language),
            CatalogueError::TranslationMissing { language } => {
                Self::new("translation_missing").with("language", language)
            }
            CatalogueError::RankTaken { plan } => Self::new("rank_taken").with("plan", plan),
            CatalogueError::SecondMostPopular { plan } => Self::new("second_most_popular").with("plan", plan),
            CatalogueError::Zero => Self::new("zero"),
            CatalogueError::MinAboveMax { min, max } => Self::new("min_above_max").with("min", min).with("max", max),
            CatalogueError::PriceMissing { currency } => Self::new("price_missing").with("currency", currency.code()),
            CatalogueError::CurrencyUnknown { currency } => {
                Self::new("currency_unknown").with("currency", currency.code())
            }
            CatalogueError::TermUnknown { term } => Self::new("term_unknown").with("term", term.code()),
            CatalogueError::PlanUnknown { plan } => Self::new("plan_unknown").with("plan", plan),
            CatalogueError::Negative { amount } => Self::new("negative").with("amount", amount),
            CatalogueError::ZeroPrice => Self::new("zero_price"),
            CatalogueError::TooFine { amount, currency } => Self::new("too_fine")
                .with("amount", amount)
                .with("currency", currency.code())
                .with("decimals", currency.exponent()),
            CatalogueError::TierGap { from, to } => Self::new("tier_gap").with("from", from).with("to", to),
            CatalogueError::TierOverlap { from } => Self::new("tier_overlap").with("from", from),
            CatalogueError::TierReversed { from, to } => Self::new("tier_reversed").with("from", from).with("to", to),
            CatalogueError::TierEndless => Self::new("tier_endless"),
            CatalogueError::TiersEnd { to } => Self::new("tiers_end").with("to", to),
            CatalogueError::NeverSold => Self::new("never_sold"),
            CatalogueError::PercentOutside { percent } => Self::new("percent_outside").with("percent", percent),
            CatalogueError::OtherCurrency { currency } => Self::new("other_currency").with("currency", currency.code()),
            CatalogueError::WindowReversed { from, until } => {
                Self::new("window_reversed").with("from", from).with("until", until)
            }
            CatalogueError::NeverUsable => Self::new("never_usable"),
        }
    }
}

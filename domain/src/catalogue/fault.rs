//! What can be wrong with a catalogue. The sentences are for whoever writes one, like those of any compiler.

use jiff::civil::Date;

use crate::decimal::Decimal;
use crate::money::Currency;
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
    #[error("at least one entry is needed")]
    Empty,
    /// A text says nothing.
    #[error("the text is blank")]
    Blank,
    /// An id or code that could not be written everywhere.
    #[error(
        "`{id}` cannot be written everywhere: use letters, digits, - and _ (ids in lower case, coupon codes in capitals), at most 40"
    )]
    IdMalformed {
        /// As written.
        id: String,
    },
    /// The same thing is there twice.
    #[error("`{value}` is there twice")]
    Repeated {
        /// What.
        value: String,
    },
    /// A text is in a language that is not one of the catalogue's.
    #[error("`{language}` is not one of this catalogue's `languages`")]
    LanguageUnknown {
        /// Which.
        language: String,
    },
    /// A translated text lacks one of the catalogue's languages.
    #[error("the text is missing in `{language}`")]
    TranslationMissing {
        /// Which.
        language: String,
    },
    /// Two plans have the same rank.
    #[error("the plan `{plan}` has this rank already; ranks say what is an upgrade, so each is used once")]
    RankTaken {
        /// The other plan.
        plan: String,
    },
    /// Two plans are the most popular.
    #[error("the plan `{plan}` is the most popular already")]
    SecondMostPopular {
        /// The other plan.
        plan: String,
    },
    /// A number that has to be at least one.
    #[error("this has to be at least 1")]
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
    #[error("there is no price in {currency}; a plan's term and an add-on have one in every currency of the catalogue")]
    PriceMissing {
        /// In this currency.
        currency: Currency,
    },
    /// A price in a currency that the catalogue does not sell in.
    #[error("{currency} is not one of this catalogue's `currencies`")]
    CurrencyUnknown {
        /// The currency.
        currency: Currency,
    },
    /// A price for a term that the catalogue does not sell.
    #[error("{term} is not one of this catalogue's `terms`")]
    TermUnknown {
        /// The term.
        term: Term,
    },
    /// Something names a plan that is not there.
    #[error("there is no plan `{plan}`")]
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
    #[error("the amount is zero; what costs nothing is offered as free")]
    ZeroPrice,
    /// A price that leaves no room to sell many of it.
    #[error("{amount} is too much to be added up for every seat; the most is {most}")]
    PriceTooLarge {
        /// The price.
        amount: Decimal,
        /// The largest in its currency.
        most: Decimal,
    },
    /// A price with more decimals than can be multiplied exactly.
    #[error("{amount} has too many decimals; the most is {most}")]
    TooManyDecimals {
        /// The price.
        amount: Decimal,
        /// The most decimals.
        most: u32,
    },
    /// An amount to be paid as it stands has more decimals than its currency.
    #[error("{amount} cannot be paid in {currency}, which has {} decimals", currency.exponent())]
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
    #[error("unit {from} has a price in the tier before already")]
    TierOverlap {
        /// The first unit with two prices.
        from: u32,
    },
    /// A tier that ends before it begins.
    #[error("the tier ends at {to}, before it begins at {from}")]
    TierReversed {
        /// Its first unit.
        from: u32,
        /// Its last.
        to: u32,
    },
    /// A tier without an end that is not the last one.
    #[error("only the last tier can do without `to`")]
    TierEndless,
    /// The last tier ends, so that more units have no price.
    #[error("units above {to} have no price; leave `to` out in the last tier")]
    TiersEnd {
        /// The last unit with a price.
        to: u32,
    },
    /// A yearly add-on, and no term of whole years.
    #[error("yearly add-ons need a term of whole years, and this catalogue has none")]
    NeverSold,
    /// A percentage that is no discount.
    #[error("{percent} % is no discount: write a percentage above 0, at most 100")]
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
    #[error("the last day ({until}) lies before the first ({from})")]
    WindowReversed {
        /// Its first day.
        from: Date,
        /// Its last day.
        until: Date,
    },
    /// A coupon for more seats than any of its plans takes, or for plans without a price.
    #[error("no purchase can use this: none of its plans has a price and takes so many seats")]
    NeverUsable,
}

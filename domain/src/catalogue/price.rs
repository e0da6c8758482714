//! Prices and the ways in which a quantity becomes an amount. How they are evaluated is in [`crate::pricing`].

use serde::{Deserialize, Serialize};

use crate::decimal::Decimal;
use crate::money::Currency;
use crate::term::Term;

/// The price of a plan in one currency for one whole term (a two-year price is for two years).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Price {
    /// The currency it is in.
    pub currency: Currency,
    /// The whole prepaid time it pays for.
    pub term: Term,
    /// How the quantity becomes the amount.
    pub model: PriceModel,
}

/// How a quantity becomes an amount. Unit prices are exact decimals of major units and may be finer than a minor unit; an
/// amount that is paid as it stands (flat, one package) has no more decimals than the currency.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PriceModel {
    /// The same amount whatever the quantity.
    Flat {
        /// The amount.
        amount: Decimal,
    },
    /// Quantity times a unit price (“per seat”; for an add-on sold by the pack, per pack).
    PerUnit {
        /// The price of one.
        unit: Decimal,
    },
    /// Each tier's units at that tier's price, added up.
    Graduated {
        /// Contiguous from one, the last one open.
        tiers: Vec<Tier>,
    },
    /// All units at the price of the tier that the quantity falls in.
    Volume {
        /// Contiguous from one, the last one open.
        tiers: Vec<Tier>,
    },
    /// Whole packages of `size` units, begun ones paid in full.
    Package {
        /// Units in one package.
        size: u32,
        /// The price of one package.
        package: Decimal,
    },
}

/// Units `from..=to` and their price.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tier {
    /// The first unit in the tier, counted from one.
    pub from: u32,
    /// The last unit in the tier; absent in the last tier, which has no end.
    #[serde(default)]
    pub to: Option<u32>,
    /// The price of each unit in it.
    pub unit: Decimal,
}

impl PriceModel {
    /// The price of the first unit: what “from …” on a page shows.
    #[must_use]
    pub fn list_price(&self) -> Decimal {
        match self {
            Self::Flat { amount } => *amount,
            Self::PerUnit { unit } => *unit,
            Self::Graduated { tiers } | Self::Volume { tiers } => tiers.first().map_or(Decimal::ZERO, |tier| tier.unit),
            Self::Package { package, .. } => *package,
        }
    }
}

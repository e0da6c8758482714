//! What is sold, at which prices, under which rules: one immutable version of it as plain data.
//!
//! The browser receives a [`Catalogue`] as JSON and prices from it exactly as the server does. Names and feature texts are
//! data of the catalogue ([`LocalText`]), not words of the program. A catalogue is written by hand (`catalogue/*.toml`,
//! read in `commerce`) and must pass [`check()`] before anything is sold from it; the engine relies on that.
//! Nothing here knows files, TOML or words.

pub mod addon;
mod book;
mod check;
mod fault;
mod feature;
mod plan;
pub mod price;
mod text;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

pub use addon::{AddOn, AddOnPrice, Charge, QuantityCap, Unit};
pub use book::{BookError, CatalogueBook};
pub use check::{check, most_of, objection_to_price};
pub use fault::{CatalogueError, CatalogueFault};
pub use feature::{Feature, FeatureGroup, FeatureValue};
pub use plan::{BeyondSeats, Offer, Plan, SeatRange};
pub use price::{Price, PriceModel, Tier};
pub use text::LocalText;

use crate::coupon::Coupon;
use crate::money::Currency;
use crate::term::Term;

/// One version of everything that is sold.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Catalogue {
    /// The name of this version, like “2026-09”; quotes carry it.
    pub version: String,
    /// The first day (UTC) on which this version applies.
    #[serde(with = "crate::iso::date")]
    pub effective_from: Date,
    /// The languages of its texts, like “en”; a text that is translated at all is there in each of them.
    pub languages: Vec<String>,
    /// The currencies sold in, the default first.
    pub currencies: Vec<Currency>,
    /// The terms sold, in the order in which they are offered.
    pub terms: Vec<Term>,
    /// The feature matrix, in the order of display.
    pub feature_groups: Vec<FeatureGroup>,
    /// The plans, the lowest rank first.
    pub plans: Vec<Plan>,
    /// What can be bought with a plan.
    pub addons: Vec<AddOn>,
    /// The codes that lower a price; a browser receives at most the one in use, see [`Catalogue::showing_coupon`].
    #[serde(default)]
    pub coupons: Vec<Coupon>,
    /// When changes of a running subscription take effect.
    pub changes: ChangePolicy,
}

/// When each kind of change of a running subscription takes effect.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChangePolicy {
    /// To a plan of a higher rank.
    pub upgrade: ChangeTime,
    /// To a plan of a lower rank.
    pub downgrade: ChangeTime,
    /// More seats; when now, they end with the running term (co-termed).
    pub seats_added: ChangeTime,
    /// Fewer seats.
    pub seats_removed: ChangeTime,
}

/// When a change takes effect.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ChangeTime {
    /// At once; the rest of the running term is charged or credited.
    Now,
    /// When the running term is over.
    AtRenewal,
}

impl Catalogue {
    /// The plan with this id.
    #[must_use]
    pub fn plan(&self, id: &str) -> Option<&Plan> {
        self.plans.iter().find(|plan| plan.id == id)
    }

    /// The add-on with this id.
    #[must_use]
    pub fn addon(&self, id: &str) -> Option<&AddOn> {
        self.addons.iter().find(|addon| addon.id == id)
    }

    /// The coupon with this code; blanks around it and the case of its letters do not matter.
    #[must_use]
    pub fn coupon(&self, code: &str) -> Option<&Coupon> {
        self.coupons.iter().find(|coupon| coupon.code.eq_ignore_ascii_case(code.trim()))
    }

    /// The same catalogue with no coupon but the one named, as a buyer's browser may see it: other codes are not its
    /// business. Quotes from it equal those of the whole.
    #[must_use]
    pub fn showing_coupon(&self, code: Option<&str>) -> Self {
        let coupons = code.and_then(|code| self.coupon(code)).cloned().into_iter().collect();
        Self { coupons, ..self.clone() }
    }

    /// The add-ons that can be bought with this plan at this term, in the order of display.
    pub fn addons_for(&self, plan: &Plan, term: Option<Term>) -> impl Iterator<Item = &AddOn> {
        self.addons.iter().filter(move |addon| addon.sold_with(&plan.id) && addon.sold_at(term))
    }

    /// The ids of the features that a plan includes, in the order of display; licences carry them.
    pub fn features_of(&self, plan_id: &str) -> impl Iterator<Item = &str> {
        let features = self.feature_groups.iter().flat_map(|group| &group.features);
        features.filter(move |feature| feature.value(plan_id).is_included()).map(|feature| feature.id.as_str())
    }
}

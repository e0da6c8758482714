//! The quote: what is bought, what it costs and why; a pure function of catalogue version, request, tax facts, coupon
//! redemptions so far and the as-of day.
//!
//! Guarantees: the same inputs give the same bytes in the browser and on the server; `Σ amount − discount + tax = total`,
//! for each line and for the whole; every reason of a refusal is given at once; the [`hash`](Quote::hash) covers all that
//! is shown, so that what was shown is what is charged. Knows no clock, no store and no words.

mod assess;
mod build;
mod canonical;
mod coupon_share;
mod difference;
mod draft;
mod objection;
mod refused;
mod renewal;
mod request;
mod tax_share;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::catalogue::{Catalogue, LocalText, Unit};
use crate::country::Country;
use crate::coupon::{CouponDuration, Reduction};
use crate::decimal::Decimal;
use crate::money::{Currency, Money};
use crate::pricing::Derivation;
use crate::refusal::Refusal;
use crate::tax::{TaxDecision, TaxReason, TaxTable};

pub use difference::{LineDifference, LineFigures, changed_facts, difference};
pub use draft::Draft;
pub use objection::{objection_to_seats, objection_to_term};
pub use refused::QuoteError;
pub use request::QuoteRequest;

/// An immutable offer, with its derivation and its hash.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quote {
    /// SHA-256 in lower-case hex over the RFC 8785 form of this object without `hash`.
    pub hash: String,
    /// The catalogue version it was priced from.
    pub catalogue_version: String,
    /// The day it was made for (UTC): the first day of the term.
    #[serde(with = "crate::iso::date")]
    pub as_of: Date,
    /// What was asked.
    pub request: QuoteRequest,
    /// The currency of every amount.
    pub currency: Currency,
    /// Σ of the lines' amounts, before discount and tax.
    pub subtotal_minor: i64,
    /// Σ of the lines' discounts; what it takes off, not below zero.
    pub discount_minor: i64,
    /// Σ of the lines' taxes.
    pub tax_minor: i64,
    /// What is due: subtotal − discount + tax.
    pub total_minor: i64,
    /// The plan first, then the add-ons in the order of their ids.
    pub lines: Vec<QuoteLine>,
    /// The coupon applied, if any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub discount: Option<AppliedCoupon>,
    /// One entry a rate, also where the rate is zero.
    pub tax: Vec<TaxEntry>,
    /// How the tax was decided.
    pub tax_facts: TaxDecision,
    /// When the next term begins and is charged; `null` without a term.
    #[serde(default, with = "crate::iso::optional_date")]
    pub renews_on: Option<Date>,
    /// What that charge will be at today's prices, tax included; `null` without a term.
    pub renewal_total_minor: Option<i64>,
}

/// One position of a quote.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct QuoteLine {
    /// What kind of thing it is.
    pub kind: LineKind,
    /// The id of the plan or add-on.
    pub item: String,
    /// Its name when the quote was made.
    pub name: LocalText,
    /// How many.
    pub quantity: u32,
    /// Of what: seats, or packs of something.
    pub unit: Unit,
    /// Whether it is charged again at renewal.
    pub recurring: bool,
    /// Before discount and tax.
    pub amount_minor: i64,
    /// Its part of the discount; not below zero.
    pub discount_minor: i64,
    /// Its part of the tax.
    pub tax_minor: i64,
    /// How the amount came about.
    pub derivation: Derivation,
}

/// What a line is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LineKind {
    /// The plan.
    Plan,
    /// An add-on, recurring or bought once.
    Addon,
}

/// The coupon of a quote.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AppliedCoupon {
    /// Its code as the catalogue writes it.
    pub code: String,
    /// What it takes off.
    pub off: Reduction,
    /// For how long.
    pub lasts: CouponDuration,
    /// The sum of the recurring lines that it was taken off from.
    pub basis_minor: i64,
    /// What it took off; rounded half away from zero once.
    pub amount_minor: i64,
}

/// The tax at one rate.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaxEntry {
    /// In percent, as a decimal string (“25.5”).
    pub rate: Decimal,
    /// The sum of the net lines.
    pub basis_minor: i64,
    /// The tax on that sum, rounded half away from zero once.
    pub amount_minor: i64,
    /// Why this rate.
    pub reason: TaxReason,
    /// Whose rules apply.
    pub jurisdiction: Country,
}

/// Prices a request. `redemptions` is how often its coupon has been redeemed so far by anybody (zero without a coupon);
/// `catalogue` is the version in effect on the request's day.
///
/// # Errors
/// Every reason at once why it cannot be sold so, in the order of the request's fields.
pub fn quote(
    catalogue: &Catalogue,
    tax_table: &TaxTable,
    request: &QuoteRequest,
    redemptions: u32,
) -> Result<Quote, Vec<Refusal>> {
    Draft::from(request).quote(catalogue, tax_table, redemptions)
}

impl Quote {
    /// The hash of everything but the hash.
    #[must_use]
    pub fn content_hash(&self) -> String {
        canonical::hash_without(self, "hash")
    }

    /// The canonical form (RFC 8785) of the whole quote, hash included: the bytes an order keeps.
    #[must_use]
    pub fn canonical_json(&self) -> String {
        canonical::text(self)
    }

    /// Whether the hash is that of the content: a stored quote is as it was made.
    #[must_use]
    pub fn is_intact(&self) -> bool {
        self.hash == self.content_hash()
    }

    /// What is due, as money.
    #[must_use]
    pub const fn total(&self) -> Money {
        self.money(self.total_minor)
    }

    /// What is due before tax, as money: what can be shown while the tax is not known.
    #[must_use]
    pub const fn before_tax(&self) -> Money {
        self.money(self.total_minor - self.tax_minor)
    }

    /// Whether tax is charged, now and at renewal: not where it is reversed, or there is none.
    #[must_use]
    pub fn is_taxed(&self) -> bool {
        self.tax.iter().any(|entry| !entry.rate.is_zero())
    }

    /// The next charge before tax, at today's prices; `None` without a term.
    #[must_use]
    pub fn renewal_before_tax(&self) -> Option<Money> {
        self.renews_on?;
        let again = self.discount.as_ref().is_some_and(|coupon| coupon.lasts == CouponDuration::EveryTerm);
        let next = |line: &QuoteLine| line.amount_minor - if again { line.discount_minor } else { 0 };
        Some(self.money(self.lines.iter().filter(|line| line.recurring).map(next).sum()))
    }

    /// Minor units of this quote's currency.
    #[must_use]
    pub const fn money(&self, minor: i64) -> Money {
        Money::new(minor, self.currency)
    }

    /// Whether nothing is due: then there is no payment step.
    #[must_use]
    pub const fn is_free(&self) -> bool {
        self.total_minor == 0
    }
}

impl QuoteLine {
    /// After discount, before tax.
    #[must_use]
    pub const fn net_minor(&self) -> i64 {
        self.amount_minor - self.discount_minor
    }

    /// After discount and tax.
    #[must_use]
    pub const fn total_minor(&self) -> i64 {
        self.net_minor() + self.tax_minor
    }
}

#[cfg(test)]
pub(crate) mod tests;

//! What the gateway has told us about one payment, kept so that the order in which it arrived does not matter.
//!
//! Webhooks come late, twice and out of order; the browser's return and reconciliation tell the same things again. So
//! every fact has its own place, two facts for one place are settled by a total order (the later one stands), and the
//! state is derived from the places alone. Absorbing is commutative, associative and idempotent, and no fact about
//! money is ever dropped.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::decline::DeclineReason;
use crate::country::Country;
use crate::money::{Currency, Money};

/// Something the gateway says about a payment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GatewayFact {
    /// The gateway's name for the payment.
    pub reference: String,
    /// When it happened, by the gateway's clock.
    #[serde(with = "crate::iso::instant")]
    pub at: Timestamp,
    /// What happened.
    #[serde(flatten)]
    pub news: GatewayNews,
}

/// What happened to a payment at the gateway.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "news", rename_all = "snake_case")]
pub enum GatewayNews {
    /// The buyer has to confirm with the bank.
    ActionRequired {
        /// Where.
        url: String,
    },
    /// The money is reserved, or the debit's mandate accepted.
    Authorised {
        /// How much.
        amount: Money,
        /// Until when it can be captured; a mandate does not run out.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[serde(with = "crate::iso::optional_instant")]
        expires_at: Option<Timestamp>,
        /// Where the card or account was issued.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        country: Option<Country>,
        /// The gateway's name for the saved way to pay, for renewals.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        saved_method: Option<String>,
    },
    /// The debit was started and settles later.
    Processing,
    /// The money was taken.
    Captured {
        /// How much.
        amount: Money,
    },
    /// Money was given back.
    Refunded {
        /// The gateway's name for this refund.
        refund: String,
        /// How much.
        amount: Money,
    },
    /// It did not go through.
    Failed {
        /// Why.
        reason: DeclineReason,
    },
    /// It was called off before any money was taken.
    Cancelled,
}

/// A reserved amount.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Authorisation {
    /// When.
    #[serde(with = "crate::iso::instant")]
    pub at: Timestamp,
    /// How much.
    pub amount: Money,
    /// Until when it can be captured.
    #[serde(default, with = "crate::iso::optional_instant")]
    pub expires_at: Option<Timestamp>,
    /// Where the card or account was issued.
    pub country: Option<Country>,
    /// The gateway's name for the saved way to pay.
    pub saved_method: Option<String>,
}

/// An amount taken or given back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Moved {
    /// When.
    #[serde(with = "crate::iso::instant")]
    pub at: Timestamp,
    /// How much.
    pub amount: Money,
}

/// A place to go to, or a reason, with its time.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Said<T> {
    /// When.
    #[serde(with = "crate::iso::instant")]
    pub at: Timestamp,
    /// What.
    pub what: T,
}

/// All that is known from the gateway about one payment; empty until it has answered.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, rename_all = "snake_case")]
pub struct Evidence {
    /// The gateway's name for the payment.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reference: Option<String>,
    /// Where the buyer has to confirm.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub action: Option<Said<String>>,
    /// What was reserved.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub authorised: Option<Authorisation>,
    /// Since when the debit is on its way.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[serde(default, with = "crate::iso::optional_instant")]
    pub processing: Option<Timestamp>,
    /// What was taken.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub captured: Option<Moved>,
    /// What was given back, by the gateway's name of the refund.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub refunds: BTreeMap<String, Moved>,
    /// Why it did not go through.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub failed: Option<Said<DeclineReason>>,
    /// When it was called off.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[serde(default, with = "crate::iso::optional_instant")]
    pub cancelled: Option<Timestamp>,
}

impl Authorisation {
    fn order_key(&self) -> (Timestamp, i64, Currency, Option<Timestamp>, Option<Country>, Option<&str>) {
        let Money { minor, currency } = self.amount;
        (self.at, minor, currency, self.expires_at, self.country, self.saved_method.as_deref())
    }
}

impl Moved {
    /// The larger amount first, so that a repeated report never makes money disappear.
    const fn order_key(&self) -> (i64, Currency, Timestamp) {
        (self.amount.minor, self.amount.currency, self.at)
    }
}

/// The later of what is known and what is new.
fn later<T, K: Ord>(known: &mut Option<T>, new: T, key: impl Fn(&T) -> K) {
    if known.as_ref().is_none_or(|k| key(k) < key(&new)) {
        *known = Some(new);
    }
}

impl Evidence {
    /// Takes in one fact; taking it in again, earlier or later, changes nothing.
    pub fn absorb(&mut self, fact: &GatewayFact) {
        let at = fact.at;
        later(&mut self.reference, fact.reference.clone(), Clone::clone);
        match &fact.news {
            GatewayNews::ActionRequired { url } => {
                later(&mut self.action, Said { at, what: url.clone() }, Clone::clone);
            }
            GatewayNews::Authorised { amount, expires_at, country, saved_method } => {
                let new = Authorisation {
                    at,
                    amount: *amount,
                    expires_at: *expires_at,
                    country: *country,
                    saved_method: saved_method.clone(),
                };
                if self.authorised.as_ref().is_none_or(|known| known.order_key() < new.order_key()) {
                    self.authorised = Some(new);
                }
            }
            GatewayNews::Processing => later(&mut self.processing, at, |t| *t),
            GatewayNews::Captured { amount } => {
                later(&mut self.captured, Moved { at, amount: *amount }, Moved::order_key);
            }
            GatewayNews::Refunded { refund, amount } => {
                let mut known = self.refunds.remove(refund);
                later(&mut known, Moved { at, amount: *amount }, Moved::order_key);
                self.refunds.extend(known.map(|moved| (refund.clone(), moved)));
            }
            GatewayNews::Failed { reason } => later(&mut self.failed, Said { at, what: *reason }, Clone::clone),
            GatewayNews::Cancelled => later(&mut self.cancelled, at, |t| *t),
        }
    }

    /// Whether the gateway has said anything at all.
    #[must_use]
    pub const fn is_silent(&self) -> bool {
        self.reference.is_none()
    }

    /// The sum given back, in minor units; saturating, because more than that was never taken.
    #[must_use]
    pub fn refunded_minor(&self) -> i64 {
        self.refunds.values().fold(0, |sum, refund| sum.saturating_add(refund.amount.minor))
    }

    /// What is reserved at the gateway now and would have to be released if nobody wants it.
    #[must_use]
    pub fn held(&self) -> Option<&Authorisation> {
        let moved_on = self.captured.is_some() || !self.refunds.is_empty() || self.processing.is_some();
        let held = self.authorised.as_ref().filter(|_| !moved_on && self.cancelled.is_none())?;
        let failed_since = self.failed.as_ref().is_some_and(|failed| failed.at >= held.at);
        if failed_since { None } else { Some(held) }
    }
}

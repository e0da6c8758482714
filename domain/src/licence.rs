//! Licences: what the signed token says, built from what a customer may use.
//!
//! Owns the claims and their meaning. Guarantees that a licence never ends before the paid-through date (law 12) and that
//! the same facts give the same claims, so that issuing again after a crash gives the same licence. Signing, keys and
//! storage are elsewhere.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

use crate::ids::{AccountId, LicenceId, SubscriptionId};
use crate::moment::{after, days};
use crate::refusal::Refusal;
use crate::subscription::{Basis, Entitlement};

/// How long a licence of a plan without a term is valid, a hundred years: the format needs an end, and the plan has none.
pub const TERMLESS_DAYS: u32 = 36_525;

/// What a licence says: the payload of an EdDSA JSON Web Token. Times are whole seconds since 1970 (RFC 7519,
/// `NumericDate`). The names are part of the format that customers' installations read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Claims {
    /// `iss`: who issued it, the address of the installation.
    pub iss: String,
    /// `sub`: the licence's id.
    pub sub: LicenceId,
    /// `aud`: the product that reads it.
    pub aud: String,
    /// `iat`: when it was issued.
    pub iat: i64,
    /// `nbf`: from when it is valid.
    pub nbf: i64,
    /// `exp`: when it stops to work: the end of validity plus the days of grace.
    pub exp: i64,
    /// `jti`: the one name of this token: lineage and sequence.
    pub jti: String,
    /// What it was issued on.
    pub basis: Basis,
    /// The plan's id.
    pub plan: String,
    /// How many seats.
    pub seats: u32,
    /// Add-ons by id, with their quantities.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub addon: BTreeMap<String, u32>,
    /// Ids of the features the plan contains, sorted.
    pub features: Vec<String>,
    /// The subscription it is of.
    pub subscription: SubscriptionId,
    /// The account it was issued to.
    pub account: AccountId,
    /// The first licence of this subscription, from its trial on.
    pub lineage: LicenceId,
    /// The place in the lineage, from 1; the highest replaces the others.
    pub sequence: u32,
    /// Until when what is licensed is paid for, or the trial runs.
    pub valid_until: i64,
    /// Days between `valid_until` and `exp`.
    pub grace_days: u32,
}

/// Whose licence it is and where it stands in its lineage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lineage {
    /// The new licence's id.
    pub licence: LicenceId,
    /// The first licence of the subscription; the new one itself if it is the first.
    pub first: LicenceId,
    /// The place, from 1.
    pub sequence: u32,
}

impl Lineage {
    /// The first of a new lineage.
    #[must_use]
    pub const fn beginning(licence: LicenceId) -> Self {
        Self { licence, first: licence, sequence: 1 }
    }

    /// The one after `last`.
    #[must_use]
    pub const fn after(last: &Claims, licence: LicenceId) -> Self {
        Self { licence, first: last.lineage, sequence: last.sequence.saturating_add(1) }
    }
}

/// What the installation says about its licences.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Issuer<'a> {
    /// The address of the installation.
    pub iss: &'a str,
    /// The product that reads the licences.
    pub aud: &'a str,
    /// Days of grace of a paid licence; a trial has none.
    pub grace_days: u32,
}

/// Whom a licence is issued to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Holder {
    /// The subscription.
    pub subscription: SubscriptionId,
    /// The account.
    pub account: AccountId,
}

impl Claims {
    /// The claims of a licence on `entitlement`, issued and valid from `now`.
    #[must_use]
    pub fn new(
        issuer: &Issuer<'_>,
        lineage: Lineage,
        holder: Holder,
        entitlement: &Entitlement,
        features: impl IntoIterator<Item = String>,
        now: Timestamp,
    ) -> Self {
        let valid_until = entitlement.until.unwrap_or_else(|| after(now, days(TERMLESS_DAYS)));
        let grace_days = if entitlement.basis == Basis::Trial { 0 } else { issuer.grace_days };
        let mut features: Vec<String> = features.into_iter().collect();
        features.sort();
        Self {
            iss: issuer.iss.to_owned(),
            sub: lineage.licence,
            aud: issuer.aud.to_owned(),
            iat: now.as_second(),
            nbf: now.as_second(),
            exp: after(valid_until, days(grace_days)).as_second(),
            jti: format!("{}.{}", lineage.first, lineage.sequence),
            basis: entitlement.basis,
            plan: entitlement.package.plan.clone(),
            seats: entitlement.package.seats,
            addon: entitlement.package.addon.clone(),
            features,
            subscription: holder.subscription,
            account: holder.account,
            lineage: lineage.first,
            sequence: lineage.sequence,
            valid_until: valid_until.as_second(),
            grace_days,
        }
    }

    /// A name for the file of this licence, which tells it from those before it: product, plan, the licence's id.
    #[must_use]
    pub fn file_name(&self) -> String {
        format!("{}-{}-{}.jwt", self.aud, self.plan, self.sub)
    }

    /// What the licence is worth at `now`, for a token whose signature has been checked.
    ///
    /// # Errors
    /// [`LicenceRefusal`].
    pub fn check(&self, now: Timestamp) -> Result<Validity, LicenceRefusal> {
        let second = now.as_second();
        if second < self.nbf {
            return Err(LicenceRefusal::LicenceNotYetValid);
        }
        if second >= self.exp {
            return Err(LicenceRefusal::LicenceExpired);
        }
        Ok(if second < self.valid_until { Validity::Valid } else { Validity::InGrace })
    }
}

/// What a licence that still works is worth.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Validity {
    /// In full.
    Valid,
    /// Its time is over; it works a few days longer.
    InGrace,
}

/// Why a licence does not work.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LicenceRefusal {
    /// Its time has not come.
    #[error("the licence is not valid yet")]
    LicenceNotYetValid,
    /// Its time and its grace are over.
    #[error("the licence has expired")]
    LicenceExpired,
}

impl From<LicenceRefusal> for Refusal {
    fn from(refusal: LicenceRefusal) -> Self {
        match refusal {
            LicenceRefusal::LicenceNotYetValid => Self::new("licence_not_yet_valid"),
            LicenceRefusal::LicenceExpired => Self::new("licence_expired"),
        }
    }
}

#[cfg(test)]
mod tests;

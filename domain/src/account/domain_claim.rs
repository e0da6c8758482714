//! A mail domain that an account says is its own, and shows to be by a TXT record that only its owner can set.
//!
//! ```text
//! pending -> verified -> lost (the record is gone)      pending | verified -> released
//! ```
//! Several accounts may claim a domain; it is the one's that shows it first, until that gives it up or loses it.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use super::{BillingAccount, DomainName};
use crate::ids::{AccountId, DomainClaimId, UserId};
use crate::moment::after;
use crate::refusal::Refusal;
use crate::trial::MailDomains;

/// How many claims an account can have at once.
pub const CLAIMS_AT_ONCE: usize = 20;
/// A record that is still missing so long after it was first missed is gone: two daily looks in a row.
pub const GONE_AFTER: SignedDuration = SignedDuration::from_hours(20);
/// What the record's text begins with, before the token.
const SAYS: &str = "kassa-domain-verification=";

/// A claim of a mail domain.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DomainClaim {
    /// Its id.
    pub id: DomainClaimId,
    /// Whose.
    pub account: AccountId,
    /// Of what.
    pub domain: DomainName,
    /// What the record has to say. No secret: whoever looks the record up reads it.
    pub token: String,
    /// Who claimed it.
    pub claimed_by: UserId,
    /// When.
    #[serde(with = "crate::iso::instant")]
    pub claimed_at: Timestamp,
    /// What has become of it.
    pub state: ClaimState,
}

/// What has become of a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "status", rename_all = "snake_case")]
pub enum ClaimState {
    /// Nothing shows it yet.
    Pending,
    /// The record was there.
    Verified {
        /// When it was first seen.
        #[serde(with = "crate::iso::instant")]
        at: Timestamp,
        /// Since when it is missing, if it was when last looked for.
        #[serde(with = "crate::iso::optional_instant")]
        missing_since: Option<Timestamp>,
    },
    /// The record is gone.
    Lost {
        /// When that was found.
        #[serde(with = "crate::iso::instant")]
        at: Timestamp,
    },
    /// It was given up.
    Released {
        /// When.
        #[serde(with = "crate::iso::instant")]
        at: Timestamp,
    },
}

/// A named “no” about a claim.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ClaimRefusal {
    /// Anybody can have an address there.
    #[error("the domain is nobody's own")]
    DomainPublic {
        /// Which.
        domain: DomainName,
    },
    /// Another account has shown that it is theirs.
    #[error("the domain is another account's")]
    DomainTaken {
        /// Which.
        domain: DomainName,
    },
    /// The account claims it already.
    #[error("the account claims the domain already")]
    DomainClaimed {
        /// Which.
        domain: DomainName,
    },
    /// Too many at once.
    #[error("too many domains are claimed")]
    TooManyDomains,
    /// It was given up or lost.
    #[error("the claim is over")]
    ClaimOver,
    /// There is no record of this name.
    #[error("there is no TXT record {name}")]
    RecordMissing {
        /// The record's name.
        name: String,
    },
    /// There is one, with another text.
    #[error("the TXT record {name} says something else")]
    RecordOther {
        /// The record's name.
        name: String,
    },
}

impl From<ClaimRefusal> for Refusal {
    fn from(refusal: ClaimRefusal) -> Self {
        match refusal {
            ClaimRefusal::DomainPublic { domain } => {
                Self::new("domain_public").on("domain").with("domain", domain.as_str())
            }
            ClaimRefusal::DomainTaken { domain } => Self::new("domain_taken").with("domain", domain.as_str()),
            ClaimRefusal::DomainClaimed { domain } => {
                Self::new("domain_claimed").on("domain").with("domain", domain.as_str())
            }
            ClaimRefusal::TooManyDomains => Self::new("too_many_domains").with("max", CLAIMS_AT_ONCE as i64),
            ClaimRefusal::ClaimOver => Self::new("claim_over"),
            ClaimRefusal::RecordMissing { name } => Self::new("record_missing").with("name", name),
            ClaimRefusal::RecordOther { name } => Self::new("record_other").with("name", name),
        }
    }
}

impl BillingAccount {
    /// Claims a domain. `live` are the account's claims that are pending or verified, `token` is drawn for this one.
    ///
    /// # Errors
    /// Anybody can have an address there; it is claimed already; there are too many.
    pub fn claim_domain(
        &self,
        (id, token): (DomainClaimId, String),
        domain: DomainName,
        by: UserId,
        (live, known): (&[DomainClaim], &MailDomains),
        now: Timestamp,
    ) -> Result<DomainClaim, ClaimRefusal> {
        if known.is_public(domain.as_str()) {
            return Err(ClaimRefusal::DomainPublic { domain });
        }
        if live.iter().any(|claim| claim.domain == domain) {
            return Err(ClaimRefusal::DomainClaimed { domain });
        }
        if live.len() >= CLAIMS_AT_ONCE {
            return Err(ClaimRefusal::TooManyDomains);
        }
        let state = ClaimState::Pending;
        Ok(DomainClaim { id, account: self.id, domain, token, claimed_by: by, claimed_at: now, state })
    }
}

impl DomainClaim {
    /// The name of the TXT record that shows it.
    #[must_use]
    pub fn record_name(&self) -> String {
        format!("_kassa-challenge.{}", self.domain)
    }

    /// What that record says.
    #[must_use]
    pub fn record_value(&self) -> String {
        format!("{SAYS}{}", self.token)
    }

    /// The name of its state.
    #[must_use]
    pub const fn status(&self) -> &'static str {
        match self.state {
            ClaimState::Pending => "pending",
            ClaimState::Verified { .. } => "verified",
            ClaimState::Lost { .. } => "lost",
            ClaimState::Released { .. } => "released",
        }
    }

    /// Whether the domain is shown to be the account's.
    #[must_use]
    pub const fn is_verified(&self) -> bool {
        matches!(self.state, ClaimState::Verified { .. })
    }

    /// Whether one of these TXT records shows it. Spaces and quotes around it, which some panels add, do not matter.
    #[must_use]
    pub fn shown_by(&self, records: &[String]) -> bool {
        let wanted = self.record_value();
        records.iter().any(|record| record.trim_matches(['"', ' ']) == wanted)
    }

    /// The records under [`Self::record_name`] were looked up. `taken` says whether another account has the domain. A claim
    /// that is verified stays so.
    ///
    /// # Errors
    /// There is no record, or none that shows it; the domain is another's; the claim is over.
    pub fn verify(self, records: &[String], taken: bool, now: Timestamp) -> Result<Self, ClaimRefusal> {
        match self.state {
            ClaimState::Verified { .. } => return Ok(self),
            ClaimState::Lost { .. } | ClaimState::Released { .. } => return Err(ClaimRefusal::ClaimOver),
            ClaimState::Pending => {}
        }
        if records.is_empty() {
            return Err(ClaimRefusal::RecordMissing { name: self.record_name() });
        }
        if !self.shown_by(records) {
            return Err(ClaimRefusal::RecordOther { name: self.record_name() });
        }
        if taken {
            return Err(ClaimRefusal::DomainTaken { domain: self.domain });
        }
        Ok(Self { state: ClaimState::Verified { at: now, missing_since: None }, ..self })
    }

    /// The records were looked up again. Missing once is remembered; missing still after [`GONE_AFTER`] loses the domain.
    /// What is not verified stays as it is.
    #[must_use]
    pub fn recheck(self, records: &[String], now: Timestamp) -> Self {
        let ClaimState::Verified { at, missing_since } = self.state else { return self };
        let state = match (self.shown_by(records), missing_since) {
            (true, _) => ClaimState::Verified { at, missing_since: None },
            (false, None) => ClaimState::Verified { at, missing_since: Some(now) },
            (false, Some(since)) if now < after(since, GONE_AFTER) => self.state,
            (false, Some(_)) => ClaimState::Lost { at: now },
        };
        Self { state, ..self }
    }

    /// Gives it up.
    ///
    /// # Errors
    /// It is over.
    pub fn release(self, now: Timestamp) -> Result<Self, ClaimRefusal> {
        match self.state {
            ClaimState::Pending | ClaimState::Verified { .. } => {
                Ok(Self { state: ClaimState::Released { at: now }, ..self })
            }
            ClaimState::Lost { .. } | ClaimState::Released { .. } => Err(ClaimRefusal::ClaimOver),
        }
    }
}

#[cfg(test)]
mod tests;

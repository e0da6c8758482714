//! A trial: asked for, started once the e-mail address is proved, over after its days, and convertible a while longer.
//!
//! Owns the one-trial rule's key and the trial's own days. Guarantees that a trial without a proved address is never
//! started and that time alone ends it. What the customer may use meanwhile is the subscription's business.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::access::{Actor, Target};
use crate::checkout::VerifiedEmail;
use crate::ids::{AccountId, OrderId, SubscriptionId, TrialId};
use crate::moment::{after, days, days_until};

mod company;
mod outlook;
mod refused;
mod request;
mod view;

pub use company::{CompanyKey, MailDomains};
pub use outlook::Outlook;
pub use refused::TrialRefusal;
pub use request::{TrialForm, TrialOffer, TrialRequest};
pub use view::{TrialStage, TrialView, Viewer};

/// How long a request waits for its code.
pub const REQUEST_DAYS: u32 = 1;
/// How long a trial can be converted after its end.
pub const CONVERTIBLE_DAYS: u32 = 30;
/// A trial with so many days left ends soon: its page says so, and its owner is reminded.
pub const ENDING_SOON_DAYS: u32 = 5;
/// The most days by which staff extend a trial at once.
pub const MOST_EXTENSION_DAYS: u32 = 90;

/// A trial.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Trial {
    /// Its id.
    pub id: TrialId,
    /// What is tried; there is one trial per company and product.
    pub product: String,
    /// The company, as the one-trial rule counts it.
    pub company: CompanyKey,
    /// What was asked for.
    pub request: TrialRequest,
    /// Where it stands.
    pub state: TrialState,
}

/// Where a trial stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "status", rename_all = "snake_case")]
pub enum TrialState {
    /// Asked for; the code is on its way.
    Requested {
        /// When the request is forgotten.
        #[serde(with = "crate::iso::instant")]
        expires_at: Timestamp,
    },
    /// In use.
    Running {
        /// To whom it belongs.
        #[serde(flatten)]
        started: Started,
        /// When it ends.
        #[serde(with = "crate::iso::instant")]
        ends_at: Timestamp,
    },
    /// Over, with its data kept.
    Expired {
        /// To whom it belongs.
        #[serde(flatten)]
        started: Started,
        /// When it ended.
        #[serde(with = "crate::iso::instant")]
        ended_at: Timestamp,
        /// Until when it can be converted.
        #[serde(with = "crate::iso::instant")]
        convertible_until: Timestamp,
    },
    /// Bought.
    Converted {
        /// To whom it belongs.
        #[serde(flatten)]
        started: Started,
        /// By which order.
        order: OrderId,
        /// When.
        #[serde(with = "crate::iso::instant")]
        at: Timestamp,
    },
}

/// What a trial has since it was started.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Started {
    /// The account that was made or found for it.
    pub account: AccountId,
    /// What goes on when the trial is bought.
    pub subscription: SubscriptionId,
    /// The proved address.
    pub owner: VerifiedEmail,
    /// When.
    #[serde(with = "crate::iso::instant")]
    pub started_at: Timestamp,
    /// What staff added, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub extensions: Vec<Extension>,
}

/// Days that staff added.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Extension {
    /// How many.
    pub days: u32,
    /// By whom.
    pub by: Actor,
    /// Why.
    pub reason: String,
    /// When.
    #[serde(with = "crate::iso::instant")]
    pub at: Timestamp,
}

impl TrialState {
    /// The name of the state, as stored in the index column and said by the API.
    #[must_use]
    pub const fn status(&self) -> &'static str {
        match self {
            Self::Requested { .. } => "requested",
            Self::Running { .. } => "running",
            Self::Expired { .. } => "expired",
            Self::Converted { .. } => "converted",
        }
    }
}

impl Trial {
    /// A trial that was asked for.
    #[must_use]
    pub fn request(id: TrialId, product: &str, request: TrialRequest, domains: &MailDomains, now: Timestamp) -> Self {
        let company = CompanyKey::of(&request.email, domains);
        let state = TrialState::Requested { expires_at: after(now, days(REQUEST_DAYS)) };
        Self { id, product: product.to_owned(), company, request, state }
    }

    /// The name of the state.
    #[must_use]
    pub const fn status(&self) -> &'static str {
        self.state.status()
    }

    /// What it has since it was started; `None` for a request.
    #[must_use]
    pub const fn started(&self) -> Option<&Started> {
        match &self.state {
            TrialState::Requested { .. } => None,
            TrialState::Running { started, .. }
            | TrialState::Expired { started, .. }
            | TrialState::Converted { started, .. } => Some(started),
        }
    }

    /// When it ends; `None` if it does not run.
    #[must_use]
    pub const fn ends_at(&self) -> Option<Timestamp> {
        match &self.state {
            TrialState::Running { ends_at, .. } => Some(*ends_at),
            _ => None,
        }
    }

    /// What decides who may do what with it.
    #[must_use]
    pub fn target(&self) -> Target {
        Target::Trial { id: self.id, account: self.started().map(|started| started.account) }
    }

    /// Starts the trial for whoever proved the address. `taken` says whether the company has had one of this product.
    ///
    /// # Errors
    /// Another address was proved, there was one before, it was started, or the request has expired.
    pub fn start(
        mut self,
        owner: VerifiedEmail,
        account: AccountId,
        subscription: SubscriptionId,
        taken: bool,
        now: Timestamp,
    ) -> Result<Self, TrialRefusal> {
        let TrialState::Requested { expires_at } = self.state else {
            return Err(TrialRefusal::TrialAlreadyStarted);
        };
        if owner.email != self.request.email {
            return Err(TrialRefusal::OtherEmailProved);
        }
        if expires_at <= now {
            return Err(TrialRefusal::TrialRequestExpired);
        }
        if taken {
            return Err(TrialRefusal::TrialNotAvailable);
        }
        let started = Started { account, subscription, owner, started_at: now, extensions: Vec::new() };
        self.state = TrialState::Running { started, ends_at: after(now, days(self.request.days)) };
        Ok(self)
    }

    /// Days left, a begun one counted whole; zero once it is over, `None` if it does not run.
    #[must_use]
    pub fn days_left(&self, now: Timestamp) -> Option<u32> {
        match &self.state {
            TrialState::Running { ends_at, .. } => Some(days_until(now, *ends_at)),
            _ => None,
        }
    }

    /// Ends a trial whose days are over. The time in which it can be converted counts from its end, however late this is
    /// called.
    ///
    /// # Errors
    /// It still runs, was never started, or has ended.
    pub fn expire(mut self, now: Timestamp) -> Result<Self, TrialRefusal> {
        match self.state {
            TrialState::Running { started, ends_at } if ends_at <= now => {
                let convertible_until = after(ends_at, days(CONVERTIBLE_DAYS));
                self.state = TrialState::Expired { started, ended_at: ends_at, convertible_until };
                Ok(self)
            }
            TrialState::Running { .. } => Err(TrialRefusal::TrialStillRuns),
            TrialState::Expired { .. } => Ok(self),
            TrialState::Requested { .. } => Err(TrialRefusal::TrialNotStarted),
            TrialState::Converted { .. } => Err(TrialRefusal::TrialConverted),
        }
    }

    /// Whether the trial can be bought now.
    ///
    /// # Errors
    /// Why not: never started, bought, or over for too long.
    pub fn may_convert(&self, now: Timestamp) -> Result<(), TrialRefusal> {
        let until = match &self.state {
            TrialState::Requested { .. } => return Err(TrialRefusal::TrialNotStarted),
            TrialState::Converted { .. } => return Err(TrialRefusal::TrialConverted),
            TrialState::Running { ends_at, .. } => after(*ends_at, days(CONVERTIBLE_DAYS)),
            TrialState::Expired { convertible_until, .. } => *convertible_until,
        };
        if now < until { Ok(()) } else { Err(TrialRefusal::TrialTooLongAgo) }
    }

    /// Records that the trial was bought. An order that was placed in time converts it even if it commits later. The
    /// same order again changes nothing.
    ///
    /// # Errors
    /// Never started, or bought by another order.
    pub fn convert(mut self, order: OrderId, now: Timestamp) -> Result<Self, TrialRefusal> {
        match self.state {
            TrialState::Requested { .. } => return Err(TrialRefusal::TrialNotStarted),
            TrialState::Converted { order: by, .. } if by != order => return Err(TrialRefusal::TrialConverted),
            TrialState::Converted { .. } => return Ok(self),
            TrialState::Running { started, .. } | TrialState::Expired { started, .. } => {
                self.state = TrialState::Converted { started, order, at: now };
            }
        }
        Ok(self)
    }

    /// What its newest licence is issued for: the trial itself, or its last extension.
    #[must_use]
    pub fn licence_source(&self) -> String {
        match self.started().map_or(0, |started| started.extensions.len()) {
            0 => self.id.to_string(),
            extensions => format!("{}+{extensions}", self.id),
        }
    }

    /// Adds days: to what is left of a running trial, or from now on to one that is over.
    ///
    /// # Errors
    /// Too many days or none, never started, or bought.
    pub fn extend(mut self, added: u32, by: Actor, reason: &str, now: Timestamp) -> Result<Self, TrialRefusal> {
        if !(1..=MOST_EXTENSION_DAYS).contains(&added) {
            return Err(TrialRefusal::TrialExtension { most: MOST_EXTENSION_DAYS });
        }
        let (mut started, from) = match self.state {
            TrialState::Requested { .. } => return Err(TrialRefusal::TrialNotStarted),
            TrialState::Converted { .. } => return Err(TrialRefusal::TrialConverted),
            TrialState::Running { started, ends_at } => (started, ends_at.max(now)),
            TrialState::Expired { started, .. } => (started, now),
        };
        started.extensions.push(Extension { days: added, by, reason: reason.to_owned(), at: now });
        self.state = TrialState::Running { started, ends_at: after(from, days(added)) };
        Ok(self)
    }
}

#[cfg(test)]
mod tests;

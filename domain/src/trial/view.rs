//! A trial as its page shows it: where it stands at a moment, and what can be done.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{CONVERTIBLE_DAYS, Trial, TrialState};
use crate::email::Email;
use crate::ids::{OrderId, TrialId};
use crate::moment::{after, days, days_until};

/// A trial, for whoever may see it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TrialView {
    /// Its id.
    pub id: TrialId,
    /// The plan's id.
    pub plan: String,
    /// How many seats.
    pub seats: u32,
    /// How many days were asked for.
    pub days: u32,
    /// The company.
    pub company: String,
    /// Where the code went.
    pub email: Email,
    /// Where it stands.
    pub stage: TrialStage,
    /// Whether this caller can buy it now.
    pub may_convert: bool,
    /// The trial's licence, for whoever may have it, while it runs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub licence: Option<String>,
}

/// Where a trial stands at a moment. Time alone ends it: no job has to have run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "stage", rename_all = "snake_case")]
pub enum TrialStage {
    /// The address has to be proved.
    Requested {
        /// Until when.
        expires_at: Timestamp,
    },
    /// In use.
    Running {
        /// When it ends.
        ends_at: Timestamp,
        /// Days until then, a begun one counted whole.
        days_left: u32,
        /// Until when it can be bought.
        convertible_until: Timestamp,
    },
    /// Over.
    Expired {
        /// When it ended.
        ended_at: Timestamp,
        /// Until when it can be bought.
        convertible_until: Timestamp,
    },
    /// Bought.
    Converted {
        /// By which order.
        order: OrderId,
    },
}

impl Trial {
    /// The trial at `now`, for a caller who may buy it if `may_buy` and to whom `licence` may be shown.
    #[must_use]
    pub fn view(&self, may_buy: bool, licence: Option<String>, now: Timestamp) -> TrialView {
        let stage = self.stage(now);
        let running = matches!(stage, TrialStage::Running { .. });
        TrialView {
            id: self.id,
            plan: self.request.plan.clone(),
            seats: self.request.seats,
            days: self.request.days,
            company: self.request.company.clone(),
            email: self.request.email.clone(),
            stage,
            may_convert: may_buy && self.may_convert(now).is_ok(),
            licence: licence.filter(|_| running),
        }
    }

    fn stage(&self, now: Timestamp) -> TrialStage {
        match &self.state {
            TrialState::Requested { expires_at } => TrialStage::Requested { expires_at: *expires_at },
            TrialState::Running { ends_at, .. } => {
                let (ends_at, convertible_until) = (*ends_at, after(*ends_at, days(CONVERTIBLE_DAYS)));
                match days_until(now, ends_at) {
                    0 => TrialStage::Expired { ended_at: ends_at, convertible_until },
                    days_left => TrialStage::Running { ends_at, days_left, convertible_until },
                }
            }
            TrialState::Expired { ended_at, convertible_until, .. } => {
                TrialStage::Expired { ended_at: *ended_at, convertible_until: *convertible_until }
            }
            TrialState::Converted { order, .. } => TrialStage::Converted { order: *order },
        }
    }
}

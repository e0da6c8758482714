//! A trial as its page shows it: where it stands at a moment, and what can be done.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{CONVERTIBLE_DAYS, ENDING_SOON_DAYS, Trial, TrialState};
use crate::email::Email;
use crate::ids::{OrderId, TrialId};
use crate::moment::{after, days, days_until};
use crate::money::Currency;

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
    /// The currency that the account which would buy it prefers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub currency: Option<Currency>,
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
        #[serde(with = "crate::iso::instant")]
        expires_at: Timestamp,
    },
    /// Asked for by somebody who has proved the address: it only has to be started.
    Startable,
    /// It was asked for, and never started in the time for that.
    RequestExpired,
    /// In use.
    Running {
        /// When it ends.
        #[serde(with = "crate::iso::instant")]
        ends_at: Timestamp,
        /// Which of its days this is, the first being 1.
        day: u32,
        /// How many days it has, those that staff added counted.
        days: u32,
        /// Days until its end, a begun one counted whole.
        days_left: u32,
        /// Whether that is soon.
        ends_soon: bool,
        /// Until when it can be bought.
        #[serde(with = "crate::iso::instant")]
        convertible_until: Timestamp,
    },
    /// Over, and it can still be bought.
    Expired {
        /// When it ended.
        #[serde(with = "crate::iso::instant")]
        ended_at: Timestamp,
        /// Until when it can be bought.
        #[serde(with = "crate::iso::instant")]
        convertible_until: Timestamp,
    },
    /// Over for so long that it cannot be bought any more.
    Lapsed {
        /// When it ended.
        #[serde(with = "crate::iso::instant")]
        ended_at: Timestamp,
    },
    /// Bought.
    Converted {
        /// By which order.
        order: OrderId,
    },
}

/// What somebody who looks at a trial may do and have, and who they are to it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Viewer {
    /// Whether they may buy it.
    pub may_buy: bool,
    /// The currency that its account prefers.
    pub currency: Option<Currency>,
    /// Whether they have proved the address that it was asked for with.
    pub proved: bool,
    /// The trial's licence, if they may have it.
    pub licence: Option<String>,
}

impl Trial {
    /// The trial at `now`, for whoever looks.
    #[must_use]
    pub fn view(&self, viewer: Viewer, now: Timestamp) -> TrialView {
        let stage = self.stage(viewer.proved, now);
        let running = matches!(stage, TrialStage::Running { .. });
        TrialView {
            id: self.id,
            plan: self.request.plan.clone(),
            seats: self.request.seats,
            days: self.request.days,
            company: self.request.company.clone(),
            email: self.request.email.clone(),
            stage,
            may_convert: viewer.may_buy && self.may_convert(now).is_ok(),
            currency: viewer.currency,
            licence: viewer.licence.filter(|_| running),
        }
    }

    fn stage(&self, proved: bool, now: Timestamp) -> TrialStage {
        match &self.state {
            TrialState::Requested { expires_at } if *expires_at <= now => TrialStage::RequestExpired,
            TrialState::Requested { .. } if proved => TrialStage::Startable,
            TrialState::Requested { expires_at } => TrialStage::Requested { expires_at: *expires_at },
            TrialState::Running { started, ends_at } => running(started.started_at, *ends_at, now),
            TrialState::Expired { ended_at, convertible_until, .. } => over(*ended_at, *convertible_until, now),
            TrialState::Converted { order, .. } => TrialStage::Converted { order: *order },
        }
    }
}

fn running(started_at: Timestamp, ends_at: Timestamp, now: Timestamp) -> TrialStage {
    let convertible_until = after(ends_at, days(CONVERTIBLE_DAYS));
    let (days, days_left) = (days_until(started_at, ends_at), days_until(now, ends_at));
    match days_left {
        0 => over(ends_at, convertible_until, now),
        _ => TrialStage::Running {
            ends_at,
            day: (days + 1).saturating_sub(days_left).max(1),
            days,
            days_left,
            ends_soon: days_left <= ENDING_SOON_DAYS,
            convertible_until,
        },
    }
}

fn over(ended_at: Timestamp, convertible_until: Timestamp, now: Timestamp) -> TrialStage {
    if now < convertible_until {
        TrialStage::Expired { ended_at, convertible_until }
    } else {
        TrialStage::Lapsed { ended_at }
    }
}

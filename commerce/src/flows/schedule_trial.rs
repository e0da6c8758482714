//! What will happen to a trial: the jobs of its last days.

use domain::ids::TrialId;
use domain::moment::{after, days};
use domain::trial::ENDING_SOON_DAYS;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::jobs::Failure;
use crate::store::jobs::NewJob;
use crate::store::{StoreError, Tx};

/// The kind of job that ends a trial.
pub const EXPIRE_TRIAL: &str = "expire_trial";
/// The kind of job that says that a trial ends soon.
pub const REMIND_TRIAL: &str = "remind_trial";

/// What the jobs know.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
struct About {
    trial: TrialId,
}

/// When the owner of a trial with this end is reminded.
pub(super) fn remind_at(ends_at: Timestamp) -> Timestamp {
    after(ends_at, -days(ENDING_SOON_DAYS))
}

/// Sees to it that a trial is ended, and its owner reminded before; not of a trial that begins so late.
pub(super) async fn schedule(tx: &Tx, trial: TrialId, ends_at: Timestamp) -> Result<(), StoreError> {
    if tx.now() < remind_at(ends_at) {
        enqueue(tx, REMIND_TRIAL, trial, remind_at(ends_at)).await?;
    }
    enqueue(tx, EXPIRE_TRIAL, trial, ends_at).await
}

/// Enqueues one job of a trial; of each kind one waits.
pub(super) async fn enqueue(tx: &Tx, kind: &'static str, trial: TrialId, run_at: Timestamp) -> Result<(), StoreError> {
    let payload = serde_json::to_string(&About { trial })
        .map_err(|error| StoreError::Corrupt { what: "job", reason: error.to_string() })?;
    tx.enqueue(NewJob { kind, payload, unique_key: Some(format!("{kind}:{trial}")), run_at }).await
}

/// The trial that a job is about.
pub(super) fn trial_of(payload: &str) -> Result<TrialId, Failure> {
    let about: About = serde_json::from_str(payload).map_err(|error| Failure::Never(error.to_string()))?;
    Ok(about.trial)
}

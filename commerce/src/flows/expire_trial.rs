//! Writes down that a trial is over. What may be used ended with its time, whenever this runs; its data stays.

use domain::access::Actor;
use domain::trial::TrialRefusal;

use super::schedule_trial::{EXPIRE_TRIAL, enqueue, trial_of};
use crate::commerce::Commerce;
use crate::jobs::Failure;
use crate::store::events::Change;
use crate::store::{StoreError, Tx, subscriptions, trials};

impl Commerce {
    /// Ends the trial of a job if its days are over; one that got more days meanwhile is looked at again at its new end.
    /// One that has ended, or was bought, stays as it is.
    ///
    /// # Errors
    /// It may work later, or never.
    pub async fn expire_trial(&self, payload: &str) -> Result<(), Failure> {
        let id = trial_of(payload)?;
        self.store()
            .write(|tx| async move {
                let trial = trials::get(&tx, id).await?;
                let ends_at = trial.ends_at();
                match (ends_at, trial.expire(tx.now())) {
                    (Some(_), Ok(expired)) => {
                        trials::update(&tx, &expired, Change { event: "trial_expired", by: &Actor::System }).await?;
                        match expired.started() {
                            Some(started) => note(&tx, started.subscription).await,
                            None => Ok(()),
                        }
                    }
                    (Some(ends_at), Err(TrialRefusal::TrialStillRuns)) => enqueue(&tx, EXPIRE_TRIAL, id, ends_at).await,
                    _ => Ok::<_, StoreError>(()),
                }
            })
            .await?;
        Ok(())
    }
}

/// The subscription is what its history says; its event tells others that the trial is over.
async fn note(tx: &Tx, id: domain::ids::SubscriptionId) -> Result<(), StoreError> {
    let subscription = subscriptions::get(tx, id).await?;
    let change = Change { event: "subscription_trial_expired", by: &Actor::System };
    subscriptions::update(tx, &subscription, change).await
}

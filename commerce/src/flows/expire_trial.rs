//! Writes down that a trial is over. What may be used ended with its time, whenever this runs; its data stays.

use domain::access::{Action, Actor, Caller, Purpose, decide};
use domain::moment::days;
use domain::trial::{Trial, TrialRefusal};

use super::provision_trial::LINK_DAYS;
use super::schedule_trial::{EXPIRE_TRIAL, enqueue, trial_of};
use crate::commerce::Commerce;
use crate::error::CommerceError;
use crate::jobs::Failure;
use crate::mails::{self, Letter};
use crate::store::events::Change;
use crate::store::{StoreError, Tx, subscriptions, trials, users};

impl Commerce {
    /// Ends the trial of a job if its days are over, and writes to its owner; one that got more days meanwhile is looked at again at its new end.
    /// One that has ended, or was bought, stays as it is.
    ///
    /// # Errors
    /// It may work later, or never.
    pub async fn expire_trial(&self, payload: &str) -> Result<(), Failure> {
        let id = trial_of(payload)?;
        self.store()
            .write(|tx| async move {
                let trial = trials::get(&tx, id).await?;
                decide(&Caller::SYSTEM, Action::ExpireTrial, &trial.target(), tx.now())?;
                let ends_at = trial.ends_at();
                match (ends_at, trial.expire(tx.now())) {
                    (Some(_), Ok(expired)) => {
                        trials::update(&tx, &expired, Change { event: "trial_expired", by: &Actor::System }).await?;
                        self.close(&tx, &expired).await?;
                    }
                    (Some(ends_at), Err(TrialRefusal::TrialStillRuns)) => {
                        enqueue(&tx, EXPIRE_TRIAL, id, ends_at).await?;
                    }
                    _ => {}
                }
                Ok::<_, CommerceError>(())
            })
            .await?;
        Ok(())
    }

    /// Tells whoever has to know: others by the subscription's event (it is what its history says), the owner by letter.
    async fn close(&self, tx: &Tx, expired: &Trial) -> Result<(), StoreError> {
        let Some(started) = expired.started() else { return Ok(()) };
        let subscription = subscriptions::get(tx, started.subscription).await?;
        let change = Change { event: "subscription_trial_expired", by: &Actor::System };
        subscriptions::update(tx, &subscription, change).await?;
        let owner = users::get(tx, started.owner.user).await?;
        let link = self.create_link(tx, expired.id, Purpose::Buy, days(LINK_DAYS)).await?.id;
        mails::post(tx, &owner.email, &owner.language, Letter::TrialEnded { trial: expired.id, link }).await
    }
}

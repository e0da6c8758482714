//! Says that a trial ends soon.

use domain::access::{Action, Caller, Purpose, decide};
use domain::moment::{after, days};
use jiff::Timestamp;

use super::provision_trial::LINK_DAYS;
use super::schedule_trial::{REMIND_TRIAL, enqueue, remind_at, trial_of};
use crate::commerce::Commerce;
use crate::error::CommerceError;
use crate::jobs::Failure;
use crate::mails::{self, Letter};
use crate::store::{StoreError, Tx, mails as sent, trials, users};

impl Commerce {
    /// Writes to the owner of the trial of a job, once, if it ends soon; looks again later at one that got more days. One
    /// that has ended, or was bought, needs no letter.
    ///
    /// # Errors
    /// It may work later, or never.
    pub async fn remind_trial(&self, payload: &str) -> Result<(), Failure> {
        let id = trial_of(payload)?;
        self.store()
            .write(|tx| async move {
                let trial = trials::get(&tx, id).await?;
                decide(&Caller::SYSTEM, Action::RemindOfTrial, &trial.target(), tx.now())?;
                let (Some(ends_at), Some(started)) = (trial.ends_at(), trial.started()) else { return Ok(()) };
                match tx.now() {
                    now if ends_at <= now => {}
                    now if now < remind_at(ends_at) => enqueue(&tx, REMIND_TRIAL, id, remind_at(ends_at)).await?,
                    _ => self.write_once(&tx, id, started.owner.user, ends_at).await?,
                }
                Ok::<_, CommerceError>(())
            })
            .await?;
        Ok(())
    }

    async fn write_once(
        &self,
        tx: &Tx,
        trial: domain::ids::TrialId,
        owner: domain::ids::UserId,
        ends_at: Timestamp,
    ) -> Result<(), StoreError> {
        let owner = users::get(tx, owner).await?;
        let this_time = after(remind_at(ends_at), -days(1));
        if !sent::decided_since(tx, &owner.email, Letter::TRIAL_ENDING, this_time).await?.is_empty() {
            return Ok(());
        }
        let link = self.create_link(tx, trial, Purpose::Buy, days(LINK_DAYS)).await?.id;
        mails::post(tx, &owner.email, &owner.language, Letter::TrialEnding { trial, link }).await
    }
}

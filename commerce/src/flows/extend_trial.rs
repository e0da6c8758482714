//! Giving a customer's trial more days, on its behalf.

use domain::access::{Action, decide};
use domain::ids::TrialId;
use domain::trial::TrialRefusal;
use jiff::Timestamp;

use super::issue_licence::LicenceFor;
use super::schedule_trial::schedule;
use crate::commerce::Commerce;
use crate::error::CommerceError;
use crate::store::events::Change;
use crate::store::{actings, subscriptions, trials};
use crate::visit::Visit;

impl Commerce {
    /// Adds days to what is left of a trial, or from now on to one that is over: its subscription goes on and a new licence
    /// says so. The reason is the one for which the caller acts.
    ///
    /// # Errors
    /// Nobody acts for its account here; too many days or none; never started, or bought.
    pub async fn extend_trial(&self, visit: &Visit, id: TrialId, added: u32) -> Result<Timestamp, CommerceError> {
        self.store()
            .write(|tx| async move {
                let now = tx.now();
                let trial = trials::find(&tx, id).await?.ok_or(CommerceError::NOT_FOUND)?;
                let target = trial.target();
                decide(&visit.caller, Action::ExtendTrial, &target, now)?;
                let session = visit.session.ok_or(CommerceError::NOT_FOUND)?;
                let acting = actings::of_session(&tx, session, now).await?.ok_or(CommerceError::NOT_FOUND)?;
                let by = &visit.caller.actor(&target, now);
                let trial = trial.extend(added, by.clone(), &acting.reason.to_string(), now);
                let trial = trial.map_err(CommerceError::refused)?;
                let (Some(started), Some(ends_at)) = (trial.started(), trial.ends_at()) else {
                    return Err(CommerceError::refused(TrialRefusal::TrialNotStarted));
                };
                let subscription = subscriptions::get(&tx, started.subscription).await?;
                let longer = subscription.extend_trial(ends_at, by.clone(), now).map_err(CommerceError::refused)?;
                subscriptions::update(&tx, &longer, Change { event: "subscription_trial_extended", by }).await?;
                trials::update(&tx, &trial, Change { event: "trial_extended", by }).await?;
                if let Some(entitlement) = &longer.entitlement_at(now) {
                    let source_id = &trial.licence_source();
                    let (subscription, account) = (started.subscription, started.account);
                    self.issue_licence(&tx, LicenceFor { source_id, subscription, account, entitlement }).await?;
                }
                schedule(&tx, id, ends_at).await?;
                Ok(ends_at)
            })
            .await
    }
}

//! The letters of a trial.

use domain::ids::{LinkId, TrialId};
use domain::moment::{after, days, days_until, start_of, utc_date};
use domain::trial::{CONVERTIBLE_DAYS, TrialState};
use messages::Words;
use messages::mail::{
    MailContent, TrialEndedFacts, TrialEndingFacts, TrialExistingFacts, TrialStartedFacts, trial_ended, trial_ending,
    trial_existing, trial_started,
};

use crate::commerce::Commerce;
use crate::jobs::Failure;
use crate::store::{licences, trials};

impl Commerce {
    /// `None` when the trial is over before the letter was written.
    pub(super) async fn trial_started_letter(
        &self,
        words: Words,
        id: TrialId,
        link: LinkId,
    ) -> Result<Option<MailContent>, Failure> {
        let db = self.store().read();
        let trial = trials::get(db, id).await?;
        let Some(ends_at) = trial.ends_at() else { return Ok(None) };
        let facts = TrialStartedFacts {
            plan: self.plan_name(words, &trial.request.plan),
            name: trial.request.name,
            seats: trial.request.seats,
            ends_on: utc_date(ends_at),
            trial_url: self.link_url(link),
            licence: licences::issued_for(db, &id.to_string()).await?.map(|licence| licence.token),
        };
        Ok(Some(trial_started(words, &self.seller().house, &facts)))
    }

    /// `None` when the trial was bought or ended meanwhile.
    pub(super) async fn trial_ending_letter(
        &self,
        words: Words,
        id: TrialId,
        link: LinkId,
    ) -> Result<Option<MailContent>, Failure> {
        let trial = trials::get(self.store().read(), id).await?;
        let Some(ends_at) = trial.ends_at() else { return Ok(None) };
        let facts = TrialEndingFacts {
            plan: self.plan_name(words, &trial.request.plan),
            name: trial.request.name,
            ends_on: utc_date(ends_at),
            days_left: i64::from(days_until(start_of(self.today()), start_of(utc_date(ends_at)))),
            convertible_until: utc_date(after(ends_at, days(CONVERTIBLE_DAYS))),
            convert_url: self.link_url(link),
        };
        Ok(Some(trial_ending(words, &self.seller().house, &facts)))
    }

    /// `None` when the trial was bought, or got more days, meanwhile.
    pub(super) async fn trial_ended_letter(
        &self,
        words: Words,
        id: TrialId,
        link: LinkId,
    ) -> Result<Option<MailContent>, Failure> {
        let trial = trials::get(self.store().read(), id).await?;
        let TrialState::Expired { ended_at, convertible_until, .. } = trial.state else { return Ok(None) };
        let facts = TrialEndedFacts {
            plan: self.plan_name(words, &trial.request.plan),
            name: trial.request.name,
            ended_on: utc_date(ended_at),
            convertible_until: utc_date(convertible_until),
            convert_url: self.link_url(link),
        };
        Ok(Some(trial_ended(words, &self.seller().house, &facts)))
    }

    pub(super) async fn trial_existing_letter(
        &self,
        words: Words,
        id: TrialId,
        link: LinkId,
    ) -> Result<MailContent, Failure> {
        let trial = trials::get(self.store().read(), id).await?;
        let plan = self.plan_name(words, &trial.request.plan);
        let facts = TrialExistingFacts { plan, trial_url: self.link_url(link) };
        Ok(trial_existing(words, &self.seller().house, &facts))
    }
}

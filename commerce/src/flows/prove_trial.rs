//! Proving the address of a trial, which starts it.

use domain::access::{Action, Scope};
use domain::email::Email;
use domain::ids::TrialId;
use domain::trial::TrialRefusal;

use super::request_code::CodeSent;
use super::verify_code::{Entered, Verified};
use super::view_trial::reach;
use crate::commerce::Commerce;
use crate::error::CommerceError;
use crate::store::trials;
use crate::visit::{NewCookie, Visit};

/// A trial whose address was just proved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TrialProved {
    /// The trial to show: this one, or the one that this person's company has already, if they belong to it. Or why none
    /// was started.
    pub outcome: Result<TrialId, TrialRefusal>,
    /// The proved address.
    pub email: Email,
    /// The browser is signed in with this, whatever became of the trial.
    pub cookie: Option<NewCookie>,
}

impl Commerce {
    /// Sends another code to the address of a trial that was asked for, in the language with this code.
    ///
    /// # Errors
    /// Not the caller's; too soon after the last one, or too many.
    pub async fn ask_trial_code(&self, visit: &Visit, id: TrialId, language: &str) -> Result<CodeSent, CommerceError> {
        let trial = reach(self.store().read(), &visit.caller, id, Action::StartTrial, self.now()).await?;
        self.request_code(visit, trial.request.email.as_str(), language).await
    }

    /// Checks the code as typed. When it is right, this browser is signed in, and the trial starts if it may.
    ///
    /// # Errors
    /// Not the caller's; the code is malformed, wrong, used, expired or was tried too often.
    pub async fn prove_trial(
        &self,
        visit: &Visit,
        id: TrialId,
        typed: &str,
        language: &str,
    ) -> Result<TrialProved, CommerceError> {
        let trial = reach(self.store().read(), &visit.caller, id, Action::StartTrial, self.now()).await?;
        let entered = &Entered::read(trial.request.email.as_str(), typed, Some(Scope::Trial(id)))?;
        let proved = self.store().write(|tx| async move {
            let Verified { email, cookie } = match self.try_code(&tx, visit, entered, language).await? {
                Ok(verified) => verified,
                Err(refusal) => return Ok(Err(refusal)),
            };
            let outcome = self.deliver_trial(&tx, trials::get(&tx, id).await?, email.clone()).await?;
            Ok::<_, CommerceError>(Ok(TrialProved { outcome, email: email.email, cookie }))
        });
        proved.await?.map_err(CommerceError::refused)
    }
}

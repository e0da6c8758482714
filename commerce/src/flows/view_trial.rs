//! A trial as its page shows it.

use domain::access::{Action, Caller, decide};
use domain::ids::TrialId;
use domain::trial::{Trial, TrialView, Viewer};
use jiff::Timestamp;
use sea_orm::ConnectionTrait;

use crate::commerce::Commerce;
use crate::error::CommerceError;
use crate::store::{billing_accounts, licences, trials, users};
use crate::visit::Visit;

impl Commerce {
    /// The trial, with its licence for those who may have it.
    ///
    /// # Errors
    /// There is none, or none that the caller may know of; the database failed.
    pub async fn view_trial(&self, visit: &Visit, id: TrialId) -> Result<TrialView, CommerceError> {
        let (db, now) = (self.store().read(), self.now());
        let trial = reach(db, &visit.caller, id, Action::ViewTrial, now).await?;
        let may = |action| decide(&visit.caller, action, &trial.target(), now).is_ok();
        let licence = match may(Action::DownloadTrialLicence) {
            true => licences::issued_for(db, &trial.licence_source()).await?.map(|licence| licence.token),
            false => None,
        };
        let proved = match (visit.caller.user(), may(Action::StartTrial)) {
            (Some(user), true) => users::get(db, user).await?.email == trial.request.email,
            _ => false,
        };
        let may_buy = may(Action::ConvertTrial);
        let currency = match trial.started().filter(|_| may_buy) {
            Some(started) => billing_accounts::get(db, started.account).await?.profile.currency,
            None => None,
        };
        Ok(trial.view(Viewer { may_buy, currency, proved, licence }, now))
    }
}

/// The trial, if `caller` may do `action` with it now.
///
/// # Errors
/// There is none, or none that the caller may know of; what they lack; the database failed.
pub(super) async fn reach(
    db: &impl ConnectionTrait,
    caller: &Caller,
    id: TrialId,
    action: Action,
    now: Timestamp,
) -> Result<Trial, CommerceError> {
    let trial = trials::find(db, id).await?.ok_or(CommerceError::NOT_FOUND)?;
    decide(caller, action, &trial.target(), now)?;
    Ok(trial)
}

//! Asking for a trial.
//!
//! Whether the company has had one is looked at only when the address is proved: nobody learns anything about a company
//! by naming one of its addresses, and nobody's mailbox is filled by strangers.

use domain::access::{Action, Purpose, Scope, Target, decide};
use domain::checkout::VerifiedEmail;
use domain::ids::{SessionId, TrialId};
use domain::trial::{Trial, TrialForm, TrialOffer, TrialRefusal, TrialRequest, TrialState};

use super::start_checkout::buys_at_all;
use crate::commerce::Commerce;
use crate::error::CommerceError;
use crate::mail_domains;
use crate::store::events::Change;
use crate::store::sessions::grant;
use crate::store::{StoreError, Tx, email_codes, trials, users};
use crate::visit::{NewCookie, Visit, grant_to, session_of};

/// A trial that was asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TrialAsked {
    /// The trial to show. When this browser had proved the address before, it runs.
    pub trial: TrialId,
    /// A code is on its way and has to be entered.
    pub code_sent: bool,
    /// The browser's session began with this.
    pub cookie: Option<NewCookie>,
}

impl Commerce {
    /// Keeps a request for a trial and sends a code to its address, in the language with this code; starts the trial at
    /// once when this browser is signed in with that address. Asked twice by the same browser it is one request.
    ///
    /// # Errors
    /// Everything that is missing or wrong in the form, with its field; too many codes; for a proved address, that the
    /// company has had a trial.
    pub async fn start_trial(
        &self,
        visit: &Visit,
        form: &TrialForm,
        language: &str,
    ) -> Result<TrialAsked, CommerceError> {
        decide(&visit.caller, Action::RequestTrial, &Target::Public, self.now())?;
        buys_at_all(&visit.caller)?;
        let catalogue = self.goods().book.nearest(self.today());
        let offer = catalogue.plan(&form.plan).map_or(TrialOffer::NONE, TrialOffer::from);
        let request = &form.check(offer).map_err(CommerceError::Refused)?;
        let asked = self.store().write(|tx| async move { self.ask_for(&tx, visit, request, language).await });
        asked.await?.map_err(CommerceError::refused)
    }

    async fn ask_for(
        &self,
        tx: &Tx,
        visit: &Visit,
        request: &TrialRequest,
        language: &str,
    ) -> Result<Result<TrialAsked, TrialRefusal>, CommerceError> {
        let email = &request.email;
        tx.guard(&format!("code:{}", email.normalised())).await?;
        let (session, cookie) = session_of(tx, visit).await?;
        let trial = match asked_before(tx, session, request).await? {
            Some(trial) => trial,
            None => self.keep_request(tx, &Visit { session: Some(session), ..visit.clone() }, request).await?,
        };
        let asked = TrialAsked { trial: trial.id, code_sent: false, cookie };
        if trial.started().is_some() {
            return Ok(Ok(asked));
        }
        if let Some(owner) = proved(tx, visit, request).await? {
            let shown = self.deliver_trial(tx, trial, owner).await?;
            return Ok(shown.map(|trial| TrialAsked { trial, ..asked }));
        }
        let holder = session.to_string();
        let waiting = email_codes::find(tx, &holder, email).await?;
        if waiting.is_none_or(|(_, code)| code.hash(tx.now()).is_none()) {
            self.send_code(tx, &holder, email, (language, None)).await?;
        }
        Ok(Ok(TrialAsked { code_sent: true, ..asked }))
    }

    async fn keep_request(&self, tx: &Tx, visit: &Visit, request: &TrialRequest) -> Result<Trial, StoreError> {
        let product = &self.seller().product;
        let trial = Trial::request(tx.id(), product, request.clone(), mail_domains::shipped(), tx.now());
        let by = visit.caller.actor(&trial.target(), tx.now());
        trials::insert(tx, &trial, Change { event: "trial_requested", by: &by }).await?;
        grant_to(tx, visit, trial.id, &Purpose::Buy).await?;
        Ok(trial)
    }
}

/// The same request of the same browser, unless it waited too long.
async fn asked_before(tx: &Tx, session: SessionId, request: &TrialRequest) -> Result<Option<Trial>, StoreError> {
    for grant in grant::of_session(tx, session).await? {
        let Scope::Trial(id) = grant.scope else { continue };
        let Some(trial) = trials::find(tx, id).await? else { continue };
        let over = matches!(trial.state, TrialState::Requested { expires_at } if expires_at <= tx.now());
        if trial.request == *request && grant.purpose == Purpose::Buy && !over {
            return Ok(Some(trial));
        }
    }
    Ok(None)
}

/// The proof that whoever is signed in has the requested address.
async fn proved(tx: &Tx, visit: &Visit, request: &TrialRequest) -> Result<Option<VerifiedEmail>, StoreError> {
    let Some(id) = visit.caller.user() else { return Ok(None) };
    let user = users::get(tx, id).await?;
    let same = user.email == request.email;
    Ok(same.then_some(VerifiedEmail { email: user.email, user: id, at: user.verified_at }))
}

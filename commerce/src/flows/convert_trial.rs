//! Buying what was tried: a checkout whose order goes on with the trial's subscription, and with its licence's lineage.

use std::collections::BTreeMap;

use domain::access::{Action, Scope};
use domain::address::Address;
use domain::checkout::{Content, Details, Purpose, Selection};
use domain::ids::{CheckoutId, TrialId};
use domain::money::Currency;
use domain::term::Term;
use domain::trial::{TrialRefusal, TrialRequest};

use super::being_bought::given_up;
use super::start_checkout::Started;
use super::view_trial::reach;
use crate::commerce::Commerce;
use crate::error::CommerceError;
use crate::store::sessions::grant;
use crate::store::{StoreError, Tx, billing_accounts, checkouts};
use crate::visit::Visit;

impl Commerce {
    /// Opens a checkout for the plan and seats of a trial, with what is known about the buyer filled in. Asked again by
    /// the same browser it answers the checkout that is open.
    ///
    /// # Errors
    /// Not the caller's to buy; never started, bought, or over for too long; the plan is not sold any more; the database
    /// failed.
    pub async fn convert_trial(&self, visit: &Visit, id: TrialId) -> Result<Started, CommerceError> {
        self.store()
            .write(|tx| async move {
                tx.guard(&format!("convert:{id}")).await?;
                let trial = reach(&tx, &visit.caller, id, Action::ConvertTrial, tx.now()).await?;
                trial.may_convert(tx.now()).map_err(CommerceError::refused)?;
                let never = || CommerceError::refused(TrialRefusal::TrialNotStarted);
                let started = trial.started().ok_or_else(never)?;
                if let Some(checkout) = open_conversion(&tx, visit, id).await? {
                    return Ok(Started { checkout, cookie: None });
                }
                given_up(&tx, &trial).await?;
                let account = billing_accounts::get(&tx, started.account).await?;
                let content = Content {
                    selection: self.selection_of(&trial.request, account.profile.currency),
                    details: details_of(&trial.request),
                };
                let purpose = Purpose::Conversion { trial: id, subscription: started.subscription };
                self.open_for(&tx, visit, purpose, Some(started.account), content).await
            })
            .await
    }

    /// What was tried, for a year if it is sold so, in the account's currency or the catalogue's first. The buyer can
    /// change all of it.
    fn selection_of(&self, request: &TrialRequest, preferred: Option<Currency>) -> Selection {
        let catalogue = self.goods().book.nearest(self.today());
        let plan = catalogue.plan(&request.plan);
        let mut terms = std::iter::once(Term::Year).chain(Term::ALL);
        Selection {
            plan: request.plan.clone(),
            seats: request.seats,
            term: terms.find(|term| plan.is_some_and(|plan| plan.sold_for(*term))),
            currency: preferred
                .or_else(|| catalogue.currencies.first().copied())
                .expect("a catalogue that passed its check sells in a currency"),
            coupon: None,
            addon: BTreeMap::new(),
        }
    }
}

fn details_of(request: &TrialRequest) -> Details {
    Details {
        company: request.company.clone(),
        contact_name: request.name.clone(),
        contact_email: request.email.to_string(),
        address: Address { country: Some(request.country), ..Address::default() },
        ..Details::default()
    }
}

/// The checkout in which this browser is buying the trial already.
async fn open_conversion(tx: &Tx, visit: &Visit, wanted: TrialId) -> Result<Option<CheckoutId>, StoreError> {
    let Some(session) = visit.session else { return Ok(None) };
    for grant in grant::of_session(tx, session).await? {
        let Scope::Checkout(id) = grant.scope else { continue };
        let checkout = checkouts::get(tx, id).await?;
        let same = matches!(checkout.purpose, Purpose::Conversion { trial, .. } if trial == wanted);
        if same && checkout.may_edit(tx.now()).is_ok() {
            return Ok(Some(id));
        }
    }
    Ok(None)
}

//! Opens a checkout with what was chosen on the plan page.

use domain::access::{Action, Caller, Denied, Needs, Purpose as GrantPurpose, Target, decide};
use domain::checkout::prefill::filled_in;
use domain::checkout::steps::problems;
use domain::checkout::{CheckoutSession, Content, Demands, Details, Opening, Purpose, Selection, Step, VerifiedEmail};
use domain::ids::{AccountId, CheckoutId};

use crate::commerce::Commerce;
use crate::error::CommerceError;
use crate::store::events::Change;
use crate::store::{Tx, billing_accounts, checkouts, users};
use crate::visit::{NewCookie, Visit, grant_to};

/// A checkout that was opened.
#[derive(Clone, Debug)]
pub struct Started {
    /// Which one.
    pub checkout: CheckoutId,
    /// The cookie of a browser that had no session before.
    pub cookie: Option<NewCookie>,
}

impl Commerce {
    /// Opens a checkout for `selection` and lets this browser fill it in.
    ///
    /// # Errors
    /// Every reason why the selection cannot be sold so; the database failed.
    pub async fn start_checkout(&self, visit: &Visit, selection: Selection) -> Result<Started, CommerceError> {
        decide(&visit.caller, Action::OpenCheckout, &Target::Public, self.now())?;
        buys_at_all(&visit.caller)?;
        let content = Content { selection, details: Details::default() };
        let opened = self
            .store()
            .write(|tx| {
                let content = content.clone();
                let account = buying_account(&visit.caller);
                async move { self.open_for(&tx, visit, Purpose::Purchase, account, content).await }
            })
            .await?;
        metrics::counter!("kassa_checkouts_started_total").increment(1);
        Ok(opened)
    }

    /// Opens a checkout in this transaction, for `account` if it is known who buys.
    ///
    /// # Errors
    /// Every reason why the selection cannot be sold so; the database failed.
    pub(super) async fn open_for(
        &self,
        tx: &Tx,
        visit: &Visit,
        purpose: Purpose,
        account: Option<AccountId>,
        content: Content,
    ) -> Result<Started, CommerceError> {
        let now = tx.now();
        let opening = Opening { id: tx.id(), purpose, account, opened_by: visit.caller.customer() };
        let session = CheckoutSession::open(opening, content, now);
        let session = self.introduce(tx, visit, session).await?;
        let request = session.content.quote_request(self.presumed_country(), self.today());
        let priced = self.price_in(tx, &request, None).await?;
        let facts = self.step_facts(&visit.caller, &session, &priced, Demands::NONE, now);
        let refusals = problems(&session, &facts, Step::Plan);
        if !refusals.is_empty() {
            return Err(CommerceError::Refused(refusals));
        }
        let by = visit.caller.actor(&session.target(), now);
        checkouts::insert(tx, &session, Change { event: "checkout_started", by: &by }).await?;
        let cookie = grant_to(tx, visit, session.id, &GrantPurpose::Buy).await?;
        Ok(Started { checkout: session.id, cookie })
    }

    /// Whoever is signed in is not asked again who they are, nor to prove their address, nor for what their account knows.
    async fn introduce(
        &self,
        tx: &Tx,
        visit: &Visit,
        mut session: CheckoutSession,
    ) -> Result<CheckoutSession, CommerceError> {
        let Some(user) = visit.caller.customer() else { return Ok(session) };
        let user = users::get(tx, user).await?;
        session.content.details.contact_email = user.email.to_string();
        session.content.details.contact_name = user.name.unwrap_or_default();
        if let Some(account) = session.account {
            let profile = billing_accounts::get(tx, account).await?.profile;
            session.content.details = filled_in(session.content.details, &profile, None);
        }
        let proved = VerifiedEmail { email: user.email, user: user.id, at: user.verified_at };
        session.verify_email(proved, tx.now()).map_err(CommerceError::refused)
    }
}

/// One of us buys nothing and tries nothing.
pub(super) fn buys_at_all(caller: &Caller) -> Result<(), Denied> {
    if caller.staff_roles().is_empty() { Ok(()) } else { Err(Denied::Lacks(Needs::Buyer)) }
}

/// The account that the caller may buy for, if there is exactly one; whoever has several chooses in the checkout.
fn buying_account(caller: &Caller) -> Option<AccountId> {
    let mut buying = caller.buys_for();
    buying.next().filter(|_| buying.next().is_none()).map(|(account, _)| account)
}

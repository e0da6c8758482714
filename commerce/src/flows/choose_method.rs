//! Chooses how a checkout is paid: the token that the provider's fields gave, described by the provider itself, or a way
//! to pay that the account has saved.

use domain::access::{Action, Caller, Target, decide};
use domain::checkout::{Step, StepState, step_state};
use domain::ids::{AccountId, CheckoutId, PaymentMethodId};
use domain::payment::Method;
use domain::refusal::Refusal;

use super::buying_account::buying_account;
use super::demands::demands;
use super::reach_checkout::reach;
use crate::commerce::Commerce;
use crate::error::CommerceError;
use crate::store::events::Change;
use crate::store::{Tx, checkouts, payment_methods};

impl Commerce {
    /// Chooses a way to pay, and returns what may be shown of it.
    ///
    /// # Errors
    /// No checkout the caller may pay, one that takes no changes now, no such way to pay, a provider that does not
    /// answer; the database failed.
    pub async fn choose_method(&self, caller: &Caller, id: CheckoutId, token: &str) -> Result<Method, CommerceError> {
        reach(self.store().read(), caller, id, Action::ChooseMethod, self.now()).await?;
        let method = &self.describe_method(token).await?;
        self.store().write(|tx| async move { self.choose(&tx, caller, id, method, None).await }).await?;
        Ok(method.clone())
    }

    /// Chooses a way to pay that the buying account has saved.
    ///
    /// # Errors
    /// No checkout the caller may pay, one that takes no changes now, no way to pay that they may use; the database
    /// failed.
    pub async fn choose_saved_method(
        &self,
        caller: &Caller,
        id: CheckoutId,
        saved: PaymentMethodId,
    ) -> Result<Method, CommerceError> {
        self.store()
            .write(|tx| async move {
                let session = reach(&tx, caller, id, Action::ChooseMethod, tx.now()).await?;
                let unknown = || CommerceError::refused(Refusal::new("payment_method_unknown").on("payment"));
                let buying = buying_account(&tx, &session).await?;
                if let Some(refusal) = buying.refusal(session.is_bought_by(caller)) {
                    return Err(CommerceError::refused(refusal));
                }
                let account = buying.known().ok_or_else(unknown)?;
                decide(caller, Action::ManageMethods, &Target::Account { id: account }, tx.now())?;
                let methods = payment_methods::of_account(&tx, account).await?;
                let method = methods.into_iter().find(|method| method.id.0 == saved).ok_or_else(unknown)?.state.0;
                self.choose(&tx, caller, id, &method, Some(account)).await?;
                Ok(method)
            })
            .await
    }

    /// Chooses it in the caller's name, if the steps before are done; `saved_in` is the account that has it.
    async fn choose(
        &self,
        tx: &Tx,
        caller: &Caller,
        id: CheckoutId,
        method: &Method,
        saved_in: Option<AccountId>,
    ) -> Result<(), CommerceError> {
        let now = tx.now();
        let session = reach(tx, caller, id, Action::ChooseMethod, now).await?;
        let session = if session.is_bought_by(caller) { session.joined(caller.memberships()) } else { session };
        let request = session.content.quote_request(self.presumed_country(), self.today());
        let priced = self.price_in(tx, &request, session.order()).await?;
        let hash = priced.as_ref().map_or("", |quote| &quote.hash);
        session.is_payable_for(caller, hash, now).map_err(CommerceError::refused)?;
        let demands = demands(tx, &session, &priced).await?;
        let facts = self.step_facts(caller, &session, &priced, demands, now);
        let payer = match step_state(&session, &facts, Step::Payment) {
            StepState::Blocked { reason, .. } | StepState::Closed { reason } => {
                return Err(CommerceError::refused(reason));
            }
            _ => facts.payer.ok_or_else(|| CommerceError::refused(unproved()))?,
        };
        let by = caller.actor(&session.target(), now);
        let session = session.choose_method(method.clone(), payer, now).map_err(CommerceError::refused)?;
        let session = session.saved_in(saved_in);
        checkouts::update(tx, &session, Change { event: "checkout_method_chosen", by: &by }).await?;
        Ok(())
    }
}

fn unproved() -> Refusal {
    Refusal::new("email_not_verified").on("contact_email")
}

//! Whoever may buy for several accounts says for which; the account's own details are filled in.

use domain::access::{Action, Caller, Target, decide};
use domain::account::Membered;
use domain::checkout::{CheckoutSession, CheckoutView, Purpose};
use domain::ids::{AccountId, CheckoutId};
use sea_orm::ConnectionTrait;

use super::accept_quote::account;
use super::reach_checkout::reach;
use crate::commerce::Commerce;
use crate::error::CommerceError;
use crate::store::events::Change;
use crate::store::{StoreError, billing_accounts, checkouts};

impl Commerce {
    /// Chooses the account that buys in a checkout.
    ///
    /// # Errors
    /// No checkout that the caller may fill in, or no account that they may buy for; it is not open; it is a trial that is
    /// bought, whose account is known.
    pub async fn buy_for(
        &self,
        caller: &Caller,
        checkout: CheckoutId,
        id: AccountId,
    ) -> Result<CheckoutView, CommerceError> {
        self.store()
            .write(|tx| async move {
                let now = tx.now();
                let session = reach(&tx, caller, checkout, Action::ChooseAccount, now).await?;
                decide(caller, Action::ChangeSubscriptions, &Target::Account { id }, now)?;
                if session.purpose != Purpose::Purchase {
                    return Err(CommerceError::NOT_FOUND);
                }
                let before = match session.account {
                    Some(_) => account::known(&tx, &session).await?,
                    None => None,
                };
                let before = match before {
                    Some(before) => Some(billing_accounts::get(&tx, before).await?.profile),
                    None => None,
                };
                let profile = billing_accounts::get(&tx, id).await?.profile;
                let changed = session.buy_for(id, &profile, before.as_ref(), now).map_err(CommerceError::refused)?;
                let by = caller.actor(&changed.target(), now);
                checkouts::update(&tx, &changed, Change { event: "checkout_edited", by: &by }).await?;
                self.picture(&tx, caller, &changed).await
            })
            .await
    }
}

/// Whether the caller, who buys in this checkout, has to say for which account: they could for several, or may not any more for
/// the one that was chosen.
pub(super) fn lacks_account(caller: &Caller, session: &CheckoutSession) -> bool {
    let holds = session.account.is_some_and(|id| caller.buys_for().any(|(account, _)| account == id));
    !holds && chooses(caller, session)
}

/// Whether the caller, who buys in this checkout, could do so for several accounts, or for another than was chosen.
fn chooses(caller: &Caller, session: &CheckoutSession) -> bool {
    let buyer = session.buyer();
    let buys = session.purpose == Purpose::Purchase && caller.customer().is_some_and(|user| Some(user) == buyer);
    let lost = session.account.is_some_and(|id| caller.buys_for().all(|(account, _)| account != id));
    buys && caller.buys_for().count() > usize::from(!lost)
}

/// The accounts that the caller can choose among; empty where there is nothing to choose.
pub(super) async fn buys_for(
    db: &impl ConnectionTrait,
    caller: &Caller,
    session: &CheckoutSession,
) -> Result<Vec<Membered>, StoreError> {
    let mut all = Vec::new();
    if chooses(caller, session) {
        for (id, role) in caller.buys_for() {
            all.push(Membered { id, name: billing_accounts::get(db, id).await?.profile.legal_name, role });
        }
    }
    Ok(all)
}

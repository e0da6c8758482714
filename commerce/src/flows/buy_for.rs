//! Whoever may buy for several accounts, or for several places of one, says for which; its own details are filled in.

use domain::access::{Action, Caller, Target, decide};
use domain::account::Purchaser;
use domain::checkout::view::Buying;
use domain::checkout::{BuyingAccount, CheckoutSession, CheckoutView, Purpose};
use domain::ids::CheckoutId;
use domain::refusal::Refusal;
use sea_orm::ConnectionTrait;

use super::reach_checkout::reach;
use crate::commerce::Commerce;
use crate::error::CommerceError;
use crate::store::events::Change;
use crate::store::{StoreError, billing_accounts, checkouts};

impl Commerce {
    /// Chooses the account that buys in a checkout, and for which place of it.
    ///
    /// # Errors
    /// No checkout that the caller may fill in, or no account that they may buy for, or no such place of it; somebody else has
    /// proved their address in it; it is not open; it is a trial that is bought, whose account is known.
    pub async fn buy_for(
        &self,
        caller: &Caller,
        checkout: CheckoutId,
        purchaser: Purchaser,
    ) -> Result<CheckoutView, CommerceError> {
        let Purchaser { account: id, place } = purchaser;
        self.store()
            .write(|tx| async move {
                let now = tx.now();
                let session = reach(&tx, caller, checkout, Action::ChooseAccount, now).await?;
                decide(caller, Action::ChangeSubscriptions, &Target::Account { id }, now)?;
                if session.purpose != Purpose::Purchase {
                    return Err(CommerceError::NOT_FOUND);
                }
                if !is_customer(caller, &session) {
                    return Err(CommerceError::refused(Refusal::new("account_of_another").on("account")));
                }
                let before = match session.account {
                    Some(before) => Some(billing_accounts::get(&tx, before).await?.profile),
                    None => None,
                };
                let profile = billing_accounts::get(&tx, id).await?.profile;
                let profile = profile.at(place).ok_or(CommerceError::NOT_FOUND)?;
                let changed = session.buy_for(id, &profile, before.as_ref(), now).map_err(CommerceError::refused)?;
                let by = caller.actor(&changed.target(), now);
                checkouts::update(&tx, &changed, Change { event: "checkout_edited", by: &by }).await?;
                self.picture(&tx, caller, &changed).await
            })
            .await
    }
}

/// Whether the caller says which account buys: a trial is bought for its own.
fn is_customer(caller: &Caller, session: &CheckoutSession) -> bool {
    session.purpose == Purpose::Purchase && session.is_bought_by(caller)
}

/// For whom the caller can buy in this checkout, in which this account buys.
pub(super) async fn buying(
    db: &impl ConnectionTrait,
    caller: &Caller,
    session: &CheckoutSession,
    account: BuyingAccount,
) -> Result<Buying, StoreError> {
    if !is_customer(caller, session) {
        return Ok(Buying::default());
    }
    match account {
        BuyingAccount::Lost => return Ok(Buying::default()),
        BuyingAccount::New => return Ok(Buying { only_seen: names(db, caller).await?, ..Buying::default() }),
        BuyingAccount::Known(_) | BuyingAccount::NotChosen => {}
    }
    let (mut choices, mut chosen) = (Vec::new(), None);
    for (id, role) in caller.buys_for() {
        let profile = billing_accounts::get(db, id).await?.profile;
        if account.known() == Some(id) {
            let place = profile.place_at(&session.content.details.address);
            // An address that was typed is none of several; of one, it is that account's all the same.
            let place = place.or_else(|| profile.places.is_empty().then_some(None));
            chosen = place.map(|place| Purchaser { account: id, place });
        }
        choices.extend(profile.purchasers(id, role));
    }
    // The only one there is need not be chosen, unless it takes the place of one that was.
    let nothing_to_choose = choices.len() == 1 && account.known().is_some();
    if nothing_to_choose { Ok(Buying::default()) } else { Ok(Buying { choices, chosen, only_seen: Vec::new() }) }
}

/// The names of the accounts that the caller belongs to.
async fn names(db: &impl ConnectionTrait, caller: &Caller) -> Result<Vec<String>, StoreError> {
    let mut names = Vec::new();
    for (account, _) in caller.memberships() {
        names.push(billing_accounts::get(db, *account).await?.profile.legal_name);
    }
    Ok(names)
}

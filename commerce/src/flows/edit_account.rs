//! Changing what an account's receipts say, and what its checkouts are filled in with.

use domain::access::{Action, Caller, Target, decide};
use domain::account::Profile;
use domain::ids::AccountId;

use super::reach_account::reach;
use crate::commerce::Commerce;
use crate::error::CommerceError;
use crate::store::billing_accounts;
use crate::store::events::Change;

impl Commerce {
    /// Stores a profile. Its further places stay as they are, and how the account buys where that is not the caller's to say.
    /// Orders and receipts of the past keep what they said.
    ///
    /// # Errors
    /// Everything that is missing or wrong, with its field; not the caller's to change.
    pub async fn edit_account(&self, caller: &Caller, id: AccountId, profile: Profile) -> Result<(), CommerceError> {
        let profile = &profile;
        self.store()
            .write(|tx| async move {
                let account = reach(&tx, caller, id, Action::EditAccount, tx.now()).await?;
                let mut profile = profile.read(&self.goods().tax, self.today()).map_err(CommerceError::Refused)?;
                if decide(caller, Action::SetPurchasing, &Target::Account { id }, tx.now()).is_err() {
                    // How it buys is its owners' to say: whom a limit binds does not lift it.
                    profile.purchasing = account.profile.purchasing.clone();
                }
                profile.places = account.profile.places.clone();
                if account.profile == profile {
                    return Ok(());
                }
                let by = &caller.actor(&Target::Account { id }, tx.now());
                let mut changed = account;
                changed.profile = profile;
                Ok(billing_accounts::update(&tx, &changed, Change { event: "account_edited", by }).await?)
            })
            .await
    }
}

//! Changing what an account's receipts say, and what its checkouts are filled in with.

use domain::access::{Action, Caller, Target, decide};
use domain::account::Profile;
use domain::ids::AccountId;

use super::reach_account::reach;
use crate::commerce::Commerce;
use crate::error::CommerceError;
use crate::store::events::Change;
use crate::store::{Tx, billing_accounts};

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
                edit_profile(&tx, caller, id, |before| {
                    let mut profile = profile.read(&self.goods().tax, self.today()).map_err(CommerceError::Refused)?;
                    if decide(caller, Action::SetPurchasing, &Target::Account { id }, tx.now()).is_err() {
                        // How it buys is its owners' to say: whom a limit binds does not lift it.
                        profile.purchasing = before.purchasing;
                    }
                    profile.places = before.places;
                    Ok(profile)
                })
                .await
            })
            .await
    }
}

/// Edits what an account says of itself, for a caller who may. Nothing is written where nothing changes.
///
/// # Errors
/// What `edit` says; there is no such account, or it is not the caller's to change; the database failed.
pub(super) async fn edit_profile(
    tx: &Tx,
    caller: &Caller,
    id: AccountId,
    edit: impl FnOnce(Profile) -> Result<Profile, CommerceError>,
) -> Result<(), CommerceError> {
    let mut account = reach(tx, caller, id, Action::EditAccount, tx.now()).await?;
    let profile = edit(account.profile.clone())?;
    if account.profile == profile {
        return Ok(());
    }
    let by = &caller.actor(&Target::Account { id }, tx.now());
    account.profile = profile;
    Ok(billing_accounts::update(tx, &account, Change { event: "account_edited", by }).await?)
}

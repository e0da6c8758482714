//! The further places of business of an account: added, changed, taken out.

use domain::access::{Action, Caller, Target};
use domain::account::{Place, Profile, ProfileForm};
use domain::ids::{AccountId, PlaceId};

use super::reach_account::reach;
use crate::commerce::Commerce;
use crate::error::CommerceError;
use crate::store::events::Change;
use crate::store::{Tx, billing_accounts};

impl Commerce {
    /// Stores a place: a new one, or instead of one that there is. Answers its id.
    ///
    /// # Errors
    /// Everything that is missing or wrong, with its field; there is no such place, or too many; not the caller's to change.
    pub async fn keep_place(
        &self,
        caller: &Caller,
        account: AccountId,
        place: Option<PlaceId>,
        form: &ProfileForm,
    ) -> Result<PlaceId, CommerceError> {
        self.store()
            .write(|tx| async move {
                let id = place.unwrap_or_else(|| tx.id());
                self.edit_places(&tx, caller, account, |profile| {
                    if profile.at(place).is_none() {
                        return Err(CommerceError::NOT_FOUND);
                    }
                    let read =
                        Place::typed(id, form, &self.goods().tax, self.today()).map_err(CommerceError::Refused)?;
                    profile.keep_place(read).map_err(CommerceError::refused)
                })
                .await?;
                Ok(id)
            })
            .await
    }

    /// Takes a place out. Nothing happens to what was bought for it; one that is gone stays so.
    ///
    /// # Errors
    /// Not the caller's to change; the database failed.
    pub async fn remove_place(&self, caller: &Caller, account: AccountId, place: PlaceId) -> Result<(), CommerceError> {
        self.store()
            .write(|tx| async move {
                self.edit_places(&tx, caller, account, |profile| Ok(profile.remove_place(place))).await
            })
            .await
    }

    async fn edit_places(
        &self,
        tx: &Tx,
        caller: &Caller,
        id: AccountId,
        edit: impl FnOnce(Profile) -> Result<Profile, CommerceError>,
    ) -> Result<(), CommerceError> {
        let account = reach(tx, caller, id, Action::EditAccount, tx.now()).await?;
        let profile = edit(account.profile.clone())?;
        if account.profile == profile {
            return Ok(());
        }
        let by = &caller.actor(&Target::Account { id }, tx.now());
        let mut changed = account;
        changed.profile = profile;
        Ok(billing_accounts::update(tx, &changed, Change { event: "account_edited", by }).await?)
    }
}

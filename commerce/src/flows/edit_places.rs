//! The further places of business of an account: added, changed, taken out.

use domain::access::Caller;
use domain::account::{Place, ProfileForm};
use domain::ids::{AccountId, PlaceId};

use super::edit_account::edit_profile;
use crate::commerce::Commerce;
use crate::error::CommerceError;

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
                edit_profile(&tx, caller, account, |profile| {
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
            .write(
                |tx| async move { edit_profile(&tx, caller, account, |profile| Ok(profile.remove_place(place))).await },
            )
            .await
    }
}

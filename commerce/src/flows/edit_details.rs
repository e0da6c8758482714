//! Changes who buys.

use domain::access::Caller;
use domain::checkout::{Details, Edit, EditAnswer, Step};
use domain::ids::CheckoutId;

use super::edit_checkout::{Place, Wrong};
use crate::commerce::Commerce;
use crate::error::CommerceError;

impl Commerce {
    /// Saves the details step as far as it is filled in; the answer says what is missing.
    ///
    /// # Errors
    /// The checkout is not open, or not the caller's; the database failed.
    pub async fn edit_details(
        &self,
        caller: &Caller,
        checkout: CheckoutId,
        based_on: u32,
        details: Details,
    ) -> Result<EditAnswer, CommerceError> {
        let place = Place { checkout, based_on, step: Step::Details };
        self.edit_checkout(caller, place, Wrong::Save, |_| Edit::Details(details.clone())).await
    }
}

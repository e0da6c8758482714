//! Takes the coupon off a checkout.

use domain::access::Caller;
use domain::checkout::{Edit, EditAnswer, Selection, Step};
use domain::ids::CheckoutId;

use super::edit_checkout::{Place, Wrong};
use crate::commerce::Commerce;
use crate::error::CommerceError;

impl Commerce {
    /// Takes the coupon off; always possible, whatever else may be wrong with the selection.
    ///
    /// # Errors
    /// The checkout is not open, or not the caller's; the database failed.
    pub async fn remove_coupon(
        &self,
        caller: &Caller,
        checkout: CheckoutId,
        based_on: u32,
    ) -> Result<EditAnswer, CommerceError> {
        let place = Place { checkout, based_on, step: Step::Plan };
        self.edit_checkout(caller, place, Wrong::Save, |session| {
            let shown = session.content_at(based_on).selection;
            Edit::Plan(Selection { coupon: None, ..shown })
        })
        .await
    }
}

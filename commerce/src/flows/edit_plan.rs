//! Changes what a checkout is about: plan, seats, term, currency, add-ons.

use domain::access::Caller;
use domain::checkout::{Edit, EditAnswer, Selection, Step};
use domain::ids::CheckoutId;

use super::edit_checkout::{Place, Wrong};
use crate::commerce::Commerce;
use crate::error::CommerceError;

impl Commerce {
    /// Saves the plan step. The coupon stays as it is: it has a form of its own.
    ///
    /// # Errors
    /// Every reason why the selection cannot be sold so; the checkout is not open, or not the caller's; the database
    /// failed.
    pub async fn edit_plan(
        &self,
        caller: &Caller,
        checkout: CheckoutId,
        based_on: u32,
        selection: Selection,
    ) -> Result<EditAnswer, CommerceError> {
        let place = Place { checkout, based_on, step: Step::Plan };
        self.edit_checkout(caller, place, Wrong::Refuse, |session| {
            let coupon = session.content_at(based_on).selection.coupon;
            Edit::Plan(Selection { coupon, ..selection.clone() })
        })
        .await
    }
}

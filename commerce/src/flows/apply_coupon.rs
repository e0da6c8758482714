//! Adds a coupon to a checkout, or replaces the one it has.

use domain::access::Caller;
use domain::checkout::{Edit, EditAnswer, Selection, Step, read_coupon};
use domain::ids::CheckoutId;

use super::edit_checkout::{Place, Wrong};
use crate::commerce::Commerce;
use crate::error::CommerceError;

impl Commerce {
    /// Applies the coupon with this code. It is counted as redeemed only when the quote is accepted.
    ///
    /// # Errors
    /// Every reason why it does not apply; the checkout is not open, or not the caller's; the database failed.
    pub async fn apply_coupon(
        &self,
        caller: &Caller,
        checkout: CheckoutId,
        based_on: u32,
        code: &str,
    ) -> Result<EditAnswer, CommerceError> {
        let code = read_coupon(code).map_err(CommerceError::refused)?;
        // As the catalogue writes it, whatever the case of the letters typed.
        let known = self.goods().book.nearest(self.today()).coupon(&code).map(|coupon| coupon.code.clone());
        let coupon = Some(known.unwrap_or(code));
        let place = Place { checkout, based_on, step: Step::Plan };
        self.edit_checkout(caller, place, Wrong::Refuse, |session| {
            let shown = session.content_at(based_on).selection;
            Edit::Plan(Selection { coupon: coupon.clone(), ..shown })
        })
        .await
    }
}

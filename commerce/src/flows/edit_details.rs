//! Changes who buys.

use domain::checkout::{Details, Edit, EditAnswer, Step};
use domain::ids::CheckoutId;

use super::edit_checkout::{Place, Wrong};
use crate::commerce::Commerce;
use crate::error::CommerceError;
use crate::visit::Visit;

impl Commerce {
    /// Saves the details step as far as it is filled in; the answer says what is missing. Once nothing is missing but the
    /// proof of the contact's address, a code for that is sent, in the language with this code.
    ///
    /// # Errors
    /// The checkout is not open, or not the caller's; the database failed.
    pub async fn edit_details(
        &self,
        visit: &Visit,
        checkout: CheckoutId,
        based_on: u32,
        details: Details,
        language: &str,
    ) -> Result<EditAnswer, CommerceError> {
        let place = Place { checkout, based_on, step: Step::Details };
        let edit = |_: &_| Edit::Details(details.clone());
        let answer = self.edit_checkout(&visit.caller, place, Wrong::Save, edit).await?;
        if answer.view.awaits_proof() {
            match self.ask_for_proof(visit, checkout, language).await {
                // Sent too short a while ago: that one is still good.
                Ok(_) | Err(CommerceError::Refused(_)) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(answer)
    }
}

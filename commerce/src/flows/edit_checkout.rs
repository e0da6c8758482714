//! Takes an edit of a checkout in. Of two edits the newer wins, and the older is told.

use domain::access::{Action, Caller};
use domain::checkout::steps::problems;
use domain::checkout::view::CheckoutView;
use domain::checkout::{CheckoutSession, Edit, EditAnswer, Step, VerifiedEmail};
use domain::ids::CheckoutId;

use super::demands::demands;
use super::reach_checkout::reach;
use crate::commerce::Commerce;
use crate::error::CommerceError;
use crate::store::events::Change;
use crate::store::{Tx, checkouts, users};

/// Whether what an edit leaves wrong in its step keeps it from being saved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wrong {
    /// It is refused: the checkout always has a selection that can be sold.
    Refuse,
    /// It is saved, and the answer says what is wrong.
    Save,
}

/// Where an edit goes and which picture of the checkout it was made on.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    pub checkout: CheckoutId,
    /// The version that its page had shown.
    pub based_on: u32,
    /// The step that is edited.
    pub step: Step,
}

impl Commerce {
    /// Applies the edit that `make` makes of the checkout as it is, in one transaction.
    pub(super) async fn edit_checkout(
        &self,
        caller: &Caller,
        place: Place,
        wrong: Wrong,
        make: impl Fn(&CheckoutSession) -> Edit + Sync,
    ) -> Result<EditAnswer, CommerceError> {
        self.store()
            .write(|tx| {
                let make = &make;
                async move { self.edit_in(&tx, caller, place, wrong, make).await }
            })
            .await
    }

    async fn edit_in(
        &self,
        tx: &Tx,
        caller: &Caller,
        place: Place,
        wrong: Wrong,
        make: &(impl Fn(&CheckoutSession) -> Edit + Sync),
    ) -> Result<EditAnswer, CommerceError> {
        let now = tx.now();
        let session = reach(tx, caller, place.checkout, Action::EditCheckout, now).await?;
        let edit = make(&session);
        let edited = session.edit(place.based_on, edit, now).map_err(CommerceError::refused)?;
        let session = recognise(tx, caller, edited.session).await?;
        let request = session.content.quote_request(self.presumed_country(), self.today());
        let priced = self.price_in(tx, &request, session.order()).await?;
        let demands = demands(tx, &session, &priced).await?;
        let facts = self.step_facts(caller, &session, &priced, demands, now);
        let missing = problems(&session, &facts, place.step);
        if wrong == Wrong::Refuse && !missing.is_empty() {
            return Err(CommerceError::Refused(missing));
        }
        let by = caller.actor(&session.target(), now);
        checkouts::update(tx, &session, Change { event: "checkout_edited", by: &by }).await?;
        let view: CheckoutView = self.picture(tx, caller, &session).await?;
        Ok(EditAnswer { view, overwrote: edited.overwrote, newer: edited.newer, missing })
    }
}

/// Whoever is signed in need not prove their own address again.
async fn recognise(tx: &Tx, caller: &Caller, session: CheckoutSession) -> Result<CheckoutSession, CommerceError> {
    let Some(user) = caller.customer() else { return Ok(session) };
    let user = users::get(tx, user).await?;
    if session.content.details.contact_email.parse() != Ok(user.email.clone()) {
        return Ok(session);
    }
    let proved = VerifiedEmail { email: user.email, user: user.id, at: user.verified_at };
    Ok(session.verify_email(proved, tx.now()).map_err(CommerceError::refused)?.joined(caller.memberships()))
}

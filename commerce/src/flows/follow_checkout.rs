//! Follows a checkout as others go on with it: a ticket for whoever may see it, and its events for whoever shows the ticket.

use domain::access::{Action, Caller, Scope};
use domain::ids::CheckoutId;

use super::links::IssuedLink;
use super::reach_checkout::reach;
use crate::commerce::Commerce;
use crate::error::CommerceError;
use crate::store::events::Follower;

impl Commerce {
    /// A ticket that opens the stream of a checkout's events once, within seconds.
    ///
    /// # Errors
    /// There is no checkout that the caller may see; the database failed.
    pub async fn checkout_ticket(&self, caller: &Caller, id: CheckoutId) -> Result<IssuedLink, CommerceError> {
        reach(self.store().read(), caller, id, Action::ViewCheckout, self.now()).await?;
        self.issue_ticket(id).await
    }

    /// The events of a checkout after number `after`, for whoever shows a ticket for it. The ticket is used up.
    ///
    /// # Errors
    /// [`CommerceError::NOT_FOUND`] for a ticket that is unknown, used, too old, or of another checkout; the database failed.
    pub async fn follow_checkout(&self, ticket: &str, id: CheckoutId, after: i64) -> Result<Follower, CommerceError> {
        match self.redeem_ticket(ticket).await? {
            Scope::Checkout(scope) if scope == id => Ok(Follower::new(self.store(), &id.to_string(), after)),
            _ => Err(CommerceError::NOT_FOUND),
        }
    }
}

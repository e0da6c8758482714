//! Follows an order as it goes on: a ticket for whoever may see it, and its events for whoever shows the ticket.

use domain::access::{Action, Caller, Scope};
use domain::ids::OrderId;

use super::links::IssuedLink;
use super::reach_order::reach_order;
use crate::commerce::Commerce;
use crate::error::CommerceError;
use crate::store::events::Follower;

impl Commerce {
    /// A ticket that opens the stream of an order's events once, within seconds.
    ///
    /// # Errors
    /// There is no order that the caller may see; the database failed.
    pub async fn order_ticket(&self, caller: &Caller, id: OrderId) -> Result<IssuedLink, CommerceError> {
        reach_order(self.store().read(), caller, id, Action::ViewOrder, self.now()).await?;
        self.issue_ticket(id).await
    }

    /// The events of an order after number `after`, for whoever shows a ticket for it. The ticket is used up.
    ///
    /// # Errors
    /// [`CommerceError::NOT_FOUND`] for a ticket that is unknown, used, too old, or of another order; the database failed.
    pub async fn follow_order(&self, ticket: &str, id: OrderId, after: i64) -> Result<Follower, CommerceError> {
        match self.redeem_ticket(ticket).await? {
            Scope::Order(scope) if scope == id => Ok(Follower::new(self.store(), &id.to_string(), after)),
            _ => Err(CommerceError::NOT_FOUND),
        }
    }
}

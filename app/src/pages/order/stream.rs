//! Follows an order by its events ([`crate::follow`]). One that has come to its end is not followed.

use super::address;
use super::live::Live;
use crate::api::error::ApiError;
use crate::api::order::order_ticket;
use crate::follow::{self, Followed};

/// Follows the order until it has come to its end, or the page is left.
pub fn follow(live: Live) {
    follow::follow(live, live.part(|order| order.stage.is_final()).into());
}

impl Followed for Live {
    const EVENTS: &'static str = "order";

    async fn ticket(self) -> Result<String, ApiError> {
        order_ticket(self.id()).await
    }

    fn address(self, ticket: &str) -> Option<String> {
        let after = self.sequence()?;
        Some(address::events(self.id(), ticket, after))
    }

    fn hears(self, hears: bool) {
        Self::hears(self, hears);
    }

    async fn look_again(self) {
        Self::look_again(self).await;
    }
}

//! Calls an order off while it waits at its gates. What is reserved for it is released by the job that follows.

use domain::access::{Action, Caller};
use domain::ids::OrderId;
use domain::order::{CancelReason, OrderState};

use super::order_changes::write_order;
use super::reach_order::reach_order;
use crate::commerce::Commerce;
use crate::error::CommerceError;
use crate::store::payment_intents;

impl Commerce {
    /// Calls an order off; one that is called off already stays so.
    ///
    /// # Errors
    /// No order the caller may call off, or one that goes through already; the database failed.
    pub async fn cancel_order(&self, caller: &Caller, id: OrderId) -> Result<(), CommerceError> {
        self.store()
            .write(|tx| async move {
                let (order, by) = reach_order(&tx, caller, id, Action::CancelOrder, tx.now()).await?;
                if matches!(order.state, OrderState::Cancelled { .. }) {
                    return Ok(());
                }
                let cancelled = order.clone().cancel(CancelReason::ByBuyer, by.clone(), tx.now());
                let intents = payment_intents::of_order(&tx, id).await?;
                write_order(&tx, &order, &cancelled.map_err(CommerceError::refused)?, &intents, &by).await?;
                Ok(())
            })
            .await
    }
}

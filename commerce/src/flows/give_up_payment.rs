//! Gives an attempt to pay up that waits for the buyer at the bank: the order is kept, and can be paid another way.

use domain::access::{Action, Caller};
use domain::ids::OrderId;
use domain::order::{Duty, Order};
use domain::payment::{IntentState, PaymentIntent};

use super::gateway_outcome::write_intent;
use super::order_changes::enqueue;
use super::reach_order::reach_order;
use crate::commerce::Commerce;
use crate::error::CommerceError;
use crate::store::{Tx, payment_intents};

impl Commerce {
    /// Calls off the payment of an order that waits for the buyer's confirmation, and returns where it stands then. If
    /// the provider does not answer, it stays as it is and is called off by the job that was enqueued with it.
    ///
    /// # Errors
    /// No order the caller may pay, none that waits for a confirmation; the database failed.
    pub async fn give_up_payment(&self, caller: &Caller, id: OrderId) -> Result<Option<IntentState>, CommerceError> {
        let asked = self
            .store()
            .write(|tx| async move {
                let (order, _) = reach_order(&tx, caller, id, Action::PayOrder, tx.now()).await?;
                let Some(intent) = payment_intents::of_order(&tx, id).await?.pop() else { return Ok(None) };
                Ok::<_, CommerceError>(Some((order, ask(&tx, intent).await?)))
            })
            .await?;
        let Some((order, intent)) = asked else { return Ok(None) };
        if !intent.state().is_terminal() {
            self.call_off(&order, &intent).await;
        }
        let now = payment_intents::get(self.store().read(), intent.id).await?;
        Ok(Some(now.state()))
    }

    async fn call_off(&self, order: &Order, intent: &PaymentIntent) {
        if let Err(error) = self.discharge(order, intent, Duty::Release { intent: intent.id }).await {
            tracing::warn!(intent = %intent.id, %error, "a payment is called off later");
        }
    }
}

/// Writes down that an attempt is to be called off, and enqueues the job that does it if nobody else does.
///
/// # Errors
/// Money was or is being taken; the database failed.
pub(super) async fn ask(tx: &Tx, intent: PaymentIntent) -> Result<PaymentIntent, CommerceError> {
    if intent.state().is_terminal() {
        return Ok(intent);
    }
    let asked = intent.clone().ask_cancel(tx.now()).map_err(CommerceError::refused)?;
    write_intent(tx, &intent, &asked).await?;
    enqueue(tx, asked.order, tx.now()).await?;
    Ok(asked)
}

//! Looks, now and then, at every order whose money is on its way: webhooks get lost, buyers close their browsers,
//! authorisations run out.
//!
//! What is found enters where everything enters ([`super::gateway_outcome`]); what follows is done by the order's job.

use std::collections::BTreeSet;

use domain::access::{Action, Caller};
use domain::ids::OrderId;
use domain::moment::after;
use domain::payment::{IntentState, PaymentIntent};
use jiff::{SignedDuration, Timestamp};

use super::gateway_outcome::{Asked, follow};
use super::give_up_payment::ask;
use super::order_changes::enqueue_what_is_due;
use super::reach_order::reach_order;
use crate::commerce::Commerce;
use crate::error::CommerceError;
use crate::store::jobs::NewJob;
use crate::store::{StoreError, Tx, orders, payment_intents};

/// The kind of job that looks.
pub const RECONCILE: &str = "reconcile";
/// How often it runs.
const EVERY: SignedDuration = SignedDuration::from_mins(1);
/// Payments and orders that were touched more recently are still being dealt with.
const UNTOUCHED: SignedDuration = SignedDuration::from_mins(1);
/// How long a buyer has to confirm with the bank.
const CONFIRMATION: SignedDuration = SignedDuration::from_hours(1);
/// How many orders one round looks at, the longest untouched first.
const ROUND: u64 = 200;

impl Commerce {
    /// Sees to it that orders are looked at from now on. Called at every start.
    ///
    /// # Errors
    /// The database failed.
    pub async fn schedule_reconciliation(&self) -> Result<(), StoreError> {
        self.store().write(|tx| async move { schedule(&tx, tx.now()).await }).await
    }

    /// One round, and sees to it that there is another.
    ///
    /// # Errors
    /// The database failed.
    pub async fn reconcile_and_again(&self) -> Result<(), CommerceError> {
        let looked_at = self.reconcile().await?;
        tracing::debug!(looked_at, "orders reconciled");
        Ok(self.store().write(|tx| async move { schedule(&tx, after(tx.now(), EVERY)).await }).await?)
    }

    /// Looks at every order whose money is on its way, and returns how many there were. A provider that does not answer
    /// is asked in the next round.
    ///
    /// # Errors
    /// The database failed.
    pub async fn reconcile(&self) -> Result<usize, CommerceError> {
        let db = self.store().read();
        let before = self.now().saturating_sub(UNTOUCHED).unwrap_or(Timestamp::MIN);
        let mut looked_at: BTreeSet<OrderId> =
            payment_intents::orders_on_the_way(db, before, ROUND).await?.into_iter().collect();
        looked_at.extend(orders::in_states(db, &["committed", "provisioning"], ROUND).await?);
        for order in &looked_at {
            self.reconcile_order(*order).await?;
        }
        Ok(looked_at.len())
    }

    /// Asks the provider about every payment of an order that is on its way, and enqueues what is due.
    ///
    /// # Errors
    /// The database failed.
    pub async fn reconcile_order(&self, id: OrderId) -> Result<(), CommerceError> {
        reach_order(self.store().read(), &Caller::SYSTEM, id, Action::AdvanceOrder, self.now()).await?;
        for intent in payment_intents::of_order(self.store().read(), id).await? {
            if intent.state().is_terminal() {
                continue;
            }
            match self.ask_about(&intent).await {
                Ok(_) => {}
                Err(Asked::Store(error)) => return Err(error.into()),
                Err(Asked::Gateway(error)) => tracing::warn!(intent = %intent.id, %error, "not reconciled"),
            }
        }
        self.store()
            .write(|tx| async move {
                let intents = payment_intents::of_order(&tx, id).await?;
                for intent in intents.iter().filter(|intent| unconfirmed(intent, tx.now())) {
                    ask(&tx, intent.clone()).await?;
                }
                let order = orders::get(&tx, id).await?;
                follow(&tx, &order).await?;
                let order = orders::get(&tx, id).await?;
                Ok(enqueue_what_is_due(&tx, &order, &intents).await?)
            })
            .await
    }
}

/// Whether the buyer has not confirmed the payment in time.
fn unconfirmed(intent: &PaymentIntent, now: Timestamp) -> bool {
    let late = intent.asked.authorise.is_some_and(|asked| after(asked, CONFIRMATION) < now);
    late && intent.asked.cancel.is_none() && matches!(intent.state(), IntentState::RequiresAction { .. })
}

async fn schedule(tx: &Tx, run_at: Timestamp) -> Result<(), StoreError> {
    let unique_key = Some(RECONCILE.to_owned());
    tx.enqueue(NewJob { kind: RECONCILE, payload: "{}".to_owned(), unique_key, run_at }).await
}

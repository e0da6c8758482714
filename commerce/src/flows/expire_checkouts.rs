//! Ends checkouts that were left alone too long, and with each the order that waits for a payment of it.

use domain::access::{Action, Actor, Caller, decide};
use domain::checkout::{CheckoutRefusal, CheckoutSession};
use domain::ids::{CheckoutId, OrderId};
use domain::moment::after;
use domain::order::CancelReason;
use jiff::{SignedDuration, Timestamp};

use super::order_changes::write_order;
use super::reach_order::reach_order;
use crate::commerce::Commerce;
use crate::error::CommerceError;
use crate::store::events::Change;
use crate::store::jobs::NewJob;
use crate::store::{StoreError, Tx, checkouts, payment_intents};

/// The kind of job that does this.
pub const EXPIRE_CHECKOUTS: &str = "expire_checkouts";
/// How often it runs. A checkout is closed to edits from the moment its time is over; this only writes it down.
const EVERY: SignedDuration = SignedDuration::from_mins(5);
/// How many are ended in one round; what is left waits for the next.
const ROUND: u64 = 500;

impl Commerce {
    /// Sees to it that checkouts are ended from now on. Called at every start.
    ///
    /// # Errors
    /// The database failed.
    pub async fn schedule_expiry(&self) -> Result<(), StoreError> {
        self.store().write(|tx| async move { schedule(&tx, tx.now()).await }).await
    }

    /// One round, and sees to it that there is another.
    ///
    /// # Errors
    /// The database failed.
    pub async fn expire_checkouts_and_again(&self) -> Result<(), CommerceError> {
        let ended = self.expire_checkouts().await?;
        tracing::info!(ended, "checkouts expired");
        Ok(self.store().write(|tx| async move { schedule(&tx, after(tx.now(), EVERY)).await }).await?)
    }

    /// Ends every checkout whose time is over, and returns how many. An order of it that waits for a payment is called
    /// off with it; while a payment is under way, from the order's page, both are left for the next round.
    ///
    /// # Errors
    /// The database failed.
    pub async fn expire_checkouts(&self) -> Result<u32, CommerceError> {
        let mut ended = 0;
        for id in checkouts::due_to_expire(self.store().read(), self.now(), ROUND).await? {
            ended += u32::from(self.expire_checkout(id).await?);
        }
        Ok(ended)
    }

    async fn expire_checkout(&self, id: CheckoutId) -> Result<bool, CommerceError> {
        self.store()
            .write(|tx| async move {
                let session = checkouts::get(&tx, id).await?;
                Ok(expire_in(&tx, session).await?.is_ok())
            })
            .await
    }
}

/// Ends a checkout in this transaction, with the order that waits for a payment of it; the inner error says why it is not
/// to be ended.
pub(super) async fn expire_in(
    tx: &Tx,
    session: CheckoutSession,
) -> Result<Result<CheckoutSession, CheckoutRefusal>, CommerceError> {
    let id = session.id;
    decide(&Caller::SYSTEM, Action::ExpireCheckout, &session.target(), tx.now())?;
    let expired = match session.expire(tx.now()) {
        Err(CheckoutRefusal::LiveOrderFirst { order }) if call_off(tx, order).await? => {
            checkouts::get(tx, id).await?.expire(tx.now())
        }
        other => other,
    };
    if let Ok(session) = &expired {
        checkouts::update(tx, session, Change { event: "checkout_expired", by: &Actor::System }).await?;
    }
    Ok(expired)
}

/// Calls an order off that nobody is paying, and says whether that was so. What else it takes follows from the change.
async fn call_off(tx: &Tx, id: OrderId) -> Result<bool, CommerceError> {
    let (order, by) = reach_order(tx, &Caller::SYSTEM, id, Action::CancelOrder, tx.now()).await?;
    let intents = payment_intents::of_order(tx, id).await?;
    if intents.iter().any(|intent| !intent.state().is_terminal()) {
        return Ok(false);
    }
    let Ok(cancelled) = order.clone().cancel(CancelReason::CheckoutExpired, by.clone(), tx.now()) else {
        return Ok(false);
    };
    write_order(tx, &order, &cancelled, &intents, &by).await?;
    Ok(true)
}

async fn schedule(tx: &Tx, run_at: Timestamp) -> Result<(), StoreError> {
    let unique_key = Some(EXPIRE_CHECKOUTS.to_owned());
    tx.enqueue(NewJob { kind: EXPIRE_CHECKOUTS, payload: "{}".to_owned(), unique_key, run_at }).await
}

//! Ends checkouts that were left alone too long.

use domain::access::Actor;
use domain::checkout::{CheckoutRefusal, CheckoutSession};
use domain::ids::CheckoutId;
use domain::moment::after;
use jiff::{SignedDuration, Timestamp};

use crate::commerce::Commerce;
use crate::error::CommerceError;
use crate::store::events::Change;
use crate::store::jobs::NewJob;
use crate::store::{StoreError, Tx, checkouts};

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

    /// Ends every checkout whose time is over, and returns how many. One with an order that waits is left: the order has
    /// to be cancelled first.
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

/// Ends a checkout in this transaction; the inner error says why it is not to be ended.
pub(super) async fn expire_in(
    tx: &Tx,
    session: CheckoutSession,
) -> Result<Result<CheckoutSession, CheckoutRefusal>, CommerceError> {
    match session.expire(tx.now()) {
        Ok(session) => {
            checkouts::update(tx, &session, Change { event: "checkout_expired", by: &Actor::System }).await?;
            Ok(Ok(session))
        }
        Err(refusal) => Ok(Err(refusal)),
    }
}

async fn schedule(tx: &Tx, run_at: Timestamp) -> Result<(), StoreError> {
    let unique_key = Some(EXPIRE_CHECKOUTS.to_owned());
    tx.enqueue(NewJob { kind: EXPIRE_CHECKOUTS, payload: "{}".to_owned(), unique_key, run_at }).await
}

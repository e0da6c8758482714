//! Runs what is due, here and now, one after the other.

use jiff::SignedDuration;

use super::Handler;
use super::settle::settle;
use crate::store::{Store, StoreError, jobs};

/// How long a lease is, in the time of the store's clock.
const LEASE: SignedDuration = SignedDuration::from_mins(5);

/// Runs due jobs until none is left, and returns how many runs that took. What failed and waits for later is left. For
/// the command line and for tests; the service has [`super::Worker`]s.
///
/// # Errors
/// The database failed.
pub async fn drain(store: &Store, handler: &dyn Handler) -> Result<u32, StoreError> {
    let mut runs = 0;
    loop {
        store.clock().refresh(store).await?;
        let owner = format!("drain-{}", hex::encode(store.random().bytes()));
        let until = store.clock().now().saturating_add(LEASE).unwrap_or(jiff::Timestamp::MAX);
        let Some(job) = jobs::lease(store, &owner, until, 1).await?.pop() else { return Ok(runs) };
        let outcome = handler.run(&job).await;
        settle(store, handler, &job, outcome).await?;
        runs += 1;
    }
}

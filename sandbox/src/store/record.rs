//! One change of an intent, written down whole: the row, what moved, the saved method, the webhook.

use jiff::Timestamp;
use sea_orm::ConnectionTrait;

use super::{StoreError, deliveries, intents, methods, movements};
use crate::intent::Intent;
use crate::webhook::event::Event;
use crate::webhook::mode::Mode;

/// Keeps `after` and everything that follows from it. Called inside the transaction that answers.
///
/// # Errors
/// The database failed.
pub async fn change(
    db: &impl ConnectionTrait,
    before: Option<&Intent>,
    after: &Intent,
    event: &Event,
    mode: Mode,
    now: Timestamp,
) -> Result<(), StoreError> {
    intents::put(db, after).await?;
    movements::write(db, before, after, now).await?;
    deliveries::enqueue(db, event, &mode.of(after)).await?;
    let saved_before = before.is_some_and(|intent| intent.method.customer.is_some());
    if after.method.customer.is_some()
        && !saved_before
        && let Some(mut method) = methods::find(db, &after.method.id).await?
    {
        method.customer.clone_from(&after.method.customer);
        methods::put(db, &method).await?;
    }
    Ok(())
}

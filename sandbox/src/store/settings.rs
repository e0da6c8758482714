//! What was set by control and outlives a restart.

use sea_orm::ConnectionTrait;

use super::{StoreError, column, row, run};

const SKIPPED: &str = "skipped_seconds";

/// How far the clock was put forward, in seconds.
///
/// # Errors
/// The database failed.
pub async fn skipped_seconds(db: &impl ConnectionTrait) -> Result<i64, StoreError> {
    let found = row(db, "SELECT value FROM setting WHERE name = ?", [SKIPPED.into()]).await?;
    found.map_or(Ok(0), |row| column(&row, "value"))
}

/// Keeps how far the clock was put forward, in seconds.
///
/// # Errors
/// The database failed.
pub async fn keep_skipped_seconds(db: &impl ConnectionTrait, seconds: i64) -> Result<(), StoreError> {
    let text =
        "INSERT INTO setting (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value";
    run(db, text, [SKIPPED.into(), seconds.into()]).await?;
    Ok(())
}

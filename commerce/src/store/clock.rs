//! The test clock's reading: one row, or none when the clock is real or was never asked.

use jiff::{SignedDuration, Timestamp};
use sea_orm::sea_query::{Expr, OnConflict, Query};
use sea_orm::{ConnectionTrait, ExprTrait as _};

use super::{StoreError, Tx};
use crate::clock::Reading;

/// The stored reading.
///
/// # Errors
/// The database failed, or the row makes no sense.
pub async fn read(db: &impl ConnectionTrait) -> Result<Option<Reading>, StoreError> {
    let select =
        Query::select().columns(["ahead_us", "frozen_at"]).from("clock").and_where(Expr::col("id").eq(1)).to_owned();
    let Some(row) = db.query_one(&select).await? else { return Ok(None) };
    let frozen: Option<i64> = row.try_get_by(1)?;
    match frozen {
        None => Ok(Some(Reading::Ahead(SignedDuration::from_micros(row.try_get_by(0)?)))),
        Some(micros) => Timestamp::from_microsecond(micros)
            .map(|at| Some(Reading::Frozen(at)))
            .map_err(|error| StoreError::Corrupt { what: "clock", reason: error.to_string() }),
    }
}

/// Stores the reading.
///
/// # Errors
/// The database failed.
pub async fn write(tx: &Tx, reading: Reading) -> Result<(), StoreError> {
    let (ahead, frozen) = match reading {
        Reading::Ahead(by) => (i64::try_from(by.as_micros()).unwrap_or(i64::MAX), None),
        Reading::Frozen(at) => (0, Some(at.as_microsecond())),
    };
    let upsert = Query::insert()
        .into_table("clock")
        .columns(["id", "ahead_us", "frozen_at"])
        .values_panic([1.into(), ahead.into(), frozen.into()])
        .on_conflict(OnConflict::column("id").update_columns(["ahead_us", "frozen_at"]).to_owned())
        .to_owned();
    tx.execute(&upsert).await?;
    Ok(())
}

//! Payment methods, and which customer each is saved for.

use sea_orm::ConnectionTrait;

use super::{StoreError, json_column, row, rows, run};
use crate::instrument::method::Method;

/// Keeps a method, new or changed.
///
/// # Errors
/// The database failed.
pub async fn put(db: &impl ConnectionTrait, method: &Method) -> Result<(), StoreError> {
    run(
        db,
        "INSERT INTO method (id, customer, data) VALUES (?, ?, ?)
         ON CONFLICT (id) DO UPDATE SET customer = excluded.customer, data = excluded.data",
        [method.id.clone().into(), method.customer.clone().into(), serde_json::to_string(method)?.into()],
    )
    .await?;
    Ok(())
}

/// The method of this id.
///
/// # Errors
/// The database failed.
pub async fn find(db: &impl ConnectionTrait, id: &str) -> Result<Option<Method>, StoreError> {
    let found = row(db, "SELECT data FROM method WHERE id = ?", [id.into()]).await?;
    found.map(|row| json_column(&row, "data")).transpose()
}

/// What is saved for a customer, oldest first.
///
/// # Errors
/// The database failed.
pub async fn saved_for(db: &impl ConnectionTrait, customer: &str) -> Result<Vec<Method>, StoreError> {
    let found = rows(db, "SELECT data FROM method WHERE customer = ? ORDER BY rowid", [customer.into()]).await?;
    found.iter().map(|row| json_column(row, "data")).collect()
}

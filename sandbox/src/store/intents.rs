//! Intents and what they are found by.

use jiff::Timestamp;
use sea_orm::ConnectionTrait;

use super::{StoreError, json_column, row, rows, run};
use crate::intent::Intent;

/// Keeps an intent, new or changed.
///
/// # Errors
/// The database failed.
pub async fn put(db: &impl ConnectionTrait, intent: &Intent) -> Result<(), StoreError> {
    run(
        db,
        "INSERT INTO intent (id, due_at, data) VALUES (?, ?, ?)
         ON CONFLICT (id) DO UPDATE SET due_at = excluded.due_at, data = excluded.data",
        [
            intent.id.clone().into(),
            intent.due_at().map(Timestamp::as_microsecond).into(),
            serde_json::to_string(intent)?.into(),
        ],
    )
    .await?;
    if intent.version == 1 {
        for (name, value) in &intent.metadata {
            let values = [name.clone().into(), value.clone().into(), intent.id.clone().into()];
            run(db, "INSERT INTO intent_fact (name, value, intent) VALUES (?, ?, ?)", values).await?;
        }
    }
    Ok(())
}

/// The intent of this id.
///
/// # Errors
/// The database failed.
pub async fn find(db: &impl ConnectionTrait, id: &str) -> Result<Option<Intent>, StoreError> {
    let found = row(db, "SELECT data FROM intent WHERE id = ?", [id.into()]).await?;
    found.map(|row| json_column(&row, "data")).transpose()
}

/// Intents whose metadata has all these values, newest first; all intents for no values.
///
/// # Errors
/// The database failed.
pub async fn list(
    db: &impl ConnectionTrait,
    metadata: &[(String, String)],
    limit: u32,
) -> Result<Vec<Intent>, StoreError> {
    let mut text = "SELECT data FROM intent WHERE true".to_owned();
    let mut values = Vec::new();
    for (name, value) in metadata {
        text.push_str(" AND id IN (SELECT intent FROM intent_fact WHERE name = ? AND value = ?)");
        values.extend([name.clone().into(), value.clone().into()]);
    }
    text.push_str(" ORDER BY number DESC LIMIT ?");
    values.push(i64::from(limit).into());
    rows(db, &text, values).await?.iter().map(|row| json_column(row, "data")).collect()
}

/// Intents to which something happens by itself by `now`, longest due first.
///
/// # Errors
/// The database failed.
pub async fn due(db: &impl ConnectionTrait, now: Timestamp) -> Result<Vec<Intent>, StoreError> {
    let text = "SELECT data FROM intent WHERE due_at <= ? ORDER BY due_at LIMIT 100";
    rows(db, text, [now.as_microsecond().into()]).await?.iter().map(|row| json_column(row, "data")).collect()
}

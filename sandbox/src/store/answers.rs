//! Idempotency keys and what was answered under them.

use jiff::Timestamp;
use sea_orm::ConnectionTrait;

use super::{StoreError, column, row, run};

/// What was answered, kept to be answered again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// SHA-256 of the method, path and body that were asked.
    pub fingerprint: String,
    /// The HTTP status.
    pub status: u16,
    /// The JSON.
    pub body: String,
}

/// What was answered under `key`, if anything was.
///
/// # Errors
/// The database failed.
pub async fn find(db: &impl ConnectionTrait, key: &str) -> Result<Option<Answer>, StoreError> {
    let Some(row) = row(db, "SELECT fingerprint, status, body FROM answer WHERE key = ?", [key.into()]).await? else {
        return Ok(None);
    };
    let status = u16::try_from(column::<i64>(&row, "status")?).unwrap_or(500);
    Ok(Some(Answer { fingerprint: column(&row, "fingerprint")?, status, body: column(&row, "body")? }))
}

/// Keeps an answer. Called in the transaction that has the effect.
///
/// # Errors
/// The database failed, or the key is taken.
pub async fn keep(db: &impl ConnectionTrait, key: &str, answer: &Answer, now: Timestamp) -> Result<(), StoreError> {
    run(
        db,
        "INSERT INTO answer (key, fingerprint, status, body, at) VALUES (?, ?, ?, ?, ?)",
        [
            key.into(),
            answer.fingerprint.clone().into(),
            i64::from(answer.status).into(),
            answer.body.clone().into(),
            now.to_string().into(),
        ],
    )
    .await?;
    Ok(())
}

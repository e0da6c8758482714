//! The book of what moved: written once, never changed. Tests count captures here.

use jiff::Timestamp;
use sea_orm::ConnectionTrait;
use serde::{Deserialize, Serialize};

use super::{StoreError, column, rows, run};
use crate::intent::Intent;

/// One line of the book.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Movement {
    /// `pi_…`
    pub intent: String,
    /// `authorise`, `capture`, `refund` or `release`.
    pub kind: String,
    /// Minor units.
    pub amount_minor: i64,
    /// ISO 4217.
    pub currency: String,
    /// When.
    pub at: String,
}

/// Writes down what moved between two versions of an intent.
///
/// # Errors
/// The database failed.
pub async fn write(
    db: &impl ConnectionTrait,
    before: Option<&Intent>,
    after: &Intent,
    now: Timestamp,
) -> Result<(), StoreError> {
    let held = |intent: &Intent| if intent.status() == "authorised" { intent.amount_minor } else { 0 };
    let captured = after.captured_minor() - before.map_or(0, Intent::captured_minor);
    let refunded = after.refunded_minor() - before.map_or(0, Intent::refunded_minor);
    let authorised = held(after) - before.map_or(0, held);
    let released = if after.status() == "cancelled" { before.map_or(0, held) } else { 0 };
    for (kind, amount) in
        [("authorise", authorised), ("capture", captured), ("refund", refunded), ("release", released)]
    {
        if amount > 0 {
            let values = [
                after.id.clone().into(),
                kind.into(),
                amount.into(),
                after.currency.clone().into(),
                now.to_string().into(),
            ];
            let text = "INSERT INTO movement (intent, kind, amount_minor, currency, at) VALUES (?, ?, ?, ?, ?)";
            run(db, text, values).await?;
        }
    }
    Ok(())
}

/// The book, oldest first: of the intents whose metadata has all these values, or of all.
///
/// # Errors
/// The database failed.
pub async fn list(db: &impl ConnectionTrait, metadata: &[(String, String)]) -> Result<Vec<Movement>, StoreError> {
    let mut text = "SELECT intent, kind, amount_minor, currency, at FROM movement WHERE true".to_owned();
    let mut values = Vec::new();
    for (name, value) in metadata {
        text.push_str(" AND intent IN (SELECT intent FROM intent_fact WHERE name = ? AND value = ?)");
        values.extend([name.clone().into(), value.clone().into()]);
    }
    text.push_str(" ORDER BY number");
    let found = rows(db, &text, values).await?;
    found
        .iter()
        .map(|row| {
            Ok(Movement {
                intent: column(row, "intent")?,
                kind: column(row, "kind")?,
                amount_minor: column(row, "amount_minor")?,
                currency: column(row, "currency")?,
                at: column(row, "at")?,
            })
        })
        .collect()
}

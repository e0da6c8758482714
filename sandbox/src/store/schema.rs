//! The tables.

use sea_orm::ConnectionTrait;

use super::{StoreError, column, row};

const VERSION: i64 = 1;

const TABLES: &str = "
BEGIN IMMEDIATE;
CREATE TABLE method (
    id TEXT PRIMARY KEY,
    customer TEXT,
    data TEXT NOT NULL
) STRICT;
CREATE INDEX method_by_customer ON method (customer) WHERE customer IS NOT NULL;
CREATE TABLE intent (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    due_at INTEGER,
    data TEXT NOT NULL
) STRICT;
CREATE INDEX intent_by_due ON intent (due_at) WHERE due_at IS NOT NULL;
CREATE TABLE intent_fact (
    name TEXT NOT NULL,
    value TEXT NOT NULL,
    intent TEXT NOT NULL,
    PRIMARY KEY (name, value, intent)
) STRICT, WITHOUT ROWID;
CREATE TABLE movement (
    number INTEGER PRIMARY KEY,
    intent TEXT NOT NULL,
    kind TEXT NOT NULL,
    amount_minor INTEGER NOT NULL,
    currency TEXT NOT NULL,
    at TEXT NOT NULL
) STRICT;
CREATE INDEX movement_by_intent ON movement (intent);
CREATE TABLE answer (
    key TEXT PRIMARY KEY,
    fingerprint TEXT NOT NULL,
    status INTEGER NOT NULL,
    body TEXT NOT NULL,
    at TEXT NOT NULL
) STRICT;
CREATE TABLE event (
    id TEXT PRIMARY KEY,
    intent TEXT NOT NULL,
    kind TEXT NOT NULL,
    body TEXT NOT NULL
) STRICT;
CREATE TABLE delivery (
    number INTEGER PRIMARY KEY,
    event TEXT NOT NULL REFERENCES event (id),
    intent TEXT NOT NULL,
    due_at INTEGER NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0,
    state TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'delivered', 'given_up')),
    answer TEXT
) STRICT;
CREATE INDEX delivery_waiting ON delivery (due_at) WHERE state = 'waiting';
CREATE TABLE setting (
    name TEXT PRIMARY KEY,
    value INTEGER NOT NULL
) STRICT;
PRAGMA user_version = 1;
COMMIT;
";

/// Makes the tables in an empty file, and refuses a file of another version.
pub(super) async fn create(db: &impl ConnectionTrait) -> Result<(), StoreError> {
    let found = match row(db, "PRAGMA user_version", []).await? {
        Some(row) => i64::from(column::<i32>(&row, "user_version")?),
        None => 0,
    };
    match found {
        0 => {
            db.execute_unprepared(TABLES).await?;
            Ok(())
        }
        VERSION => Ok(()),
        found => Err(StoreError::OtherVersion { found, wanted: VERSION }),
    }
}

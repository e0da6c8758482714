//! The sandbox's own SQLite file: one writer, several readers, synchronous FULL.
//!
//! What was answered is on disk before it is answered. A file of another version is refused, not converted: what a
//! stand-in remembers can be thrown away.

pub mod answers;
pub mod deliveries;
pub mod intents;
pub mod methods;
pub mod movements;
pub mod record;
mod schema;
pub mod settings;

use std::path::Path;
use std::time::Duration;

use sea_orm::sqlx::sqlite::{SqliteJournalMode, SqliteSynchronous};
use sea_orm::{
    ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DatabaseTransaction, DbBackend, DbErr, QueryResult,
    SqliteTransactionMode, Statement, TransactionOptions, TransactionTrait, TryGetable, Value,
};
use serde::de::DeserializeOwned;

/// The store could not do its work.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The database failed.
    #[error(transparent)]
    Database(#[from] DbErr),
    /// A stored value cannot be read back.
    #[error("a stored value cannot be read: {0}")]
    Corrupt(#[from] serde_json::Error),
    /// The file was made by another version.
    #[error("the sandbox's file has version {found}, this program writes {wanted}: delete it")]
    OtherVersion {
        /// In the file.
        found: i64,
        /// Written by this program.
        wanted: i64,
    },
}

/// The open file.
#[derive(Clone, Debug)]
pub struct Store {
    writer: DatabaseConnection,
    readers: DatabaseConnection,
}

impl Store {
    /// Opens the file, and makes it if it is missing.
    ///
    /// # Errors
    /// The file cannot be opened, or another version wrote it.
    pub async fn open(path: &Path) -> Result<Self, StoreError> {
        let writer = connect(path, 1).await?;
        schema::create(&writer).await?;
        let readers = connect(path, 4).await?;
        Ok(Self { writer, readers })
    }

    /// Begins a write. Writers wait for one another here, before they read: what a transaction sees stays true.
    ///
    /// # Errors
    /// The database failed.
    pub async fn begin(&self) -> Result<DatabaseTransaction, StoreError> {
        let mode = Some(SqliteTransactionMode::Immediate);
        let options = TransactionOptions { sqlite_transaction_mode: mode, ..TransactionOptions::default() };
        Ok(self.writer.begin_with_options(options).await?)
    }

    /// For reading what is committed.
    #[must_use]
    pub fn readers(&self) -> &DatabaseConnection {
        &self.readers
    }

    /// Closes the file.
    ///
    /// # Errors
    /// The database failed.
    pub async fn close(self) -> Result<(), StoreError> {
        self.readers.close().await?;
        Ok(self.writer.close().await?)
    }
}

async fn connect(path: &Path, connections: u32) -> Result<DatabaseConnection, DbErr> {
    let file = path.to_owned();
    let mut options = ConnectOptions::new("sqlite::memory:");
    options.max_connections(connections).sqlx_logging(false).acquire_timeout(Duration::from_secs(30));
    options.map_sqlx_sqlite_opts(move |sqlite| {
        sqlite
            .filename(&file)
            .in_memory(false)
            .shared_cache(false)
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .busy_timeout(Duration::from_secs(10))
    });
    Database::connect(options).await
}

fn sql(text: &str, values: impl IntoIterator<Item = Value>) -> Statement {
    Statement::from_sql_and_values(DbBackend::Sqlite, text, values)
}

async fn run(
    db: &impl ConnectionTrait,
    text: &str,
    values: impl IntoIterator<Item = Value>,
) -> Result<u64, StoreError> {
    Ok(db.execute_raw(sql(text, values)).await?.rows_affected())
}

async fn rows(
    db: &impl ConnectionTrait,
    text: &str,
    values: impl IntoIterator<Item = Value>,
) -> Result<Vec<QueryResult>, StoreError> {
    Ok(db.query_all_raw(sql(text, values)).await?)
}

async fn row(
    db: &impl ConnectionTrait,
    text: &str,
    values: impl IntoIterator<Item = Value>,
) -> Result<Option<QueryResult>, StoreError> {
    Ok(db.query_one_raw(sql(text, values)).await?)
}

fn column<T: TryGetable>(row: &QueryResult, name: &str) -> Result<T, StoreError> {
    Ok(row.try_get("", name)?)
}

fn json_column<T: DeserializeOwned>(row: &QueryResult, name: &str) -> Result<T, StoreError> {
    Ok(serde_json::from_str(&column::<String>(row, name)?)?)
}

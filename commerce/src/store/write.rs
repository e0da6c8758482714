//! The only way to write.

use std::future::Future;

use sea_orm::{IsolationLevel, SqliteTransactionMode, TransactionOptions, TransactionTrait as _};

use super::error::Conflict;
use super::{Store, StoreError, Tx};

/// How often a transaction is tried before the caller hears [`StoreError::Busy`].
const ATTEMPTS: u32 = 12;
/// How often a unique index may say no before it is believed: once to look again, and once for good measure.
const UNIQUE_ATTEMPTS: u32 = 3;
/// The first pause between attempts is shorter than this; it doubles from one to the next.
const FIRST_PAUSE: jiff::SignedDuration = jiff::SignedDuration::from_millis(2);

impl Store {
    /// Runs `work` in a transaction and commits what it did when it answers `Ok`. Nothing of it remains otherwise.
    ///
    /// Written as `store.write(|tx| async move { … })`; what it needs from outside is captured by reference. (A closure
    /// that lends `&Tx` would be prettier, but its future cannot be proven `Send` by the compiler of today.)
    ///
    /// `work` may run more than once, when another transaction got in between on PostgreSQL: it must do nothing but read
    /// and write through `tx`, and it must be short. Events and jobs of the transaction are announced after the commit.
    ///
    /// # Errors
    /// What `work` answers, or a [`StoreError`].
    pub async fn write<T, E, F, W>(&self, work: F) -> Result<T, E>
    where
        F: Fn(Tx) -> W,
        W: Future<Output = Result<T, E>>,
        E: From<StoreError>,
    {
        self.write_at(None, work).await
    }

    /// The same, reading what others commit meanwhile: for statements that take rows by a condition rather than change
    /// rows read before.
    pub(super) async fn write_latest<T, E, F, W>(&self, work: F) -> Result<T, E>
    where
        F: Fn(Tx) -> W,
        W: Future<Output = Result<T, E>>,
        E: From<StoreError>,
    {
        self.write_at(Some(IsolationLevel::ReadCommitted), work).await
    }

    async fn write_at<T, E, F, W>(&self, isolation: Option<IsolationLevel>, work: F) -> Result<T, E>
    where
        F: Fn(Tx) -> W,
        W: Future<Output = Result<T, E>>,
        E: From<StoreError>,
    {
        let mut pause = FIRST_PAUSE;
        for attempt in 1..=ATTEMPTS {
            let tx = self.begin(isolation).await?;
            let result = match work(tx.handle()).await {
                Ok(value) => match tx.commit(self).await {
                    Ok(()) => return Ok(value),
                    Err((error, conflict)) => (error.into(), conflict),
                },
                Err(error) => (error, tx.abandon().await),
            };
            match result {
                (_, Some(Conflict::Serialization)) => {}
                (_, Some(Conflict::Unique)) if attempt < UNIQUE_ATTEMPTS => {}
                (error, _) => return Err(error),
            }
            metrics::counter!("kassa_store_retries_total").increment(1);
            tokio::time::sleep(self.random().jitter(pause).unsigned_abs()).await;
            pause = pause.saturating_mul(2);
        }
        Err(StoreError::Busy(ATTEMPTS).into())
    }

    async fn begin(&self, isolation: Option<IsolationLevel>) -> Result<Tx, StoreError> {
        let postgres = self.inner.writer.get_database_backend() == sea_orm::DbBackend::Postgres;
        let options = TransactionOptions {
            // Elsewhere the connection's own default is what we want; SQLite knows one level only.
            isolation_level: isolation.filter(|_| postgres),
            access_mode: None,
            sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
        };
        let inner = self.inner.writer.begin_with_options(options).await?;
        Ok(Tx::new(inner, self.clock().now(), self.random().clone(), self.origin.clone()))
    }
}

//! What is to be done: the outbox. A job is enqueued by the transaction that makes it necessary.
//!
//! Owns the queue's rows and who holds them; it does not run anything. A worker leases due jobs; a lease that ran out is
//! anybody's again, so a job runs at least once. A finished job is deleted; one that is given up stays, with its reason.
//! Times are those of the store's clock.

use domain::ids::JobId;
use jiff::Timestamp;
use sea_orm::{ConnectionTrait, DbBackend, FromQueryResult, Statement, Value};

use super::{Micros, Store, StoreError, Text, Tx};

/// Something to be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewJob {
    /// Which handler runs it.
    pub kind: &'static str,
    /// What the handler is told, as JSON.
    pub payload: String,
    /// Of jobs with the same key only one waits. Enqueued again while it runs, it runs once more afterwards: what it has
    /// already read may have changed.
    pub unique_key: Option<String>,
    /// Not before.
    pub run_at: Timestamp,
}

/// A job that this worker holds for a while.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Leased {
    /// Its id.
    pub id: Text<JobId>,
    /// Which handler runs it.
    pub kind: String,
    /// What the handler is told, as JSON.
    pub payload: String,
    /// How often it has been leased, this time included.
    pub attempts: i64,
    /// Who holds it: a name that is never used twice.
    pub lease_owner: String,
}

/// A job that was given up.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Dead {
    /// Its id.
    pub id: Text<JobId>,
    /// Which handler ran it.
    pub kind: String,
    /// What the handler was told, as JSON.
    pub payload: String,
    /// How often it was tried.
    pub attempts: i64,
    /// Why it was given up.
    pub last_error: String,
    /// When.
    pub dead_at: Micros,
}

/// How much waits, for metrics.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub struct Depth {
    /// Which handler.
    pub kind: String,
    /// Waiting or running.
    pub waiting: i64,
    /// Given up.
    pub dead: i64,
    /// When the longest waiting of those that are due became so.
    pub oldest_due: Option<Micros>,
}

const ENQUEUE: &str = "INSERT INTO jobs (id, kind, payload, unique_key, run_at, attempts, created_at)
    VALUES ($1, $2, $3, $4, $5, 0, $6)
    ON CONFLICT (unique_key) WHERE dead_at IS NULL DO UPDATE SET
        run_again_at = CASE WHEN jobs.lease_owner IS NULL THEN NULL ELSE excluded.run_at END,
        run_at = CASE WHEN jobs.lease_owner IS NULL AND excluded.run_at < jobs.run_at
                      THEN excluded.run_at ELSE jobs.run_at END";

const ANY_DUE: &str = "SELECT 1 FROM jobs
    WHERE dead_at IS NULL AND run_at <= $1 AND (lease_until IS NULL OR lease_until <= $1) LIMIT 1";

const LEASE: &str = "WITH due AS MATERIALIZED (
        SELECT id FROM jobs
        WHERE dead_at IS NULL AND run_at <= $3 AND (lease_until IS NULL OR lease_until <= $3)
        ORDER BY run_at LIMIT $4 {skip_locked}
    )
    UPDATE jobs SET lease_owner = $1, lease_until = $2, attempts = attempts + 1
    FROM due WHERE jobs.id = due.id
    RETURNING jobs.id, kind, payload, attempts, lease_owner";

const FINISH: &str = "DELETE FROM jobs WHERE id = $1 AND lease_owner = $2 AND run_again_at IS NULL";

const RUN_AGAIN: &str = "UPDATE jobs
    SET run_at = run_again_at, run_again_at = NULL, attempts = 0, lease_owner = NULL, lease_until = NULL,
        last_error = NULL
    WHERE id = $1 AND lease_owner = $2";

const RETRY: &str = "UPDATE jobs SET run_at = $3, last_error = $4, lease_owner = NULL, lease_until = NULL,
        run_again_at = NULL
    WHERE id = $1 AND lease_owner = $2";

const BURY: &str = "UPDATE jobs SET dead_at = $3, last_error = $4, lease_owner = NULL, lease_until = NULL
    WHERE id = $1 AND lease_owner = $2 AND run_again_at IS NULL";

const REVIVE: &str = "UPDATE jobs SET dead_at = NULL, attempts = 0, run_at = $2 WHERE id = $1 AND dead_at IS NOT NULL";

const DEPTH: &str = "SELECT kind,
        COUNT(*) - COUNT(dead_at) AS waiting, COUNT(dead_at) AS dead,
        MIN(CASE WHEN dead_at IS NULL AND run_at <= $1 THEN run_at END) AS oldest_due
    FROM jobs GROUP BY kind ORDER BY kind";

const DEAD: &str = "SELECT id, kind, payload, attempts, last_error, dead_at
    FROM jobs WHERE dead_at IS NOT NULL ORDER BY dead_at";

fn statement<const N: usize>(db: &impl ConnectionTrait, sql: &str, values: [Value; N]) -> Statement {
    Statement::from_sql_and_values(db.get_database_backend(), sql, values)
}

impl Tx {
    /// Puts a job into the queue, together with everything else this transaction writes.
    ///
    /// # Errors
    /// The database failed.
    pub async fn enqueue(&self, job: NewJob) -> Result<(), StoreError> {
        let id: JobId = self.id();
        let values = [
            id.to_string().into(),
            job.kind.into(),
            job.payload.into(),
            job.unique_key.into(),
            job.run_at.as_microsecond().into(),
            self.now().as_microsecond().into(),
        ];
        self.execute_raw(statement(self, ENQUEUE, values)).await?;
        self.wake_workers();
        Ok(())
    }
}

/// Whether anything is due: asked before [`lease`], which writes.
///
/// # Errors
/// The database failed.
pub async fn any_due(db: &impl ConnectionTrait, now: Timestamp) -> Result<bool, StoreError> {
    let found = db.query_one_raw(statement(db, ANY_DUE, [now.as_microsecond().into()])).await?;
    Ok(found.is_some())
}

/// Takes up to `limit` due jobs, the longest due first, for `owner` until `until`.
///
/// # Errors
/// The database failed.
pub async fn lease(store: &Store, owner: &str, until: Timestamp, limit: i64) -> Result<Vec<Leased>, StoreError> {
    store
        .write_latest(|tx| async move {
            let skip_locked = match tx.get_database_backend() {
                DbBackend::Postgres => "FOR UPDATE SKIP LOCKED",
                _ => "",
            };
            let sql = LEASE.replace("{skip_locked}", skip_locked);
            let now = tx.now().as_microsecond();
            let values = [owner.into(), until.as_microsecond().into(), now.into(), limit.into()];
            let rows = tx.query_all_raw(statement(&tx, &sql, values)).await?;
            let leased: Result<Vec<_>, _> = rows.iter().map(|row| Leased::from_query_result(row, "")).collect();
            Ok(leased?)
        })
        .await
}

/// The job is done: it is deleted, or waits again if it was enqueued meanwhile. False when the lease was lost.
///
/// # Errors
/// The database failed.
pub async fn finish(tx: &Tx, job: &Leased) -> Result<bool, StoreError> {
    let values = [job.id.into(), job.lease_owner.as_str().into()];
    if tx.execute_raw(statement(tx, FINISH, values)).await?.rows_affected() > 0 {
        return Ok(true);
    }
    run_again(tx, job).await
}

/// The job was enqueued while it ran, and waits anew. False when the lease was lost.
async fn run_again(tx: &Tx, job: &Leased) -> Result<bool, StoreError> {
    let values = [job.id.into(), job.lease_owner.as_str().into()];
    let again = tx.execute_raw(statement(tx, RUN_AGAIN, values)).await?.rows_affected() > 0;
    if again {
        tx.wake_workers();
    }
    Ok(again)
}

/// The job failed and is tried again at `run_at`. False when the lease was lost.
///
/// # Errors
/// The database failed.
pub async fn retry(tx: &Tx, job: &Leased, run_at: Timestamp, reason: &str) -> Result<bool, StoreError> {
    let values = [job.id.into(), job.lease_owner.as_str().into(), run_at.as_microsecond().into(), reason.into()];
    Ok(tx.execute_raw(statement(tx, RETRY, values)).await?.rows_affected() > 0)
}

/// The job is given up, and stays with its reason; unless it was enqueued meanwhile, then it waits anew. False when the
/// lease was lost.
///
/// # Errors
/// The database failed.
pub async fn bury(tx: &Tx, job: &Leased, reason: &str) -> Result<bool, StoreError> {
    let now = tx.now().as_microsecond();
    let values = [job.id.into(), job.lease_owner.as_str().into(), now.into(), reason.into()];
    if tx.execute_raw(statement(tx, BURY, values)).await?.rows_affected() > 0 {
        return Ok(true);
    }
    run_again(tx, job).await
}

/// A job that was given up waits again, as if new. False when there is no such dead job.
///
/// # Errors
/// The database failed, or a job with the same key waits already.
pub async fn revive(tx: &Tx, id: JobId) -> Result<bool, StoreError> {
    let values = [id.to_string().into(), tx.now().as_microsecond().into()];
    let revived = tx.execute_raw(statement(tx, REVIVE, values)).await?.rows_affected() > 0;
    if revived {
        tx.wake_workers();
    }
    Ok(revived)
}

/// How much waits and how much was given up, by kind.
///
/// # Errors
/// The database failed.
pub async fn depth(db: &impl ConnectionTrait, now: Timestamp) -> Result<Vec<Depth>, StoreError> {
    let rows = db.query_all_raw(statement(db, DEPTH, [now.as_microsecond().into()])).await?;
    Ok(rows.iter().map(|row| Depth::from_query_result(row, "")).collect::<Result<_, _>>()?)
}

/// The jobs that were given up, the longest dead first.
///
/// # Errors
/// The database failed.
pub async fn dead(db: &impl ConnectionTrait) -> Result<Vec<Dead>, StoreError> {
    let rows = db.query_all_raw(statement(db, DEAD, [])).await?;
    Ok(rows.iter().map(|row| Dead::from_query_result(row, "")).collect::<Result<_, _>>()?)
}

//! One open transaction.

use std::sync::{Arc, Mutex, PoisonError};

use domain::access::Origin;
use domain::ids::Id;
use jiff::Timestamp;
use sea_orm::sea_query::{OnConflict, Query};
use sea_orm::{ConnectionTrait, DatabaseTransaction, DbBackend, DbErr, ExecResult, QueryResult, Statement};

use super::error::{Conflict, conflict_in};
use super::events::Announcement;
use super::{Store, StoreError};
use crate::random::Random;

/// An open transaction: everything that writes takes one. It has one present, so that all its rows carry the same time.
///
/// It watches the errors that pass through it, so that [`Store::write`] knows when running it again may help, whatever
/// the closure makes of the error.
pub struct Tx(Arc<Open>);

struct Open {
    inner: DatabaseTransaction,
    now: Timestamp,
    random: Random,
    origin: Option<Arc<Origin>>,
    last_id: Mutex<Option<u128>>,
    after: Mutex<After>,
}

/// What is to be done about a transaction when it ends.
#[derive(Default)]
struct After {
    conflict: Option<Conflict>,
    wake_workers: bool,
    announcements: Vec<Announcement>,
}

impl Tx {
    pub(super) fn new(inner: DatabaseTransaction, now: Timestamp, random: Random, origin: Option<Arc<Origin>>) -> Self {
        Self(Arc::new(Open { inner, now, random, origin, last_id: Mutex::default(), after: Mutex::default() }))
    }

    /// The instant that everything in this transaction happens at.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        self.0.now
    }

    /// A new id, which sorts after those that were drawn before it.
    #[must_use]
    pub fn id<T: Id>(&self) -> T {
        let mut last = self.0.last_id.lock().unwrap_or_else(PoisonError::into_inner);
        let bits = self.0.random.id(self.0.now, *last);
        *last = Some(bits);
        T::from_bits(bits)
    }

    /// The randomness for everything else that is drawn in this transaction.
    #[must_use]
    pub fn random(&self) -> &Random {
        &self.0.random
    }

    /// From where what happens here was caused, if by somebody's browser.
    pub(super) fn origin(&self) -> Option<&Origin> {
        self.0.origin.as_deref()
    }

    /// Lets one transaction at a time past this point for each `name`, such as `coupon:WELCOME15`: of two that pass it at
    /// once on PostgreSQL, the later runs again and sees what the earlier wrote. For rules that span rows and have no
    /// unique index. Call it first. (SQLite has one writer anyway.)
    ///
    /// # Errors
    /// The database failed.
    pub async fn guard(&self, name: &str) -> Result<(), StoreError> {
        if self.0.inner.get_database_backend() == DbBackend::Sqlite {
            return Ok(());
        }
        // Writing, not only locking: a row that was merely locked meanwhile would leave this snapshot without the
        // other's writes.
        let insert = Query::insert()
            .into_table("guards")
            .columns(["name", "passed_at"])
            .values_panic([name.into(), self.now().as_microsecond().into()])
            .on_conflict(OnConflict::column("name").update_column("passed_at").to_owned())
            .to_owned();
        self.execute(&insert).await?;
        Ok(())
    }

    /// Workers of this process are woken once this transaction has committed.
    pub(super) fn wake_workers(&self) {
        self.after().wake_workers = true;
    }

    /// Listeners of this process hear of it once this transaction has committed.
    pub(super) fn announce(&self, announcement: Announcement) {
        self.after().announcements.push(announcement);
    }

    pub(super) fn inner(&self) -> &DatabaseTransaction {
        &self.0.inner
    }

    /// A second handle, for the closure.
    pub(super) fn handle(&self) -> Self {
        Self(Arc::clone(&self.0))
    }

    /// Commits, then announces. The closure's handle must be gone.
    pub(super) async fn commit(self, store: &Store) -> Result<(), (StoreError, Option<Conflict>)> {
        let open = Arc::into_inner(self.0).ok_or((StoreError::KeptOpen, None))?;
        let after = open.after.into_inner().unwrap_or_else(PoisonError::into_inner);
        if let Err(error) = open.inner.commit().await {
            let conflict = conflict_in(&error);
            return Err((error.into(), conflict));
        }
        if after.wake_workers {
            store.jobs_waiting().notify_one();
        }
        for announcement in after.announcements {
            store.announce(announcement);
        }
        Ok(())
    }

    /// Rolls back and says whether running it again may help. A roll-back that fails is logged only: a connection that
    /// is given back with an open transaction is rolled back by its pool.
    pub(super) async fn abandon(self) -> Option<Conflict> {
        let conflict = self.after().conflict;
        if let Some(open) = Arc::into_inner(self.0)
            && let Err(error) = open.inner.rollback().await
        {
            tracing::warn!(%error, "roll-back failed");
        }
        conflict
    }

    fn after(&self) -> std::sync::MutexGuard<'_, After> {
        self.0.after.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn watch<T>(&self, result: Result<T, DbErr>) -> Result<T, DbErr> {
        if let Err(error) = &result
            && let Some(conflict) = conflict_in(error)
        {
            self.after().conflict.get_or_insert(conflict);
        }
        result
    }
}

#[async_trait::async_trait]
impl ConnectionTrait for Tx {
    fn get_database_backend(&self) -> DbBackend {
        self.0.inner.get_database_backend()
    }

    async fn execute_raw(&self, statement: Statement) -> Result<ExecResult, DbErr> {
        self.watch(self.0.inner.execute_raw(statement).await)
    }

    async fn execute_unprepared(&self, sql: &str) -> Result<ExecResult, DbErr> {
        self.watch(self.0.inner.execute_unprepared(sql).await)
    }

    async fn query_one_raw(&self, statement: Statement) -> Result<Option<QueryResult>, DbErr> {
        self.watch(self.0.inner.query_one_raw(statement).await)
    }

    async fn query_all_raw(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        self.watch(self.0.inner.query_all_raw(statement).await)
    }
}

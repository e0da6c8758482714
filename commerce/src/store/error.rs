//! What can go wrong in the store, sorted by what a caller can do about it.

use sea_orm::{DbErr, RuntimeErr, SqlErr, sqlx};

/// Why the store did not do as asked. None of these is a refusal: rules are decided before writing.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// A unique index already holds such a row. (The text is the database's own, for the log.)
    #[error("already there: {0}")]
    Unique(String),
    /// Other transactions got in between each time; trying again later may help.
    #[error("the database was too busy: gave up after {0} attempts")]
    Busy(u32),
    /// A row cannot be read as what it should be.
    #[error("a stored {what} cannot be read: {reason}")]
    Corrupt {
        /// The column or type.
        what: &'static str,
        /// Why.
        reason: String,
    },
    /// A row that must exist does not.
    #[error("no {what} with id {id}")]
    Missing {
        /// The kind of aggregate.
        what: &'static str,
        /// Its id.
        id: String,
    },
    /// A closure kept its transaction after it had answered; nothing was written.
    #[error("a transaction was kept open by the closure it was lent to")]
    KeptOpen,
    /// Anything else the database says.
    #[error(transparent)]
    Database(DbErr),
}

impl From<DbErr> for StoreError {
    fn from(error: DbErr) -> Self {
        match error.sql_err() {
            Some(SqlErr::UniqueConstraintViolation(message)) => Self::Unique(message),
            _ => Self::Database(error),
        }
    }
}

/// Why a transaction may succeed when it is run again from its beginning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Conflict {
    /// Another transaction changed the same rows, or the two waited for each other.
    Serialization,
    /// Another transaction inserted the same key after this one had looked: looking again will find it.
    Unique,
}

/// The constraint that two transactions meet which number an event of the same aggregate at once.
const NUMBERED: &str = "events_numbered";

/// Reads a database's error. SQLite has none of these inside a transaction: it has one writer at a time.
pub(super) fn conflict_in(error: &DbErr) -> Option<Conflict> {
    let (DbErr::Exec(RuntimeErr::SqlxError(cause)) | DbErr::Query(RuntimeErr::SqlxError(cause))) = error else {
        return None;
    };
    let sqlx::Error::Database(cause) = cause.as_ref() else { return None };
    cause.try_downcast_ref::<sqlx::postgres::PgDatabaseError>()?;
    // PostgreSQL, Appendix A: serialization_failure, deadlock_detected, unique_violation.
    match cause.code()?.as_ref() {
        "40001" | "40P01" => Some(Conflict::Serialization),
        "23505" if cause.constraint() == Some(NUMBERED) => Some(Conflict::Serialization),
        "23505" => Some(Conflict::Unique),
        _ => None,
    }
}

//! Connections to either database, with what each needs to be durable and quick.

use std::str::FromStr;
use std::time::Duration;

use sea_orm::sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous};
use sea_orm::{ConnectOptions, Database, DatabaseConnection};

use super::StoreError;

/// How long a statement waits for another process's lock on an SQLite file, and a request for a connection.
const PATIENCE: Duration = Duration::from_secs(10);
/// Statements that each SQLite connection keeps compiled.
const PREPARED_STATEMENTS: usize = 256;

/// Where the database is: `sqlite:PATH` or `postgres://…`.
#[derive(Clone, PartialEq, Eq)]
pub struct DatabaseUrl {
    text: String,
    kind: DatabaseKind,
}

/// Which of the two databases.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum DatabaseKind {
    Sqlite,
    Postgres,
}

/// The text names no database that we can use.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("write sqlite:PATH (a file, such as sqlite:data/kassa.db) or postgres://USER:PASSWORD@HOST/NAME")]
pub struct NotADatabaseUrl;

impl FromStr for DatabaseUrl {
    type Err = NotADatabaseUrl;

    fn from_str(text: &str) -> Result<Self, NotADatabaseUrl> {
        // In memory, each connection would have a database of its own.
        let in_memory = text.contains(":memory:") || text.contains("mode=memory");
        let kind = if text.starts_with("sqlite:") && text.len() > "sqlite:".len() && !in_memory {
            DatabaseKind::Sqlite
        } else if text.starts_with("postgres://") || text.starts_with("postgresql://") {
            DatabaseKind::Postgres
        } else {
            return Err(NotADatabaseUrl);
        };
        Ok(Self { text: text.to_owned(), kind })
    }
}

/// The password is not shown.
impl std::fmt::Debug for DatabaseUrl {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.kind {
            DatabaseKind::Sqlite => f.write_str(&self.text),
            DatabaseKind::Postgres => {
                f.write_str("postgres://…@")?;
                f.write_str(self.text.rsplit('@').next().unwrap_or_default())
            }
        }
    }
}

/// How many connections to keep at most.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PoolSizes {
    /// For reading.
    pub readers: u32,
    /// For writing; SQLite always has one.
    pub writers: u32,
}

impl Default for PoolSizes {
    fn default() -> Self {
        Self { readers: 8, writers: 16 }
    }
}

/// The writing and the reading connections.
pub(super) async fn pools(
    url: &DatabaseUrl,
    sizes: PoolSizes,
) -> Result<(DatabaseConnection, DatabaseConnection), StoreError> {
    match url.kind {
        DatabaseKind::Sqlite => {
            let writer = sqlite(&url.text, 1, false).await?;
            Ok((writer, sqlite(&url.text, sizes.readers, true).await?))
        }
        DatabaseKind::Postgres => {
            let writer = postgres(&url.text, sizes.writers, false).await?;
            Ok((writer, postgres(&url.text, sizes.readers, true).await?))
        }
    }
}

fn options(url: &str, connections: u32) -> ConnectOptions {
    let mut options = ConnectOptions::new(url);
    options.max_connections(connections).min_connections(1).acquire_timeout(PATIENCE).sqlx_logging(false);
    options
}

async fn sqlite(url: &str, connections: u32, read_only: bool) -> Result<DatabaseConnection, StoreError> {
    let mut options = options(url, connections);
    // A connection to a file does not go stale: no ping before use, no end of life.
    options.test_before_acquire(false).max_lifetime(None).idle_timeout(None);
    options.map_sqlx_sqlite_opts(move |file: SqliteConnectOptions| {
        let file = file
            .create_if_missing(!read_only)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .busy_timeout(PATIENCE)
            .statement_cache_capacity(PREPARED_STATEMENTS);
        if read_only { file.pragma("query_only", "ON") } else { file }
    });
    Ok(Database::connect(options).await?)
}

async fn postgres(url: &str, connections: u32, read_only: bool) -> Result<DatabaseConnection, StoreError> {
    let mut options = options(url, connections);
    options.map_sqlx_postgres_opts(move |server| {
        let server = server.application_name("kassa");
        if read_only {
            server.options([("default_transaction_read_only", "on")])
        } else {
            server.options([("default_transaction_isolation", "repeatable read")])
        }
    });
    Ok(Database::connect(options).await?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_files_and_servers_only() {
        for good in ["sqlite:kassa.db", "sqlite:///var/kassa.db", "postgres://kassa@localhost/kassa"] {
            assert!(good.parse::<DatabaseUrl>().is_ok(), "{good}");
        }
        for bad in ["", "sqlite:", "sqlite::memory:", "sqlite:x?mode=memory", "mysql://x", "kassa.db"] {
            assert_eq!(bad.parse::<DatabaseUrl>(), Err(NotADatabaseUrl), "{bad}");
        }
    }

    #[test]
    fn hides_the_password() {
        let url: DatabaseUrl = "postgres://kassa:hunter2@localhost/kassa".parse().unwrap();
        assert_eq!(format!("{url:?}"), "postgres://…@localhost/kassa");
    }
}

//! Fresh databases, copied from a template that was migrated once.

use std::path::PathBuf;
use std::sync::atomic::{AtomicU32, Ordering};

use sea_orm::{ConnectionTrait as _, Database as SeaDatabase, DatabaseConnection};
use tokio::sync::OnceCell;

use super::postgres;
use crate::clock::Clock;
use crate::random::Random;
use crate::store::{DatabaseUrl, PoolSizes, Store};

/// Which of the two databases.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Backend {
    /// A file.
    Sqlite,
    /// A server.
    Postgres,
}

/// A database of one test, migrated.
#[derive(Debug)]
pub enum Database {
    /// A file in a directory of its own.
    Sqlite(PathBuf),
    /// A database of the cluster.
    Postgres(String),
}

static TEMPLATE_FILE: OnceCell<Vec<u8>> = OnceCell::const_new();
static TEMPLATE_DATABASE: OnceCell<String> = OnceCell::const_new();
static COUNT: AtomicU32 = AtomicU32::new(0);

/// A name that no other test of this or another process has.
fn name() -> String {
    format!("kassa_test_{}_{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed))
}

impl Database {
    /// A migrated database that nobody else uses.
    pub async fn fresh(backend: Backend) -> Self {
        match backend {
            Backend::Sqlite => {
                let template = TEMPLATE_FILE.get_or_init(template_file).await;
                let fresh = Self::empty(Backend::Sqlite).await;
                let Self::Sqlite(directory) = &fresh else { unreachable!("asked for SQLite") };
                std::fs::write(directory.join("kassa.db"), template).expect("the file is written");
                fresh
            }
            Backend::Postgres => {
                let template = TEMPLATE_DATABASE.get_or_init(template_database).await;
                let name = name();
                on_server(&format!("CREATE DATABASE {name} TEMPLATE {template}")).await;
                Self::Postgres(name)
            }
        }
    }

    /// One without any table.
    pub async fn empty(backend: Backend) -> Self {
        let name = name();
        match backend {
            Backend::Sqlite => {
                let directory = std::env::temp_dir().join(name);
                std::fs::create_dir_all(&directory).expect("a temporary directory");
                Self::Sqlite(directory)
            }
            Backend::Postgres => {
                on_server(&format!("CREATE DATABASE {name}")).await;
                Self::Postgres(name)
            }
        }
    }

    /// Where it is.
    #[must_use]
    pub fn url(&self) -> DatabaseUrl {
        self.address().parse().expect("a database URL")
    }

    /// Where it is, as an environment says it to another process.
    #[must_use]
    pub fn address(&self) -> String {
        match self {
            Self::Sqlite(directory) => format!("sqlite:{}", directory.join("kassa.db").display()),
            Self::Postgres(name) => postgres::database_url(name),
        }
    }

    /// Deletes it. Connections must be closed.
    pub async fn remove(self) {
        match self {
            Self::Sqlite(directory) => std::fs::remove_dir_all(directory).expect("the directory goes"),
            Self::Postgres(name) => on_server(&format!("DROP DATABASE {name} WITH (FORCE)")).await,
        }
    }

    async fn migrate(&self) {
        let sizes = PoolSizes { readers: 1, writers: 1 };
        let store = Store::open(&self.url(), sizes, Clock::real(), Random::system()).await.expect("it opens");
        store.migrate().await.expect("it migrates");
        store.close().await.expect("it closes");
    }
}

async fn template_file() -> Vec<u8> {
    let database = Database::empty(Backend::Sqlite).await;
    database.migrate().await;
    let Database::Sqlite(directory) = &database else { unreachable!("asked for SQLite") };
    let bytes = std::fs::read(directory.join("kassa.db")).expect("the template is there");
    database.remove().await;
    bytes
}

async fn template_database() -> String {
    let database = Database::empty(Backend::Postgres).await;
    database.migrate().await;
    let Database::Postgres(name) = database else { unreachable!("asked for PostgreSQL") };
    name
}

async fn on_server(sql: &str) {
    let server: DatabaseConnection = SeaDatabase::connect(postgres::server_url()).await.expect("the server answers");
    server.execute_unprepared(sql).await.expect("the server does as told");
    server.close().await.expect("the connection closes");
}

//! The schema, written once for both databases.
//!
//! Each migration is a list of statements in the SQL that both understand, with `BIGINT` for whole numbers (instants in
//! microseconds, counts), `TEXT` for everything else. On SQLite the tables are STRICT, so that a column holds what it
//! says. A migration that has been released is never edited; another one follows it. Only forward: a mistake is mended
//! by the next migration.

use sea_orm::{ConnectionTrait, DbBackend, DbErr};
use sea_orm_migration::{MigrationTrait, MigratorTrait, SchemaManager};

use super::{Store, StoreError};

mod m0001_people;
mod m0002_sales;
mod m0003_machinery;
mod m0004_members;
mod m0005_single_sign_on;
mod m0006_domain_claims;
mod m0007_append_only;
mod m0008_staff;
mod m0009_belonging;

struct Migrator;

impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m0001_people::Migration),
            Box::new(m0002_sales::Migration),
            Box::new(m0003_machinery::Migration),
            Box::new(m0004_members::Migration),
            Box::new(m0005_single_sign_on::Migration),
            Box::new(m0006_domain_claims::Migration),
            Box::new(m0007_append_only::Migration),
            Box::new(m0008_staff::Migration),
            Box::new(m0009_belonging::Migration),
        ]
    }
}

/// Names the advisory lock that migrating processes take turns with on PostgreSQL: “kassa” in ASCII.
const TURN: i64 = 0x006b_6173_7361;

/// Applies what is pending, all or nothing.
pub(super) async fn up(store: &Store) -> Result<(), StoreError> {
    store
        .write_latest(|tx| async move {
            if tx.get_database_backend() == DbBackend::Postgres {
                tx.execute_unprepared(&format!("SELECT pg_advisory_xact_lock({TURN})")).await?;
            }
            Migrator::up(tx.inner(), None).await?;
            Ok(())
        })
        .await
}

/// The names of what is pending, without writing anything.
pub(super) async fn pending(db: &impl ConnectionTrait) -> Result<Vec<String>, StoreError> {
    let pending = Migrator::get_pending_migrations_read_only(db).await?;
    Ok(pending.iter().map(|migration| migration.name().to_owned()).collect())
}

/// Runs statements of the shared SQL in order.
async fn run(manager: &SchemaManager<'_>, statements: &[&str]) -> Result<(), DbErr> {
    let sqlite = manager.get_database_backend() == DbBackend::Sqlite;
    for statement in statements {
        let statement = if sqlite { for_sqlite(statement) } else { (*statement).to_owned() };
        manager.get_connection().execute_unprepared(&statement).await?;
    }
    Ok(())
}

/// The same statement in SQLite's words: STRICT tables call a 64-bit number INTEGER.
fn for_sqlite(statement: &str) -> String {
    let statement = statement.replace("BIGINT", "INTEGER");
    if statement.trim_start().starts_with("CREATE TABLE") { format!("{statement} STRICT") } else { statement }
}

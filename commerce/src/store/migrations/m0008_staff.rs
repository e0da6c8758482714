//! Our own people: finding a customer, and acting on its behalf.

use domain::account::BillingAccount;
use sea_orm::{ConnectionTrait, DbErr, Statement};
use sea_orm_migration::{MigrationName, MigrationTrait, SchemaManager};

use crate::store::billing_accounts::found_by;

pub(super) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &str {
        "m0008_staff"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        super::run(manager, STATEMENTS).await?;
        fill_in(manager).await
    }
}

const STATEMENTS: &[&str] = &[
    // What an account is found by, in lower case: its name, tax id, invoice address.
    "ALTER TABLE billing_accounts ADD COLUMN found_by TEXT NOT NULL DEFAULT ''",
    // One of us who acts for a customer: in one browser, for one account at a time.
    "CREATE TABLE actings (
        id TEXT PRIMARY KEY,
        session_id TEXT NOT NULL,
        account_id TEXT NOT NULL REFERENCES billing_accounts (id),
        state TEXT NOT NULL,
        until BIGINT NOT NULL
    )",
    "CREATE INDEX actings_by_session ON actings (session_id, until)",
    "CREATE INDEX actings_by_account ON actings (account_id, until)",
];

/// The accounts that are there already can be found, too.
async fn fill_in(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let (db, backend) = (manager.get_connection(), manager.get_database_backend());
    let all = Statement::from_string(backend, "SELECT id, state FROM billing_accounts");
    for row in db.query_all_raw(all).await? {
        let (id, state): (String, String) = (row.try_get_by(0)?, row.try_get_by(1)?);
        let account: BillingAccount = serde_json::from_str(&state).map_err(|error| DbErr::Custom(error.to_string()))?;
        let fill = "UPDATE billing_accounts SET found_by = $1 WHERE id = $2";
        db.execute_raw(Statement::from_sql_and_values(backend, fill, [found_by(&account).into(), id.into()])).await?;
    }
    Ok(())
}

//! What somebody began is found by them; and the membership of whoever answers for an account cannot go while they do.

use sea_orm::{DbBackend, DbErr};
use sea_orm_migration::{MigrationName, MigrationTrait, SchemaManager};

pub(super) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &str {
        "m0009_belonging"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        super::run(manager, STATEMENTS).await?;
        let filled_in = if manager.get_database_backend() == DbBackend::Sqlite { ON_SQLITE } else { ON_POSTGRES };
        super::run(manager, filled_in).await
    }
}

const STATEMENTS: &[&str] = &[
    "CREATE INDEX checkouts_by_buyer ON checkouts (user_id) WHERE status IN ('open', 'with_approver')",
    // Looked at when a transaction ends: an account and its first member come into being together.
    "ALTER TABLE billing_accounts ADD COLUMN primary_membership_id TEXT
        REFERENCES memberships (id) DEFERRABLE INITIALLY DEFERRED",
    "UPDATE billing_accounts SET primary_membership_id = (
        SELECT id FROM memberships WHERE account_id = billing_accounts.id AND user_id = billing_accounts.primary_owner_id
    )",
    "CREATE INDEX billing_accounts_by_primary_membership ON billing_accounts (primary_membership_id)",
];

/// Open checkouts in which somebody proved their address are theirs.
const ON_SQLITE: &[&str] = &["UPDATE checkouts SET user_id = json_extract(state, '$.email.user')
     WHERE user_id IS NULL AND status IN ('open', 'with_approver')"];

/// The same; and what is deferred is looked at now, so that a later migration can change the table.
const ON_POSTGRES: &[&str] = &[
    "UPDATE checkouts SET user_id = state::jsonb #>> '{email,user}'
     WHERE user_id IS NULL AND status IN ('open', 'with_approver')",
    "SET CONSTRAINTS ALL IMMEDIATE",
];

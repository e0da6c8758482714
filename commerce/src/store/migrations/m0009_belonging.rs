//! What somebody began is found by them, and whoever answers for an account is a member of it, says the database.

use sea_orm::DbErr;
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
        super::run(manager, STATEMENTS).await
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
];

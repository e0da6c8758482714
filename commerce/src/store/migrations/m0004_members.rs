//! Members: who is invited; and what the audit trail needs to know of an event: whose it is, and from where.

use sea_orm::DbErr;
use sea_orm_migration::{MigrationName, MigrationTrait, SchemaManager};

pub(super) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &str {
        "m0004_members"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        super::run(manager, STATEMENTS).await
    }
}

const STATEMENTS: &[&str] = &[
    // Somebody who is asked to become a member. One address waits once for each account.
    "CREATE TABLE invitations (
        id TEXT PRIMARY KEY,
        account_id TEXT NOT NULL REFERENCES billing_accounts (id),
        email_key TEXT NOT NULL,
        status TEXT NOT NULL,
        state TEXT NOT NULL,
        created_at BIGINT NOT NULL,
        updated_at BIGINT NOT NULL
    )",
    "CREATE UNIQUE INDEX invitations_waiting ON invitations (account_id, email_key) WHERE status = 'pending'",
    "CREATE INDEX invitations_by_email ON invitations (email_key, status)",
    // The account whose audit trail an event belongs to, and the browser that it was done from.
    "ALTER TABLE events ADD COLUMN account_id TEXT",
    "ALTER TABLE events ADD COLUMN origin TEXT",
    "CREATE INDEX events_by_account ON events (account_id, occurred_at)",
];

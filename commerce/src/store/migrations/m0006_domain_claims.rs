//! Mail domains that accounts claim, and people who ask to join because their address is in one.

use sea_orm::DbErr;
use sea_orm_migration::{MigrationName, MigrationTrait, SchemaManager};

pub(super) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &str {
        "m0006_domain_claims"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        super::run(manager, STATEMENTS).await
    }
}

const STATEMENTS: &[&str] = &[
    "CREATE TABLE domain_claims (
        id TEXT PRIMARY KEY,
        account_id TEXT NOT NULL REFERENCES billing_accounts (id),
        domain TEXT NOT NULL,
        status TEXT NOT NULL,
        state TEXT NOT NULL,
        created_at BIGINT NOT NULL,
        updated_at BIGINT NOT NULL
    )",
    // Several accounts may claim a domain, each once; it is one's.
    "CREATE UNIQUE INDEX domain_claims_one ON domain_claims (domain) WHERE status = 'verified'",
    "CREATE UNIQUE INDEX domain_claims_live ON domain_claims (account_id, domain)
        WHERE status IN ('pending', 'verified')",
    // One person waits once for each account.
    "CREATE TABLE join_requests (
        id TEXT PRIMARY KEY,
        account_id TEXT NOT NULL REFERENCES billing_accounts (id),
        user_id TEXT NOT NULL REFERENCES users (id),
        status TEXT NOT NULL,
        state TEXT NOT NULL,
        created_at BIGINT NOT NULL,
        updated_at BIGINT NOT NULL
    )",
    "CREATE UNIQUE INDEX join_requests_waiting ON join_requests (account_id, user_id) WHERE status = 'waiting'",
    "CREATE INDEX join_requests_by_user ON join_requests (user_id, account_id, created_at)",
];

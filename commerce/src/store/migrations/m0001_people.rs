//! People and what opens doors for them: users, e-mail codes, sessions, accounts, grants.

use sea_orm::DbErr;
use sea_orm_migration::{MigrationName, MigrationTrait, SchemaManager};

pub(super) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &str {
        "m0001_people"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        super::run(manager, STATEMENTS).await
    }
}

const STATEMENTS: &[&str] = &[
    // A person. The address is in its normal form, so that one person cannot be two.
    "CREATE TABLE users (
        id TEXT PRIMARY KEY,
        email TEXT NOT NULL UNIQUE,
        name TEXT,
        locale TEXT NOT NULL,
        created_at BIGINT NOT NULL,
        verified_at BIGINT NOT NULL
    )",
    // A request to prove an address. The hash is keyed; the code itself is nowhere.
    "CREATE TABLE email_codes (
        id TEXT PRIMARY KEY,
        email TEXT NOT NULL,
        code_hash TEXT NOT NULL,
        locale TEXT NOT NULL,
        tries BIGINT NOT NULL,
        created_at BIGINT NOT NULL,
        expires_at BIGINT NOT NULL,
        used_at BIGINT
    )",
    "CREATE INDEX email_codes_by_email ON email_codes (email, created_at)",
    // A signed-in browser. The previous secret stays good for a moment after rotation, for requests under way.
    "CREATE TABLE sessions (
        id TEXT PRIMARY KEY,
        user_id TEXT NOT NULL REFERENCES users (id),
        secret_hash TEXT NOT NULL UNIQUE,
        previous_hash TEXT UNIQUE,
        previous_until BIGINT,
        created_at BIGINT NOT NULL,
        rotated_at BIGINT NOT NULL,
        expires_at BIGINT NOT NULL,
        ended_at BIGINT
    )",
    "CREATE INDEX sessions_by_user ON sessions (user_id)",
    // A paying organisation. It has a primary owner from its first moment.
    "CREATE TABLE billing_accounts (
        id TEXT PRIMARY KEY,
        primary_owner_id TEXT NOT NULL REFERENCES users (id),
        company_key TEXT NOT NULL,
        state TEXT NOT NULL,
        created_at BIGINT NOT NULL,
        updated_at BIGINT NOT NULL
    )",
    "CREATE INDEX billing_accounts_by_company ON billing_accounts (company_key)",
    // Who may do what for it.
    "CREATE TABLE memberships (
        id TEXT PRIMARY KEY,
        account_id TEXT NOT NULL REFERENCES billing_accounts (id),
        user_id TEXT NOT NULL REFERENCES users (id),
        role TEXT NOT NULL,
        created_at BIGINT NOT NULL,
        UNIQUE (account_id, user_id)
    )",
    "CREATE INDEX memberships_by_user ON memberships (user_id)",
    // A secret that opens one thing: a mailed link, the cookie it was exchanged for, a token, a ticket.
    "CREATE TABLE grants (
        id TEXT PRIMARY KEY,
        kind TEXT NOT NULL,
        purpose TEXT NOT NULL,
        aggregate_id TEXT NOT NULL,
        secret_hash TEXT NOT NULL UNIQUE,
        created_at BIGINT NOT NULL,
        expires_at BIGINT NOT NULL,
        used_at BIGINT
    )",
    "CREATE INDEX grants_by_aggregate ON grants (aggregate_id)",
];

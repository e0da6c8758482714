//! People and what opens doors for them: users, sessions, e-mail codes, accounts, links.

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
    // A person. The address is in its normal form, so that one person cannot be two; beside it as they spell it.
    "CREATE TABLE users (
        id TEXT PRIMARY KEY,
        email_key TEXT NOT NULL UNIQUE,
        email TEXT NOT NULL,
        name TEXT,
        language TEXT NOT NULL,
        created_at BIGINT NOT NULL,
        verified_at BIGINT NOT NULL
    )",
    // A browser, signed in or not. Its previous secret stays good until the new one has been seen, and a moment longer.
    "CREATE TABLE sessions (
        id TEXT PRIMARY KEY,
        user_id TEXT REFERENCES users (id),
        secret_hash TEXT NOT NULL UNIQUE,
        previous_hash TEXT UNIQUE,
        previous_until BIGINT,
        signed_in_at BIGINT NOT NULL,
        used_at BIGINT NOT NULL,
        rotated_at BIGINT NOT NULL,
        ended_at BIGINT
    )",
    "CREATE INDEX sessions_by_user ON sessions (user_id)",
    "CREATE INDEX sessions_by_use ON sessions (used_at)",
    // What a browser may open without being signed in: what it began, and what it was handed by a link.
    "CREATE TABLE session_grants (
        session_id TEXT NOT NULL REFERENCES sessions (id),
        aggregate_id TEXT NOT NULL,
        purpose TEXT NOT NULL,
        state TEXT NOT NULL,
        created_at BIGINT NOT NULL,
        PRIMARY KEY (session_id, aggregate_id, purpose)
    )",
    // Codes sent to an address for one browser. The hash is keyed; the digits are nowhere.
    "CREATE TABLE email_codes (
        holder TEXT NOT NULL,
        email_key TEXT NOT NULL,
        request_id TEXT NOT NULL UNIQUE,
        state TEXT NOT NULL,
        updated_at BIGINT NOT NULL,
        PRIMARY KEY (holder, email_key)
    )",
    // A paying organisation. It has a primary owner from its first moment.
    "CREATE TABLE billing_accounts (
        id TEXT PRIMARY KEY,
        primary_owner_id TEXT NOT NULL REFERENCES users (id),
        state TEXT NOT NULL,
        created_at BIGINT NOT NULL,
        updated_at BIGINT NOT NULL
    )",
    // Who may do what for it: the members inside the account's state, to be found by person.
    "CREATE TABLE memberships (
        id TEXT PRIMARY KEY,
        account_id TEXT NOT NULL REFERENCES billing_accounts (id),
        user_id TEXT NOT NULL REFERENCES users (id),
        role TEXT NOT NULL,
        since BIGINT NOT NULL,
        UNIQUE (account_id, user_id)
    )",
    "CREATE INDEX memberships_by_user ON memberships (user_id)",
    // A secret that opens one thing: a mailed link, a token for a frame, a ticket for a stream.
    "CREATE TABLE links (
        id TEXT PRIMARY KEY,
        kind TEXT NOT NULL,
        secret_hash TEXT NOT NULL UNIQUE,
        aggregate_id TEXT NOT NULL,
        purpose TEXT NOT NULL,
        state TEXT NOT NULL,
        created_at BIGINT NOT NULL,
        expires_at BIGINT NOT NULL,
        used_at BIGINT
    )",
    "CREATE INDEX links_by_aggregate ON links (aggregate_id, purpose)",
    "CREATE INDEX links_by_expiry ON links (expires_at)",
];

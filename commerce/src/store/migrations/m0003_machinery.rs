//! What makes the rest dependable: events, jobs, mails, webhook receipts, guards, the test clock.

use sea_orm::DbErr;
use sea_orm_migration::{MigrationName, MigrationTrait, SchemaManager};

pub(super) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &str {
        "m0003_machinery"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        super::run(manager, STATEMENTS).await
    }
}

const STATEMENTS: &[&str] = &[
    // What happened, in order for each aggregate, each with the whole state after it.
    "CREATE TABLE events (
        id TEXT PRIMARY KEY,
        aggregate TEXT NOT NULL,
        aggregate_id TEXT NOT NULL,
        sequence BIGINT NOT NULL,
        name TEXT NOT NULL,
        actor TEXT NOT NULL,
        snapshot TEXT NOT NULL,
        occurred_at BIGINT NOT NULL,
        CONSTRAINT events_numbered UNIQUE (aggregate_id, sequence)
    )",
    // What is to be done. A finished job is deleted; a dead one stays, with its reason.
    "CREATE TABLE jobs (
        id TEXT PRIMARY KEY,
        kind TEXT NOT NULL,
        payload TEXT NOT NULL,
        unique_key TEXT,
        run_at BIGINT NOT NULL,
        attempts BIGINT NOT NULL,
        lease_owner TEXT,
        lease_until BIGINT,
        run_again_at BIGINT,
        last_error TEXT,
        created_at BIGINT NOT NULL,
        dead_at BIGINT
    )",
    "CREATE INDEX jobs_due ON jobs (run_at) WHERE dead_at IS NULL",
    "CREATE UNIQUE INDEX jobs_unique ON jobs (unique_key) WHERE dead_at IS NULL",
    // What was mailed to whom; not the words, which may hold codes and links.
    "CREATE TABLE mails (
        id TEXT PRIMARY KEY,
        recipient TEXT NOT NULL,
        letter TEXT NOT NULL,
        created_at BIGINT NOT NULL,
        sent_at BIGINT
    )",
    "CREATE INDEX mails_by_recipient ON mails (recipient, letter, created_at)",
    // Demo mode only: mails as they would have been sent, for /dev/mail.
    "CREATE TABLE demo_mails (
        id TEXT PRIMARY KEY,
        recipient TEXT NOT NULL,
        subject TEXT NOT NULL,
        text_body TEXT NOT NULL,
        html_body TEXT NOT NULL,
        sent_at BIGINT NOT NULL
    )",
    "CREATE INDEX demo_mails_by_recipient ON demo_mails (lower(recipient), sent_at)",
    // Webhooks seen, so that a second delivery does nothing.
    "CREATE TABLE webhook_receipts (
        provider TEXT NOT NULL,
        event_id TEXT NOT NULL,
        received_at BIGINT NOT NULL,
        PRIMARY KEY (provider, event_id)
    )",
    // Where transactions take turns on PostgreSQL.
    "CREATE TABLE guards (
        name TEXT PRIMARY KEY,
        passed_at BIGINT NOT NULL
    )",
    // The test clock's reading.
    "CREATE TABLE clock (
        id BIGINT PRIMARY KEY CHECK (id = 1),
        ahead_us BIGINT NOT NULL,
        frozen_at BIGINT
    )",
];

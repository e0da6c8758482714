//! Signing in through a provider: who is who there, sign-ins on their way, and what signed a browser in.

use sea_orm::DbErr;
use sea_orm_migration::{MigrationName, MigrationTrait, SchemaManager};

pub(super) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &str {
        "m0005_single_sign_on"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        super::run(manager, STATEMENTS).await
    }
}

const STATEMENTS: &[&str] = &[
    // Browser and system of whoever signed in, in two words that its owner knows it by.
    "ALTER TABLE sessions ADD COLUMN device TEXT",
    // Who somebody is to a provider. The issuer is the key, not our name for it: that may come to mean somebody else.
    "CREATE TABLE identities (
        issuer TEXT NOT NULL,
        subject TEXT NOT NULL,
        user_id TEXT NOT NULL REFERENCES users (id),
        email TEXT NOT NULL,
        linked_at BIGINT NOT NULL,
        used_at BIGINT NOT NULL,
        PRIMARY KEY (issuer, subject)
    )",
    "CREATE INDEX identities_by_user ON identities (user_id)",
    // Sign-ins that a provider is to answer. What is sent to it follows from the state and the server's key; of the state
    // only the hash is here.
    "CREATE TABLE sso_attempts (
        state_hash TEXT PRIMARY KEY,
        session_id TEXT NOT NULL REFERENCES sessions (id),
        provider TEXT NOT NULL,
        go_on TEXT NOT NULL,
        begun_at BIGINT NOT NULL,
        answered_at BIGINT
    )",
    "CREATE INDEX sso_attempts_by_session ON sso_attempts (session_id)",
    "CREATE INDEX sso_attempts_by_age ON sso_attempts (begun_at)",
    // The browsers that a provider signed in, to be found when it says that somebody has left.
    "CREATE TABLE session_identities (
        session_id TEXT PRIMARY KEY REFERENCES sessions (id),
        issuer TEXT NOT NULL,
        subject TEXT NOT NULL,
        provider_session TEXT,
        state TEXT NOT NULL
    )",
    "CREATE INDEX session_identities_by_subject ON session_identities (issuer, subject)",
    "CREATE INDEX session_identities_by_session ON session_identities (issuer, provider_session)",
    // Logout tokens that were taken, so that none is taken twice.
    "CREATE TABLE logout_tokens (
        issuer TEXT NOT NULL,
        token_id TEXT NOT NULL,
        taken_at BIGINT NOT NULL,
        PRIMARY KEY (issuer, token_id)
    )",
    "CREATE INDEX logout_tokens_by_age ON logout_tokens (taken_at)",
];

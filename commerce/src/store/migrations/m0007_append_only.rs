//! Events are only added to: the database itself refuses to change or delete one.
//!
//! One exception: what an event says about a person can be taken out of it when that person has their data erased. Then what
//! happened, to what, when and in which order stays as it was, and the event says that and when it was redacted.

use sea_orm::{ConnectionTrait as _, DbBackend, DbErr};
use sea_orm_migration::{MigrationName, MigrationTrait, SchemaManager};

pub(super) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &str {
        "m0007_append_only"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        super::run(manager, &["ALTER TABLE events ADD COLUMN redacted_at BIGINT"]).await?;
        let triggers = if manager.get_database_backend() == DbBackend::Sqlite { ON_SQLITE } else { ON_POSTGRES };
        for statement in triggers {
            manager.get_connection().execute_unprepared(statement).await?;
        }
        Ok(())
    }
}

const ON_SQLITE: &[&str] = &[
    "CREATE TRIGGER events_kept BEFORE DELETE ON events
     BEGIN SELECT RAISE(ABORT, 'events are only added to'); END",
    "CREATE TRIGGER events_unchanged BEFORE UPDATE ON events
     WHEN NEW.redacted_at IS NULL OR NEW.redacted_at <= OLD.redacted_at
        OR NEW.id <> OLD.id OR NEW.aggregate <> OLD.aggregate OR NEW.aggregate_id <> OLD.aggregate_id
        OR NEW.sequence <> OLD.sequence OR NEW.name <> OLD.name OR NEW.occurred_at <> OLD.occurred_at
        OR NEW.account_id IS NOT OLD.account_id
     BEGIN SELECT RAISE(ABORT, 'events are only added to'); END",
];

const ON_POSTGRES: &[&str] = &[
    "CREATE FUNCTION events_only_added_to() RETURNS trigger LANGUAGE plpgsql AS $$
     BEGIN
        IF TG_OP = 'UPDATE' THEN
            IF NEW.redacted_at IS NOT NULL AND (OLD.redacted_at IS NULL OR NEW.redacted_at > OLD.redacted_at)
                AND (NEW.id, NEW.aggregate, NEW.aggregate_id, NEW.sequence, NEW.name, NEW.occurred_at)
                  = (OLD.id, OLD.aggregate, OLD.aggregate_id, OLD.sequence, OLD.name, OLD.occurred_at)
                AND NEW.account_id IS NOT DISTINCT FROM OLD.account_id
            THEN
                RETURN NEW;
            END IF;
        END IF;
        RAISE EXCEPTION 'events are only added to';
     END $$",
    "CREATE TRIGGER events_unchanged BEFORE UPDATE OR DELETE ON events
     FOR EACH ROW EXECUTE FUNCTION events_only_added_to()",
    "CREATE TRIGGER events_kept BEFORE TRUNCATE ON events
     FOR EACH STATEMENT EXECUTE FUNCTION events_only_added_to()",
];

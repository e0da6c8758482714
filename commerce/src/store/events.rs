//! What happened, in order for each aggregate.
//!
//! An event carries the next number of its aggregate and the whole state after it, so that a consumer survives loss and
//! reordering. It is written by the transaction that changes the state, and announced after that has committed.

use domain::access::{Actor, Origin};
use domain::ids::{AccountId, EventId};
use sea_orm::entity::prelude::*;
use sea_orm::{QueryOrder as _, QuerySelect as _, Statement, Value};
use serde::Serialize;

use super::{Json, Micros, StoreError, Text, Tx};
use crate::aggregate::AggregateRef;

mod follow;
pub mod redact;
pub mod trail;

pub use follow::Follower;

/// A stored event.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "events")]
pub struct Model {
    /// Its id: a consumer that sees it twice ignores the second.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Text<EventId>,
    /// The kind of aggregate it happened to.
    pub aggregate: String,
    /// Which one.
    pub aggregate_id: String,
    /// Counts the events of this aggregate: 1, 2, 3, … without a gap.
    pub sequence: i64,
    /// What happened, like `order_committed`.
    pub name: String,
    /// Who did it.
    pub actor: Json<Actor>,
    /// The account whose audit trail it belongs to.
    pub account_id: Option<Text<AccountId>>,
    /// From where, if by somebody's browser.
    pub origin: Option<Json<Origin>>,
    /// The aggregate's state afterwards, as JSON.
    pub snapshot: String,
    /// When.
    pub occurred_at: Micros,
    /// When a person was last taken out of it, if one was.
    pub redacted_at: Option<Micros>,
}

/// Events refer to aggregates of every kind, so not by foreign key.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// What has just happened to an aggregate, and who did it. Whatever changes a stored aggregate asks for one.
#[derive(Clone, Copy, Debug)]
pub struct Change<'a> {
    /// What, in snake case and the past tense, like `order_committed`.
    pub event: &'static str,
    /// Who did it.
    pub by: &'a Actor,
}

/// Says that an aggregate has moved on; the event itself is in the store.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Announcement {
    /// Which aggregate.
    pub aggregate_id: String,
    /// The number of its newest event.
    pub sequence: i64,
}

/// The number is computed by the statement that uses it. Two transactions that compute the same one collide on the
/// unique index, and the later runs again.
const RECORD: &str =
    "INSERT INTO events (id, aggregate, aggregate_id, sequence, name, actor, snapshot, occurred_at, account_id, origin)
    SELECT $1, $2, $3, COALESCE(MAX(sequence), 0) + 1, $4, $5, $6, $7, $8, $9 FROM events WHERE aggregate_id = $3
    RETURNING sequence";

impl Tx {
    /// Records that `aggregate`, which is `account`'s if it is anybody's, has changed and is now as `snapshot` says; returns the
    /// number of the event.
    ///
    /// # Errors
    /// The database failed, or the snapshot does not serialise.
    pub async fn record<S: Serialize>(
        &self,
        aggregate: impl Into<AggregateRef>,
        account: Option<AccountId>,
        change: Change<'_>,
        snapshot: &S,
    ) -> Result<i64, StoreError> {
        let aggregate = aggregate.into();
        let id: EventId = self.id();
        let json = |error: serde_json::Error| StoreError::Corrupt { what: "snapshot", reason: error.to_string() };
        let values: [Value; 9] = [
            id.to_string().into(),
            aggregate.kind.name().into(),
            aggregate.id.clone().into(),
            change.event.into(),
            Json(change.by.clone()).into(),
            serde_json::to_string(snapshot).map_err(json)?.into(),
            self.now().as_microsecond().into(),
            account.map(|account| account.to_string()).into(),
            self.origin().map(|origin| Json(origin.clone())).into(),
        ];
        let statement = Statement::from_sql_and_values(self.get_database_backend(), RECORD, values);
        let row = self.query_one_raw(statement).await?;
        let missing = || StoreError::Missing { what: "event number", id: aggregate.id.clone() };
        let sequence: i64 = row.ok_or_else(missing)?.try_get_by(0)?;
        self.announce(Announcement { aggregate_id: aggregate.id, sequence });
        Ok(sequence)
    }
}

/// The number of the newest event of an aggregate; 0 where nothing has happened.
///
/// # Errors
/// The database failed.
pub async fn newest(db: &impl ConnectionTrait, aggregate_id: &str) -> Result<i64, StoreError> {
    let newest = Entity::find()
        .select_only()
        .column(Column::Sequence)
        .filter(Column::AggregateId.eq(aggregate_id))
        .order_by_desc(Column::Sequence)
        .limit(1)
        .into_tuple::<i64>()
        .one(db)
        .await?;
    Ok(newest.unwrap_or(0))
}

/// The events of an aggregate after number `after`, in order, at most `limit`.
///
/// # Errors
/// The database failed.
pub async fn after(
    db: &impl ConnectionTrait,
    aggregate_id: &str,
    after: i64,
    limit: u64,
) -> Result<Vec<Model>, StoreError> {
    let events = Entity::find()
        .filter(Column::AggregateId.eq(aggregate_id))
        .filter(Column::Sequence.gt(after))
        .order_by_asc(Column::Sequence)
        .limit(limit)
        .all(db)
        .await?;
    Ok(events)
}

//! The events of an account, for its audit trail.

use std::collections::HashMap;

use domain::audit::AuditFilter;
use domain::ids::AccountId;
use domain::moment::{after, days, start_of};
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::Condition;
use sea_orm::{QueryOrder as _, QuerySelect as _};

use super::{Column, Entity, Model};
use crate::store::{Micros, StoreError, Text};

/// The events of an account that the filter lets through, the newest first, at most `limit`.
///
/// # Errors
/// The database failed.
pub async fn of_account(
    db: &impl ConnectionTrait,
    account: AccountId,
    filter: &AuditFilter,
    limit: u64,
) -> Result<Vec<Model>, StoreError> {
    let mut wanted = Condition::all().add(Column::AccountId.eq(Text(account)));
    if !filter.event.is_empty() {
        wanted = wanted.add(Column::Name.eq(filter.event.as_str()));
    }
    if !filter.actor.is_empty() {
        // The actor is stored as JSON, its kind first.
        let kind: String = filter.actor.chars().filter(char::is_ascii_lowercase).collect();
        wanted = wanted.add(Column::Actor.like(format!("{{\"actor\":\"{kind}\"%")));
    }
    if let Some(from) = filter.from {
        wanted = wanted.add(Column::OccurredAt.gte(Micros(start_of(from))));
    }
    if let Some(until) = filter.until {
        wanted = wanted.add(Column::OccurredAt.lt(Micros(after(start_of(until), days(1)))));
    }
    if !filter.older_than.is_empty() {
        wanted = wanted.add(Column::Id.lt(filter.older_than.as_str()));
    }
    Ok(Entity::find().filter(wanted).order_by_desc(Column::Id).limit(limit).all(db).await?)
}

/// What each of these events found: the snapshot of the event before it, by the event's own id. What was another account's
/// until then is nothing for the readers of this one.
///
/// # Errors
/// The database failed.
pub async fn before(db: &impl ConnectionTrait, events: &[Model]) -> Result<HashMap<String, String>, StoreError> {
    let mut wanted = Condition::any();
    for event in events.iter().filter(|event| event.sequence > 1) {
        let one = Condition::all().add(Column::AggregateId.eq(event.aggregate_id.as_str()));
        wanted = wanted.add(one.add(Column::Sequence.eq(event.sequence - 1)));
    }
    if wanted.is_empty() {
        return Ok(HashMap::new());
    }
    let found = Entity::find().filter(wanted).all(db).await?;
    let mut earlier: HashMap<_, _> =
        found.into_iter().map(|event| ((event.aggregate_id.clone(), event.sequence), event)).collect();
    let of = |event: &Model| {
        let before = earlier.remove(&(event.aggregate_id.clone(), event.sequence - 1))?;
        let readable = before.account_id.is_none() || before.account_id == event.account_id;
        readable.then(|| (event.id.0.to_string(), before.snapshot))
    };
    Ok(events.iter().filter_map(of).collect())
}

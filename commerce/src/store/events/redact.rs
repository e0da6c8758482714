//! Taking people out of events: the one change that the database lets happen to them, once it has been noted.
//!
//! What happened, to what, by which id, when and in which order stays as it was. Orders are the ledger's and keep whom a voucher
//! names (`docs/personal-data.md`).

use domain::access::Actor;
use domain::ids::{EventId, UserId};
use jiff::{SignedDuration, Timestamp};
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::SelectStatement;
use sea_orm::{Condition, Set};

use super::{Column, Entity, Model};
use crate::redaction::Redaction;
use crate::store::personal::contains;
use crate::store::{Json, Micros, StoreError, Text, Tx};

/// The kind of aggregate that the ledger keeps.
const VOUCHER: &str = "order";

/// Takes a person out of every event.
///
/// # Errors
/// The database failed.
pub async fn person(tx: &Tx, redaction: &Redaction) -> Result<(), StoreError> {
    let mut named = Condition::any();
    for address in redaction.addresses() {
        named = named.add(contains(tx, "snapshot", address)).add(contains(tx, "actor", address));
    }
    for event in Entity::find().filter(named).all(tx).await? {
        let snapshot = match event.aggregate.as_str() {
            VOUCHER => redaction.of_voucher(&event.snapshot),
            _ => redaction.of_json(&event.snapshot),
        };
        let actor = serde_json::to_string(&event.actor.0).ok().and_then(|actor| redaction.of_json(&actor));
        let actor: Option<Actor> = actor.and_then(|actor| serde_json::from_str(&actor).ok());
        if snapshot.is_none() && actor.is_none() {
            continue;
        }
        let row = super::ActiveModel {
            snapshot: Set(snapshot.unwrap_or(event.snapshot)),
            // Whose name is taken out of who did it did it from somewhere.
            origin: Set(event.origin.filter(|_| actor.is_none())),
            actor: Set(Json(actor.unwrap_or(event.actor.0))),
            ..Default::default()
        };
        note(tx, (event.id, event.redacted_at), row).await?;
    }
    Ok(())
}

/// Rewrites what the events of an aggregate say where `rewrite` has something else to say.
///
/// # Errors
/// The database failed.
pub async fn rewrite(
    tx: &Tx,
    aggregate: &str,
    rewrite: impl Fn(&str) -> Option<String> + Send,
) -> Result<(), StoreError> {
    for event in Entity::find().filter(Column::AggregateId.eq(aggregate)).all(tx).await? {
        let Some(snapshot) = rewrite(&event.snapshot) else { continue };
        let row = super::ActiveModel { snapshot: Set(snapshot), ..Default::default() };
        note(tx, (event.id, event.redacted_at), row).await?;
    }
    Ok(())
}

/// Forgets from where a person did what they did, and from where guests did what was done to `aggregates`, which are theirs.
///
/// # Errors
/// The database failed.
pub async fn origins(tx: &Tx, user: UserId, aggregates: &[String]) -> Result<(), StoreError> {
    let as_guest = Condition::all()
        .add(Column::Actor.eq(Json(Actor::Visitor)))
        .add(Column::AggregateId.is_in(aggregates.iter().map(String::as_str)));
    let theirs = Condition::any().add(Column::Actor.eq(Json(Actor::User { user }))).add(as_guest);
    let theirs = Condition::all().add(theirs).add(Column::Origin.is_not_null());
    for event in Entity::find().filter(theirs).all(tx).await? {
        let row = super::ActiveModel { origin: Set(None), ..Default::default() };
        note(tx, (event.id, event.redacted_at), row).await?;
    }
    Ok(())
}

/// Empties the events of the aggregates that `ids` selects, which nobody ever owned.
pub(in crate::store) async fn empty(tx: &Tx, ids: SelectStatement) -> Result<(), StoreError> {
    let row = super::ActiveModel {
        snapshot: Set("{}".to_owned()),
        actor: Set(Json(Actor::Visitor)),
        origin: Set(None),
        redacted_at: Set(Some(Micros(tx.now()))),
        ..Default::default()
    };
    let theirs = Condition::all().add(Column::AggregateId.in_subquery(ids)).add(Column::RedactedAt.is_null());
    Entity::update_many().set(row).filter(theirs).exec(tx).await?;
    Ok(())
}

/// The events that a person caused, the oldest first, at most `limit`.
///
/// # Errors
/// The database failed.
pub async fn caused_by(db: &impl ConnectionTrait, user: UserId, limit: u64) -> Result<Vec<Model>, StoreError> {
    use sea_orm::{QueryOrder as _, QuerySelect as _};
    let theirs = Entity::find().filter(Column::Actor.eq(Json(Actor::User { user })));
    Ok(theirs.order_by_asc(Column::Id).limit(limit).all(db).await?)
}

/// Writes a redaction of an event down, which was redacted `before`: noted later than that.
async fn note(
    tx: &Tx,
    (event, before): (Text<EventId>, Option<Micros>),
    row: super::ActiveModel,
) -> Result<(), StoreError> {
    let next = |before: Micros| before.0.saturating_add(SignedDuration::from_micros(1)).unwrap_or(Timestamp::MAX);
    let at = before.map_or(tx.now(), |before| next(before).max(tx.now()));
    let row = super::ActiveModel { redacted_at: Set(Some(Micros(at))), ..row };
    Entity::update_many().set(row).filter(Column::Id.eq(event)).exec(tx).await?;
    Ok(())
}

//! What a session may open without being signed in: what it began, and what it was handed by a link.

use domain::access::{Grant, Purpose, Scope};
use domain::ids::SessionId;
use sea_orm::Set;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Condition, OnConflict};

use crate::aggregate::AggregateRef;
use crate::store::{Json, Micros, StoreError, Text, Tx};

/// A stored grant.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "session_grants")]
pub struct Model {
    /// Whose.
    #[sea_orm(primary_key, auto_increment = false)]
    pub session_id: Text<SessionId>,
    /// What it opens.
    #[sea_orm(primary_key, auto_increment = false)]
    pub aggregate_id: String,
    /// The name of the purpose.
    #[sea_orm(primary_key, auto_increment = false)]
    pub purpose: String,
    /// All of it.
    pub state: Json<Grant>,
    /// Since when.
    pub created_at: Micros,
}

/// No relation is walked from here.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// The name of a purpose in a key column.
#[must_use]
pub const fn purpose_name(purpose: &Purpose) -> &'static str {
    match purpose {
        Purpose::Buy => "buy",
        Purpose::Approve { .. } => "approve",
        Purpose::Follow => "follow",
    }
}

/// Lets a session open something; for the same thing and purpose the newer grant takes the older one's place.
///
/// # Errors
/// The database failed.
pub async fn allow(tx: &Tx, session: SessionId, grant: &Grant) -> Result<(), StoreError> {
    let row = ActiveModel {
        session_id: Set(Text(session)),
        aggregate_id: Set(AggregateRef::from(grant.scope).id),
        purpose: Set(purpose_name(&grant.purpose).to_owned()),
        state: Set(Json(grant.clone())),
        created_at: Set(Micros(tx.now())),
    };
    let same = OnConflict::columns([Column::SessionId, Column::AggregateId, Column::Purpose])
        .update_column(Column::State)
        .to_owned();
    Entity::insert(row).on_conflict(same).exec_without_returning(tx).await?;
    Ok(())
}

/// Takes away from every session what it may open of `scope` for a purpose of this name: the link was taken back.
///
/// # Errors
/// The database failed.
pub async fn take_away(tx: &Tx, scope: impl Into<Scope>, purpose: &str) -> Result<(), StoreError> {
    let aggregate = AggregateRef::from(scope.into()).id;
    let these = Condition::all().add(Column::AggregateId.eq(aggregate)).add(Column::Purpose.eq(purpose));
    Entity::delete_many().filter(these).exec(tx).await?;
    Ok(())
}

/// What a session may open; some of it may have expired.
///
/// # Errors
/// The database failed.
pub async fn of_session(db: &impl ConnectionTrait, session: SessionId) -> Result<Vec<Grant>, StoreError> {
    let rows = Entity::find().filter(Column::SessionId.eq(Text(session))).all(db).await?;
    Ok(rows.into_iter().map(|row| row.state.0).collect())
}

//! What a session may open without being signed in: what it began, and what it was handed by a link.

use domain::access::{Grant, Purpose, Scope};
use domain::ids::{AccountId, SessionId, UserId};
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Condition, OnConflict, Query};
use sea_orm::{QuerySelect as _, QueryTrait as _, Set};

use crate::aggregate::AggregateRef;
use crate::store::{Json, Micros, StoreError, Text, Tx, checkouts, orders, sessions, trials};

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

/// Takes away what a session may open, but for `keep`.
///
/// # Errors
/// The database failed.
pub(super) async fn forget_but(tx: &Tx, session: SessionId, keep: Option<Scope>) -> Result<(), StoreError> {
    let mut these = Condition::all().add(Column::SessionId.eq(Text(session)));
    if let Some(keep) = keep {
        these = these.add(Column::AggregateId.ne(AggregateRef::from(keep).id));
    }
    Entity::delete_many().filter(these).exec(tx).await?;
    Ok(())
}

/// Takes away what any session of a person may open of an account: its checkouts, trials and orders.
///
/// # Errors
/// The database failed.
pub async fn take_away_of(tx: &Tx, user: UserId, account: AccountId) -> Result<(), StoreError> {
    let theirs = Query::select()
        .column(sessions::Column::Id)
        .from(sessions::Entity)
        .and_where(sessions::Column::UserId.eq(Text(user)))
        .to_owned();
    let id = Text(account);
    let checkouts = checkouts::Entity::find().filter(checkouts::Column::AccountId.eq(id));
    let trials = trials::Entity::find().filter(trials::Column::AccountId.eq(id));
    let orders = orders::Entity::find().filter(orders::Column::AccountId.eq(id));
    // Whoever may see a checkout sees its order, too.
    let bought = orders.clone().select_only().column(orders::Column::CheckoutId).into_query();
    let these = Condition::any()
        .add(Column::AggregateId.in_subquery(bought))
        .add(Column::AggregateId.in_subquery(checkouts.select_only().column(checkouts::Column::Id).into_query()))
        .add(Column::AggregateId.in_subquery(trials.select_only().column(trials::Column::Id).into_query()))
        .add(Column::AggregateId.in_subquery(orders.select_only().column(orders::Column::Id).into_query()));
    let these = Condition::all().add(Column::SessionId.in_subquery(theirs)).add(these);
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

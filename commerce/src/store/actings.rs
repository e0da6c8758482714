//! Our own people acting on a customer's behalf: in one browser for one account at a time.

use domain::ids::{AccountId, ActingId, SessionId};
use domain::staff::Acting;
use jiff::Timestamp;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::Query;
use sea_orm::{QueryOrder as _, Set};

use super::events::Change;
use super::rows::met;
use super::{Json, Micros, StoreError, Text, Tx, sessions};

/// A stored acting.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "actings")]
pub struct Model {
    /// Its id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Text<ActingId>,
    /// In which browser.
    pub session_id: Text<SessionId>,
    /// For whom.
    pub account_id: Text<AccountId>,
    /// All of it.
    pub state: Json<Acting>,
    /// Until when.
    pub until: Micros,
}

/// No relation is walked from here.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// Stores one that begins.
///
/// # Errors
/// The database failed.
pub async fn insert(tx: &Tx, session: SessionId, acting: &Acting, change: Change<'_>) -> Result<(), StoreError> {
    let row = ActiveModel {
        id: Set(Text(acting.id)),
        session_id: Set(Text(session)),
        account_id: Set(Text(acting.account)),
        state: Set(Json(acting.clone())),
        until: Set(Micros(acting.until)),
    };
    Entity::insert(row).exec_without_returning(tx).await?;
    tx.record(acting.id, Some(acting.account), change, acting).await?;
    Ok(())
}

/// Stores what one has become.
///
/// # Errors
/// The database failed, or there is none.
pub async fn update(tx: &Tx, acting: &Acting, change: Change<'_>) -> Result<(), StoreError> {
    let row = ActiveModel { state: Set(Json(acting.clone())), until: Set(Micros(acting.until)), ..Default::default() };
    let done = Entity::update_many().set(row).filter(Column::Id.eq(Text(acting.id))).exec(tx).await?;
    met(done.rows_affected, "acting", acting.id)?;
    tx.record(acting.id, Some(acting.account), change, acting).await?;
    Ok(())
}

/// One, whether it goes on or not.
///
/// # Errors
/// The database failed.
pub async fn find(db: &impl ConnectionTrait, id: ActingId) -> Result<Option<Acting>, StoreError> {
    Ok(Entity::find_by_id(Text(id)).one(db).await?.map(|row| row.state.0))
}

/// The one that goes on in a browser.
///
/// # Errors
/// The database failed.
pub async fn of_session(
    db: &impl ConnectionTrait,
    session: SessionId,
    now: Timestamp,
) -> Result<Option<Acting>, StoreError> {
    let goes_on = Entity::find().filter(Column::SessionId.eq(Text(session))).filter(Column::Until.gt(Micros(now)));
    Ok(goes_on.order_by_desc(Column::Id).one(db).await?.map(|row| row.state.0))
}

/// Those that go on for an account in browsers that are still signed in, the oldest first.
///
/// # Errors
/// The database failed.
pub async fn of_account(
    db: &impl ConnectionTrait,
    account: AccountId,
    now: Timestamp,
) -> Result<Vec<Acting>, StoreError> {
    let open = Query::select()
        .column(sessions::Column::Id)
        .from(sessions::Entity)
        .and_where(sessions::Column::EndedAt.is_null())
        .to_owned();
    let go_on = Entity::find()
        .filter(Column::AccountId.eq(Text(account)))
        .filter(Column::Until.gt(Micros(now)))
        .filter(Column::SessionId.in_subquery(open));
    Ok(go_on.order_by_asc(Column::Id).all(db).await?.into_iter().map(|row| row.state.0).collect())
}

//! Requests to become a member. A person waits once for each account: a unique index says so.

use domain::account::JoinRequest;
use domain::ids::{AccountId, JoinRequestId, UserId};
use sea_orm::entity::prelude::*;
use sea_orm::{QueryOrder as _, Set};

use super::events::Change;
use super::rows::met;
use super::{Json, Micros, StoreError, Text, Tx};

/// A stored request.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "join_requests")]
pub struct Model {
    /// Its id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Text<JoinRequestId>,
    /// Of what.
    pub account_id: Text<AccountId>,
    /// Who asks.
    pub user_id: Text<UserId>,
    /// The name of its state.
    pub status: String,
    /// All of it.
    pub state: Json<JoinRequest>,
    /// When it was made.
    pub created_at: Micros,
    /// When it was last written.
    pub updated_at: Micros,
}

/// No relation is walked from here.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

const WAITING: &str = "waiting";

/// Stores a new request.
///
/// # Errors
/// The database failed; [`StoreError::Unique`] while another of the same person waits.
pub async fn insert(tx: &Tx, request: &JoinRequest, change: Change<'_>) -> Result<(), StoreError> {
    let row = ActiveModel {
        id: Set(Text(request.id)),
        account_id: Set(Text(request.account)),
        user_id: Set(Text(request.user)),
        status: Set(request.status().to_owned()),
        state: Set(Json(*request)),
        created_at: Set(Micros(tx.now())),
        updated_at: Set(Micros(tx.now())),
    };
    Entity::insert(row).exec_without_returning(tx).await?;
    tx.record(request.id, Some(request.account), change, request).await?;
    Ok(())
}

/// Stores what a request has become.
///
/// # Errors
/// The database failed, or there is no such request.
pub async fn update(tx: &Tx, request: &JoinRequest, change: Change<'_>) -> Result<(), StoreError> {
    let row = ActiveModel {
        status: Set(request.status().to_owned()),
        state: Set(Json(*request)),
        updated_at: Set(Micros(tx.now())),
        ..Default::default()
    };
    let done = Entity::update_many().set(row).filter(Column::Id.eq(Text(request.id))).exec(tx).await?;
    met(done.rows_affected, "join request", request.id)?;
    tx.record(request.id, Some(request.account), change, request).await?;
    Ok(())
}

/// A request.
///
/// # Errors
/// The database failed.
pub async fn find(db: &impl ConnectionTrait, id: JoinRequestId) -> Result<Option<JoinRequest>, StoreError> {
    Ok(Entity::find_by_id(Text(id)).one(db).await?.map(|row| row.state.0))
}

/// The requests of an account that wait, the oldest first.
///
/// # Errors
/// The database failed.
pub async fn waiting(db: &impl ConnectionTrait, account: AccountId) -> Result<Vec<JoinRequest>, StoreError> {
    let waiting = Entity::find().filter(Column::AccountId.eq(Text(account))).filter(Column::Status.eq(WAITING));
    let rows = waiting.order_by_asc(Column::CreatedAt).order_by_asc(Column::Id).all(db).await?;
    Ok(rows.into_iter().map(|row| row.state.0).collect())
}

/// Everything that a person has asked, the oldest first.
///
/// # Errors
/// The database failed.
pub async fn of_user(db: &impl ConnectionTrait, user: UserId) -> Result<Vec<JoinRequest>, StoreError> {
    let theirs = Entity::find().filter(Column::UserId.eq(Text(user)));
    let rows = theirs.order_by_asc(Column::CreatedAt).order_by_asc(Column::Id).all(db).await?;
    Ok(rows.into_iter().map(|row| row.state.0).collect())
}

//! Requests to prove an e-mail address by six digits. The digits are nowhere: only their keyed hash is.

use domain::email::Email;
use domain::ids::CodeRequestId;
use jiff::Timestamp;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::Expr;
use sea_orm::{ExprTrait as _, IntoActiveModel as _, QueryOrder as _, Set};

use super::rows::{met, there};
use super::{Micros, StoreError, Text, Tx};
use crate::secret::CodeHash;

/// A stored request.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "email_codes")]
pub struct Model {
    /// Its id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Text<CodeRequestId>,
    /// The browser, or the frame, that asked: only there the code is good.
    pub holder: String,
    /// The address in its normal form.
    pub email_key: String,
    /// The address as typed.
    pub email: Text<Email>,
    /// The language of the mail, like `de`.
    pub language: String,
    /// The keyed hash of the code.
    pub code_hash: Text<CodeHash>,
    /// How many wrong codes were entered.
    pub tries: i64,
    /// When it was asked for.
    pub created_at: Micros,
    /// Until when the code is good.
    pub expires_at: Micros,
    /// When the right code was entered.
    pub used_at: Option<Micros>,
}

/// No relation is walked from here.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// Stores a request.
///
/// # Errors
/// The database failed.
pub async fn insert(tx: &Tx, request: Model) -> Result<(), StoreError> {
    Entity::insert(request.into_active_model()).exec_without_returning(tx).await?;
    Ok(())
}

/// A request that is known to exist.
///
/// # Errors
/// The database failed, or there is no such request.
pub async fn get(db: &impl ConnectionTrait, id: CodeRequestId) -> Result<Model, StoreError> {
    there(Entity::find_by_id(Text(id)).one(db).await?, "code request", id)
}

/// The newest request of this browser for this address.
///
/// # Errors
/// The database failed.
pub async fn newest(db: &impl ConnectionTrait, holder: &str, email: &Email) -> Result<Option<Model>, StoreError> {
    let found = Entity::find()
        .filter(Column::Holder.eq(holder))
        .filter(Column::EmailKey.eq(email.normalised()))
        .order_by_desc(Column::CreatedAt)
        .order_by_desc(Column::Id)
        .one(db)
        .await?;
    Ok(found)
}

/// When codes for this address were asked for since `since`, by anybody, the oldest first.
///
/// # Errors
/// The database failed.
pub async fn asked_since(
    db: &impl ConnectionTrait,
    email: &Email,
    since: Timestamp,
) -> Result<Vec<Timestamp>, StoreError> {
    let rows = Entity::find()
        .filter(Column::EmailKey.eq(email.normalised()))
        .filter(Column::CreatedAt.gt(Micros(since)))
        .order_by_asc(Column::CreatedAt)
        .all(db)
        .await?;
    Ok(rows.into_iter().map(|row| row.created_at.0).collect())
}

/// Counts a wrong code.
///
/// # Errors
/// The database failed, or there is no such request.
pub async fn count_try(tx: &Tx, id: CodeRequestId) -> Result<(), StoreError> {
    let done = Entity::update_many()
        .col_expr(Column::Tries, Expr::col(Column::Tries).add(1))
        .filter(Column::Id.eq(Text(id)))
        .exec(tx)
        .await?;
    met(done.rows_affected, "code request", id)
}

/// Notes that the right code was entered; it is good once.
///
/// # Errors
/// The database failed, or there is no such request.
pub async fn mark_used(tx: &Tx, id: CodeRequestId) -> Result<(), StoreError> {
    let row = ActiveModel { used_at: Set(Some(Micros(tx.now()))), ..Default::default() };
    let done = Entity::update_many().set(row).filter(Column::Id.eq(Text(id))).exec(tx).await?;
    met(done.rows_affected, "code request", id)
}

/// Deletes requests made before `before`; returns how many.
///
/// # Errors
/// The database failed.
pub async fn sweep(tx: &Tx, before: Timestamp) -> Result<u64, StoreError> {
    Ok(Entity::delete_many().filter(Column::CreatedAt.lt(Micros(before))).exec(tx).await?.rows_affected)
}

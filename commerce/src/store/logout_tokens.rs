//! Logout tokens that were taken, so that none is taken twice.

use jiff::Timestamp;
use sea_orm::Set;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::OnConflict;

use super::{Micros, StoreError, Tx};

/// A token that was taken.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "logout_tokens")]
pub struct Model {
    /// Who issued it.
    #[sea_orm(primary_key, auto_increment = false)]
    pub issuer: String,
    /// Its own id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub token_id: String,
    /// When it was taken.
    pub taken_at: Micros,
}

/// No relation is walked from here.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// Remembers a token; whether it is new.
///
/// # Errors
/// The database failed.
pub async fn take(tx: &Tx, issuer: &str, token_id: &str) -> Result<bool, StoreError> {
    let row = ActiveModel {
        issuer: Set(issuer.to_owned()),
        token_id: Set(token_id.to_owned()),
        taken_at: Set(Micros(tx.now())),
    };
    let known = OnConflict::columns([Column::Issuer, Column::TokenId]).do_nothing().to_owned();
    let rows = Entity::insert(row).on_conflict(known).exec_without_returning(tx).await?;
    Ok(rows > 0)
}

/// Forgets tokens that were taken before `before`; returns how many.
///
/// # Errors
/// The database failed.
pub async fn sweep(tx: &Tx, before: Timestamp) -> Result<u64, StoreError> {
    Ok(Entity::delete_many().filter(Column::TakenAt.lt(Micros(before))).exec(tx).await?.rows_affected)
}

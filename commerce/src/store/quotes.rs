//! Quotes as they were shown, byte for byte, under their hash. They never change and are never deleted.

use sea_orm::Set;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::OnConflict;

use super::{Micros, StoreError, Tx};

/// A stored quote.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "quotes")]
pub struct Model {
    /// SHA-256 over the canonical JSON without the hash, in hexadecimal.
    #[sea_orm(primary_key, auto_increment = false)]
    pub hash: String,
    /// The canonical JSON, hash included.
    pub canonical: String,
    /// When it was first stored.
    pub created_at: Micros,
}

/// No relation is walked from here.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// Stores a quote; the same quote again changes nothing.
///
/// # Errors
/// The database failed.
pub async fn keep(tx: &Tx, hash: &str, canonical: &str) -> Result<(), StoreError> {
    let row = ActiveModel {
        hash: Set(hash.to_owned()),
        canonical: Set(canonical.to_owned()),
        created_at: Set(Micros(tx.now())),
    };
    let same = OnConflict::column(Column::Hash).do_nothing().to_owned();
    Entity::insert(row).on_conflict(same).exec_without_returning(tx).await?;
    Ok(())
}

/// The canonical JSON of a quote.
///
/// # Errors
/// The database failed.
pub async fn find(db: &impl ConnectionTrait, hash: &str) -> Result<Option<String>, StoreError> {
    Ok(Entity::find_by_id(hash).one(db).await?.map(|row| row.canonical))
}

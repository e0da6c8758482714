//! The public halves of every key that ever signed a licence here: a retired key still verifies what it signed.

use sea_orm::entity::prelude::*;
use sea_orm::sea_query::OnConflict;
use sea_orm::{QueryOrder as _, Set};

use super::{Micros, StoreError, Tx};

/// A stored key.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "licence_keys")]
pub struct Model {
    /// Its id: the thumbprint of the public key.
    #[sea_orm(primary_key, auto_increment = false)]
    pub kid: String,
    /// The 32 bytes of the public key, in base 64 for addresses.
    pub public_key: String,
    /// Since when it is known.
    pub created_at: Micros,
}

/// No relation is walked from here.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// Keeps a key; the same key again changes nothing.
///
/// # Errors
/// The database failed.
pub async fn keep(tx: &Tx, kid: &str, public_key: &str) -> Result<(), StoreError> {
    let row = ActiveModel {
        kid: Set(kid.to_owned()),
        public_key: Set(public_key.to_owned()),
        created_at: Set(Micros(tx.now())),
    };
    let known = OnConflict::column(Column::Kid).do_nothing().to_owned();
    Entity::insert(row).on_conflict(known).exec_without_returning(tx).await?;
    Ok(())
}

/// Every key, the newest first.
///
/// # Errors
/// The database failed.
pub async fn all(db: &impl ConnectionTrait) -> Result<Vec<Model>, StoreError> {
    Ok(Entity::find().order_by_desc(Column::CreatedAt).order_by_asc(Column::Kid).all(db).await?)
}

//! People who asked to be called.

use domain::email::Email;
use domain::ids::LeadId;
use domain::lead::Lead;
use sea_orm::entity::prelude::*;
use sea_orm::{QueryOrder as _, Set};

use super::events::Change;
use super::rows::there;
use super::{Json, Micros, StoreError, Text, Tx};

/// A stored lead.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "leads")]
pub struct Model {
    /// Its id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Text<LeadId>,
    /// The address in its normal form.
    pub email: String,
    /// All of it.
    pub state: Json<Lead>,
    /// When they asked.
    pub created_at: Micros,
}

/// No relation is walked from here.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// Stores a lead.
///
/// # Errors
/// The database failed.
pub async fn insert(tx: &Tx, lead: &Lead, change: Change<'_>) -> Result<(), StoreError> {
    let row = ActiveModel {
        id: Set(Text(lead.id)),
        email: Set(lead.email.normalised()),
        state: Set(Json(lead.clone())),
        created_at: Set(Micros(lead.at)),
    };
    Entity::insert(row).exec_without_returning(tx).await?;
    tx.record(lead.id, None, change, lead).await?;
    Ok(())
}

/// A lead that is known to exist.
///
/// # Errors
/// The database failed, or there is no such lead.
pub async fn get(db: &impl ConnectionTrait, id: LeadId) -> Result<Lead, StoreError> {
    there(Entity::find_by_id(Text(id)).one(db).await?, "lead", id).map(|row| row.state.0)
}

/// The newest lead of somebody.
///
/// # Errors
/// The database failed.
pub async fn newest_of(db: &impl ConnectionTrait, email: &Email) -> Result<Option<Lead>, StoreError> {
    let theirs = Entity::find().filter(Column::Email.eq(email.normalised()));
    Ok(theirs.order_by_desc(Column::CreatedAt).one(db).await?.map(|row| row.state.0))
}

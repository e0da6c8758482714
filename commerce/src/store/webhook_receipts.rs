//! Webhooks that were taken in, so that a second delivery does nothing.

use sea_orm::Set;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::OnConflict;

use super::{Micros, StoreError, Tx};

/// A webhook that was taken in.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "webhook_receipts")]
pub struct Model {
    /// Who sent it.
    #[sea_orm(primary_key, auto_increment = false)]
    pub provider: String,
    /// The sender's id of the event.
    #[sea_orm(primary_key, auto_increment = false)]
    pub event_id: String,
    /// When it came first.
    pub received_at: Micros,
}

/// No relation is walked from here.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// Notes that an event was taken in; false when it had been before. Belongs into the transaction that acts on it.
///
/// # Errors
/// The database failed.
pub async fn first(tx: &Tx, provider: &str, event_id: &str) -> Result<bool, StoreError> {
    let row = ActiveModel {
        provider: Set(provider.to_owned()),
        event_id: Set(event_id.to_owned()),
        received_at: Set(Micros(tx.now())),
    };
    let known = OnConflict::columns([Column::Provider, Column::EventId]).do_nothing().to_owned();
    Ok(Entity::insert(row).on_conflict(known).exec_without_returning(tx).await? == 1)
}

//! Attempts to pay. An order has at most one whose money may still move towards us: a unique index says so.

use domain::ids::{IntentId, OrderId};
use domain::payment::PaymentIntent;
use jiff::Timestamp;
use sea_orm::entity::prelude::*;
use sea_orm::{QueryOrder as _, QuerySelect as _, Set};

use super::events::Change;
use super::rows::{met, there};
use super::{Json, Micros, StoreError, Text, Tx};

/// A stored attempt to pay.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "payment_intents")]
pub struct Model {
    /// Its id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Text<IntentId>,
    /// The order it pays.
    pub order_id: Text<OrderId>,
    /// The gateway's name for it, once it has one.
    pub reference: Option<String>,
    /// The name of its state.
    pub status: String,
    /// All of it.
    pub state: Json<PaymentIntent>,
    /// When it was made.
    pub created_at: Micros,
    /// When it was last written.
    pub updated_at: Micros,
}

/// No relation is walked from here.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

fn row(tx: &Tx, intent: &PaymentIntent) -> ActiveModel {
    ActiveModel {
        id: Set(Text(intent.id)),
        order_id: Set(Text(intent.order)),
        reference: Set(intent.evidence.reference.clone()),
        status: Set(intent.status().to_owned()),
        state: Set(Json(intent.clone())),
        created_at: Set(Micros(intent.created_at)),
        updated_at: Set(Micros(tx.now())),
    }
}

/// Stores a new attempt.
///
/// # Errors
/// The database failed; [`StoreError::Unique`] while another attempt of the same order is under way.
pub async fn insert(tx: &Tx, intent: &PaymentIntent, change: Change<'_>) -> Result<(), StoreError> {
    Entity::insert(row(tx, intent)).exec_without_returning(tx).await?;
    tx.record(intent.id, None, change, intent).await?;
    Ok(())
}

/// Stores what an attempt has become.
///
/// # Errors
/// The database failed, or there is no such attempt.
pub async fn update(tx: &Tx, intent: &PaymentIntent, change: Change<'_>) -> Result<(), StoreError> {
    let done = Entity::update_many().set(row(tx, intent)).filter(Column::Id.eq(Text(intent.id))).exec(tx).await?;
    met(done.rows_affected, "payment intent", intent.id)?;
    tx.record(intent.id, None, change, intent).await?;
    Ok(())
}

/// An attempt.
///
/// # Errors
/// The database failed.
pub async fn find(db: &impl ConnectionTrait, id: IntentId) -> Result<Option<PaymentIntent>, StoreError> {
    Ok(Entity::find_by_id(Text(id)).one(db).await?.map(|row| row.state.0))
}

/// An attempt that is known to exist.
///
/// # Errors
/// The database failed, or there is no such attempt.
pub async fn get(db: &impl ConnectionTrait, id: IntentId) -> Result<PaymentIntent, StoreError> {
    there(find(db, id).await?, "payment intent", id)
}

/// The attempt that the gateway calls `reference`.
///
/// # Errors
/// The database failed.
pub async fn by_reference(db: &impl ConnectionTrait, reference: &str) -> Result<Option<PaymentIntent>, StoreError> {
    Ok(Entity::find().filter(Column::Reference.eq(reference)).one(db).await?.map(|row| row.state.0))
}

/// Every attempt to pay an order, the oldest first.
///
/// # Errors
/// The database failed.
pub async fn of_order(db: &impl ConnectionTrait, order: OrderId) -> Result<Vec<PaymentIntent>, StoreError> {
    let rows = Entity::find().filter(Column::OrderId.eq(Text(order))).all(db).await?;
    let mut intents: Vec<PaymentIntent> = rows.into_iter().map(|row| row.state.0).collect();
    // Ids of one millisecond are in no order.
    intents.sort_by_key(|intent| (intent.attempt, intent.id));
    Ok(intents)
}

/// The orders with an attempt whose money may still move towards us and that was last written before `before`, the longest
/// untouched first: what reconciliation asks about.
///
/// # Errors
/// The database failed.
pub async fn orders_on_the_way(
    db: &impl ConnectionTrait,
    before: Timestamp,
    limit: u64,
) -> Result<Vec<OrderId>, StoreError> {
    let ids = Entity::find()
        .select_only()
        .column(Column::OrderId)
        .filter(Column::Status.is_in(["unknown", "requires_action", "authorised", "processing"]))
        .filter(Column::UpdatedAt.lt(Micros(before)))
        .order_by_asc(Column::UpdatedAt)
        .limit(limit)
        .into_tuple::<Text<OrderId>>()
        .all(db)
        .await?;
    Ok(ids.into_iter().map(|id| id.0).collect())
}

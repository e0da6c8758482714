//! Orders. One is live for each checkout: a unique index says so.

use domain::ids::{AccountId, CheckoutId, OrderId, SubscriptionId};
use domain::order::Order;
use sea_orm::entity::prelude::*;
use sea_orm::{QueryOrder as _, QuerySelect as _, Set};

use super::events::Change;
use super::rows::{met, there};
use super::{Json, Micros, StoreError, Text, Tx};

/// The states of orders that come to nothing.
const CALLED_OFF: [&str; 2] = ["declined", "cancelled"];

/// A stored order.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "orders")]
pub struct Model {
    /// Its id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Text<OrderId>,
    /// The checkout it was placed in.
    pub checkout_id: Text<CheckoutId>,
    /// Who buys.
    pub account_id: Text<AccountId>,
    /// The subscription it starts, converts or changes.
    pub subscription_id: Text<SubscriptionId>,
    /// The quote that was accepted.
    pub quote_hash: String,
    /// The name of its state.
    pub status: String,
    /// All of it.
    pub state: Json<Order>,
    /// When it was placed.
    pub created_at: Micros,
    /// When it was last written.
    pub updated_at: Micros,
}

/// No relation is walked from here.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

fn row(tx: &Tx, order: &Order) -> ActiveModel {
    ActiveModel {
        id: Set(Text(order.id)),
        checkout_id: Set(Text(order.checkout)),
        account_id: Set(Text(order.account)),
        subscription_id: Set(Text(order.subscription)),
        quote_hash: Set(order.acceptance.quote.hash.clone()),
        status: Set(order.status().to_owned()),
        state: Set(Json(order.clone())),
        created_at: Set(Micros(order.placed_at)),
        updated_at: Set(Micros(tx.now())),
    }
}

/// Stores a new order. Its quote must be stored before.
///
/// # Errors
/// The database failed; [`StoreError::Unique`] while another order of the same checkout is live.
pub async fn insert(tx: &Tx, order: &Order, change: Change<'_>) -> Result<(), StoreError> {
    Entity::insert(row(tx, order)).exec_without_returning(tx).await?;
    tx.record(order.id, Some(order.account), change, order).await?;
    Ok(())
}

/// Stores what an order has become.
///
/// # Errors
/// The database failed, or there is no such order.
pub async fn update(tx: &Tx, order: &Order, change: Change<'_>) -> Result<(), StoreError> {
    let done = Entity::update_many().set(row(tx, order)).filter(Column::Id.eq(Text(order.id))).exec(tx).await?;
    met(done.rows_affected, "order", order.id)?;
    tx.record(order.id, Some(order.account), change, order).await?;
    Ok(())
}

/// An order.
///
/// # Errors
/// The database failed.
pub async fn find(db: &impl ConnectionTrait, id: OrderId) -> Result<Option<Order>, StoreError> {
    Ok(Entity::find_by_id(Text(id)).one(db).await?.map(|row| row.state.0))
}

/// An order that is known to exist.
///
/// # Errors
/// The database failed, or there is no such order.
pub async fn get(db: &impl ConnectionTrait, id: OrderId) -> Result<Order, StoreError> {
    there(find(db, id).await?, "order", id)
}

/// The order of a checkout that still counts, if there is one.
///
/// # Errors
/// The database failed.
pub async fn live_of_checkout(db: &impl ConnectionTrait, checkout: CheckoutId) -> Result<Option<Order>, StoreError> {
    let found = Entity::find()
        .filter(Column::CheckoutId.eq(Text(checkout)))
        .filter(Column::Status.is_not_in(CALLED_OFF))
        .one(db)
        .await?;
    Ok(found.map(|row| row.state.0))
}

/// The orders that are for a subscription, and neither declined nor cancelled.
///
/// # Errors
/// The database failed.
pub async fn of_subscription(
    db: &impl ConnectionTrait,
    account: AccountId,
    subscription: SubscriptionId,
) -> Result<Vec<Order>, StoreError> {
    let rows = Entity::find()
        .filter(Column::AccountId.eq(Text(account)))
        .filter(Column::SubscriptionId.eq(Text(subscription)))
        .filter(Column::Status.is_not_in(CALLED_OFF))
        .all(db)
        .await?;
    Ok(rows.into_iter().map(|row| row.state.0).collect())
}

/// The orders of an account, the newest first, at most `limit`.
///
/// # Errors
/// The database failed.
pub async fn of_account(db: &impl ConnectionTrait, account: AccountId, limit: u64) -> Result<Vec<Order>, StoreError> {
    let rows = Entity::find()
        .filter(Column::AccountId.eq(Text(account)))
        .order_by_desc(Column::Id)
        .limit(limit)
        .all(db)
        .await?;
    Ok(rows.into_iter().map(|row| row.state.0).collect())
}

/// The ids of orders in one of these states, the longest untouched first: what reconciliation looks at.
///
/// # Errors
/// The database failed.
pub async fn in_states(db: &impl ConnectionTrait, states: &[&str], limit: u64) -> Result<Vec<OrderId>, StoreError> {
    let ids = Entity::find()
        .select_only()
        .column(Column::Id)
        .filter(Column::Status.is_in(states.iter().copied()))
        .order_by_asc(Column::UpdatedAt)
        .limit(limit)
        .into_tuple::<Text<OrderId>>()
        .all(db)
        .await?;
    Ok(ids.into_iter().map(|id| id.0).collect())
}

/// The orders that were placed in a checkout, the oldest first.
///
/// # Errors
/// The database failed.
pub async fn of_checkout(db: &impl ConnectionTrait, checkout: CheckoutId) -> Result<Vec<Order>, StoreError> {
    let rows = Entity::find().filter(Column::CheckoutId.eq(Text(checkout))).order_by_asc(Column::Id).all(db).await?;
    Ok(rows.into_iter().map(|row| row.state.0).collect())
}

//! Redemptions of coupons: reserved by the transaction that accepts, given back when the order comes to nothing.
//!
//! Limits hold because [`count_exclusively`] counts behind a guard: of two buyers who want the last one, one gets it.

use domain::ids::OrderId;
use sea_orm::Set;
use sea_orm::entity::prelude::*;

use super::{Micros, StoreError, Text, Tx};

/// A redemption.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "coupon_redemptions")]
pub struct Model {
    /// The coupon's code, as the catalogue writes it.
    #[sea_orm(primary_key, auto_increment = false)]
    pub coupon: String,
    /// By which order.
    #[sea_orm(primary_key, auto_increment = false)]
    pub order_id: Text<OrderId>,
    /// When.
    pub created_at: Micros,
}

/// No relation is walked from here.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// How often a coupon has been redeemed.
///
/// # Errors
/// The database failed.
pub async fn count(db: &impl ConnectionTrait, coupon: &str) -> Result<u32, StoreError> {
    let count = Entity::find().filter(Column::Coupon.eq(coupon)).count(db).await?;
    Ok(u32::try_from(count).unwrap_or(u32::MAX))
}

/// How often a coupon has been redeemed, nobody being able to redeem it until this transaction ends. Call it before
/// anything else is read.
///
/// # Errors
/// The database failed.
pub async fn count_exclusively(tx: &Tx, coupon: &str) -> Result<u32, StoreError> {
    tx.guard(&format!("coupon:{coupon}")).await?;
    count(tx, coupon).await
}

/// Whether an order has redeemed a coupon.
///
/// # Errors
/// The database failed.
pub async fn is_redeemed_by(db: &impl ConnectionTrait, coupon: &str, order: OrderId) -> Result<bool, StoreError> {
    Ok(Entity::find_by_id((coupon.to_owned(), Text(order))).one(db).await?.is_some())
}

/// Redeems a coupon for an order, after [`count_exclusively`] has shown that it may.
///
/// # Errors
/// The database failed, or the order has redeemed it already.
pub async fn redeem(tx: &Tx, coupon: &str, order: OrderId) -> Result<(), StoreError> {
    let row =
        ActiveModel { coupon: Set(coupon.to_owned()), order_id: Set(Text(order)), created_at: Set(Micros(tx.now())) };
    Entity::insert(row).exec_without_returning(tx).await?;
    Ok(())
}

/// Gives back what an order has redeemed.
///
/// # Errors
/// The database failed.
pub async fn give_back(tx: &Tx, order: OrderId) -> Result<(), StoreError> {
    Entity::delete_many().filter(Column::OrderId.eq(Text(order))).exec(tx).await?;
    Ok(())
}

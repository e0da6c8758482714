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
    count_others(db, coupon, None).await
}

/// How often a coupon has been redeemed by other orders than `own`: what an order has redeemed does not stand against it.
///
/// # Errors
/// The database failed.
pub async fn count_others(db: &impl ConnectionTrait, coupon: &str, own: Option<OrderId>) -> Result<u32, StoreError> {
    let mut redemptions = Entity::find().filter(Column::Coupon.eq(coupon));
    if let Some(own) = own {
        redemptions = redemptions.filter(Column::OrderId.ne(Text(own)));
    }
    Ok(u32::try_from(redemptions.count(db).await?).unwrap_or(u32::MAX))
}

/// Lets nobody else redeem a coupon until this transaction ends.
///
/// # Errors
/// The database failed.
pub async fn hold(tx: &Tx, coupon: &str) -> Result<(), StoreError> {
    tx.guard(&format!("coupon:{coupon}")).await
}

/// How often a coupon has been redeemed, nobody being able to redeem it until this transaction ends. Call it before
/// anything else is read.
///
/// # Errors
/// The database failed.
pub async fn count_exclusively(tx: &Tx, coupon: &str) -> Result<u32, StoreError> {
    hold(tx, coupon).await?;
    count(tx, coupon).await
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

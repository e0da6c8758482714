//! Subscriptions. The status column says where one stood when it was last written: time alone may have moved it on since,
//! so nothing is decided by it.

use domain::ids::{AccountId, SubscriptionId};
use domain::subscription::Subscription;
use sea_orm::entity::prelude::*;
use sea_orm::{QueryOrder as _, Set};

use super::events::Change;
use super::rows::{met, there};
use super::{Json, Micros, StoreError, Text, Tx};

/// A stored subscription.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "subscriptions")]
pub struct Model {
    /// Its id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Text<SubscriptionId>,
    /// Who has it.
    pub account_id: Text<AccountId>,
    /// What it is of.
    pub product: String,
    /// The name of its state when it was last written.
    pub status: String,
    /// All of it.
    pub state: Json<Subscription>,
    /// When it was made.
    pub created_at: Micros,
    /// When it was last written.
    pub updated_at: Micros,
}

/// No relation is walked from here.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

fn row(tx: &Tx, subscription: &Subscription) -> ActiveModel {
    ActiveModel {
        id: Set(Text(subscription.id)),
        account_id: Set(Text(subscription.account)),
        product: Set(subscription.product.clone()),
        status: Set(subscription.status(tx.now()).to_owned()),
        state: Set(Json(subscription.clone())),
        updated_at: Set(Micros(tx.now())),
        ..Default::default()
    }
}

/// Stores a new subscription.
///
/// # Errors
/// The database failed.
pub async fn insert(tx: &Tx, subscription: &Subscription, change: Change<'_>) -> Result<(), StoreError> {
    let row = ActiveModel { created_at: Set(Micros(tx.now())), ..row(tx, subscription) };
    Entity::insert(row).exec_without_returning(tx).await?;
    tx.record(subscription.id, Some(subscription.account), change, subscription).await?;
    Ok(())
}

/// Stores what a subscription has become.
///
/// # Errors
/// The database failed, or there is no such subscription.
pub async fn update(tx: &Tx, subscription: &Subscription, change: Change<'_>) -> Result<(), StoreError> {
    let (row, id) = (row(tx, subscription), Text(subscription.id));
    let done = Entity::update_many().set(row).filter(Column::Id.eq(id)).exec(tx).await?;
    met(done.rows_affected, "subscription", subscription.id)?;
    tx.record(subscription.id, Some(subscription.account), change, subscription).await?;
    Ok(())
}

/// A subscription.
///
/// # Errors
/// The database failed.
pub async fn find(db: &impl ConnectionTrait, id: SubscriptionId) -> Result<Option<Subscription>, StoreError> {
    Ok(Entity::find_by_id(Text(id)).one(db).await?.map(|row| row.state.0))
}

/// A subscription that is known to exist.
///
/// # Errors
/// The database failed, or there is no such subscription.
pub async fn get(db: &impl ConnectionTrait, id: SubscriptionId) -> Result<Subscription, StoreError> {
    there(find(db, id).await?, "subscription", id)
}

/// The subscriptions of an account, the newest first.
///
/// # Errors
/// The database failed.
pub async fn of_account(db: &impl ConnectionTrait, account: AccountId) -> Result<Vec<Subscription>, StoreError> {
    let rows = Entity::find().filter(Column::AccountId.eq(Text(account))).order_by_desc(Column::Id).all(db).await?;
    Ok(rows.into_iter().map(|row| row.state.0).collect())
}

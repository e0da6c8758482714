//! Checkout sessions.

use domain::checkout::CheckoutSession;
use domain::ids::{AccountId, CheckoutId, UserId};
use jiff::Timestamp;
use sea_orm::entity::prelude::*;
use sea_orm::{QueryOrder as _, QuerySelect as _, Set};

use super::events::{self, Change};
use super::rows::{met, there};
use super::{Json, Micros, StoreError, Text, Tx};
use crate::redaction::Redaction;

/// A stored checkout.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "checkouts")]
pub struct Model {
    /// Its id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Text<CheckoutId>,
    /// The name of its state.
    pub status: String,
    /// All of it.
    pub state: Json<CheckoutSession>,
    /// The account that was chosen last, by whomever: whoever is let go loses what they may open of it.
    pub account_id: Option<Text<AccountId>>,
    /// Who opened it, or proved their address in it.
    pub user_id: Option<Text<UserId>>,
    /// When it expires.
    pub expires_at: Micros,
    /// When it was opened.
    pub created_at: Micros,
    /// When it was last written.
    pub updated_at: Micros,
}

/// No relation is walked from here.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

fn row(tx: &Tx, checkout: &CheckoutSession) -> ActiveModel {
    ActiveModel {
        id: Set(Text(checkout.id)),
        status: Set(checkout.status().to_owned()),
        state: Set(Json(checkout.clone())),
        account_id: Set(checkout.account.map(Text)),
        user_id: Set(checkout.buyer().map(Text)),
        expires_at: Set(Micros(checkout.expires_at)),
        created_at: Set(Micros(checkout.opened_at)),
        updated_at: Set(Micros(tx.now())),
    }
}

/// Stores a new checkout.
///
/// # Errors
/// The database failed.
pub async fn insert(tx: &Tx, checkout: &CheckoutSession, change: Change<'_>) -> Result<(), StoreError> {
    Entity::insert(row(tx, checkout)).exec_without_returning(tx).await?;
    tx.record(checkout.id, checkout.of_account(), change, checkout).await?;
    Ok(())
}

/// Stores what a checkout has become.
///
/// # Errors
/// The database failed, or there is no such checkout.
pub async fn update(tx: &Tx, checkout: &CheckoutSession, change: Change<'_>) -> Result<(), StoreError> {
    let done = Entity::update_many().set(row(tx, checkout)).filter(Column::Id.eq(Text(checkout.id))).exec(tx).await?;
    met(done.rows_affected, "checkout", checkout.id)?;
    tx.record(checkout.id, checkout.of_account(), change, checkout).await?;
    Ok(())
}

/// Takes a person out of a checkout that is theirs, and out of what its events say.
///
/// # Errors
/// The database failed.
pub async fn redact(tx: &Tx, checkout: &CheckoutSession, redaction: &Redaction) -> Result<(), StoreError> {
    let state = serde_json::to_string(checkout).ok().and_then(|state| redaction.of_own_checkout(&state));
    if let Some(left) = state.and_then(|state| serde_json::from_str(&state).ok()) {
        let redacted = ActiveModel { state: Set(Json(left)), ..Default::default() };
        Entity::update_many().set(redacted).filter(Column::Id.eq(Text(checkout.id))).exec(tx).await?;
    }
    events::redact::rewrite(tx, &checkout.id.to_string(), |snapshot| redaction.of_own_checkout(snapshot)).await
}

/// A checkout.
///
/// # Errors
/// The database failed.
pub async fn find(db: &impl ConnectionTrait, id: CheckoutId) -> Result<Option<CheckoutSession>, StoreError> {
    Ok(Entity::find_by_id(Text(id)).one(db).await?.map(|row| row.state.0))
}

/// A checkout that is known to exist.
///
/// # Errors
/// The database failed, or there is no such checkout.
pub async fn get(db: &impl ConnectionTrait, id: CheckoutId) -> Result<CheckoutSession, StoreError> {
    there(find(db, id).await?, "checkout", id)
}

/// The checkouts that somebody began and that may still be gone on with, the newest first.
///
/// # Errors
/// The database failed.
pub async fn unfinished_of(
    db: &impl ConnectionTrait,
    user: UserId,
    limit: u64,
) -> Result<Vec<CheckoutSession>, StoreError> {
    let found = Entity::find()
        .filter(Column::UserId.eq(Text(user)))
        .filter(Column::Status.is_in(["open", "with_approver"]))
        .order_by_desc(Column::CreatedAt)
        .limit(limit)
        .all(db)
        .await?;
    Ok(found.into_iter().map(|row| row.state.0).collect())
}

/// The ids of checkouts whose time is over and that are still open or with an approver, the longest over first.
///
/// # Errors
/// The database failed.
pub async fn due_to_expire(
    db: &impl ConnectionTrait,
    now: Timestamp,
    limit: u64,
) -> Result<Vec<CheckoutId>, StoreError> {
    let due = Entity::find()
        .select_only()
        .column(Column::Id)
        .filter(Column::Status.is_in(["open", "with_approver"]))
        .filter(Column::ExpiresAt.lte(Micros(now)))
        .order_by_asc(Column::ExpiresAt)
        .limit(limit)
        .into_tuple::<Text<CheckoutId>>()
        .all(db)
        .await?;
    Ok(due.into_iter().map(|id| id.0).collect())
}

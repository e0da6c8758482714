//! Trials. One was ever started for each company and product: a unique index says so.

use domain::ids::{AccountId, SubscriptionId, TrialId};
use domain::trial::{CompanyKey, Trial};
use jiff::Timestamp;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Condition, Query};
use sea_orm::{QueryOrder as _, Set};

use super::events::{self, Change};
use super::rows::{met, there};
use super::sessions::grant;
use super::{Json, Micros, StoreError, Text, Tx};

/// A stored trial.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "trials")]
pub struct Model {
    /// Its id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Text<TrialId>,
    /// The company, as the one-trial rule counts it.
    pub company_key: String,
    /// What is tried.
    pub product: String,
    /// To whom it belongs, once started.
    pub account_id: Option<Text<AccountId>>,
    /// What goes on when it is bought, once started.
    pub subscription_id: Option<Text<SubscriptionId>>,
    /// The name of its state.
    pub status: String,
    /// All of it.
    pub state: Json<Trial>,
    /// When it was asked for.
    pub created_at: Micros,
    /// When it was last written.
    pub updated_at: Micros,
}

/// No relation is walked from here.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

fn row(tx: &Tx, trial: &Trial) -> ActiveModel {
    let started = trial.started();
    ActiveModel {
        id: Set(Text(trial.id)),
        company_key: Set(trial.company.to_string()),
        product: Set(trial.product.clone()),
        account_id: Set(started.map(|started| Text(started.account))),
        subscription_id: Set(started.map(|started| Text(started.subscription))),
        status: Set(trial.status().to_owned()),
        state: Set(Json(trial.clone())),
        updated_at: Set(Micros(tx.now())),
        ..Default::default()
    }
}

/// Stores a trial that was asked for.
///
/// # Errors
/// The database failed.
pub async fn insert(tx: &Tx, trial: &Trial, change: Change<'_>) -> Result<(), StoreError> {
    let row = ActiveModel { created_at: Set(Micros(tx.now())), ..row(tx, trial) };
    Entity::insert(row).exec_without_returning(tx).await?;
    tx.record(trial.id, trial.started().map(|started| started.account), change, trial).await?;
    Ok(())
}

/// Stores what a trial has become.
///
/// # Errors
/// The database failed, or there is no such trial; [`StoreError::Unique`] when it is started and the company has had one.
pub async fn update(tx: &Tx, trial: &Trial, change: Change<'_>) -> Result<(), StoreError> {
    let done = Entity::update_many().set(row(tx, trial)).filter(Column::Id.eq(Text(trial.id))).exec(tx).await?;
    met(done.rows_affected, "trial", trial.id)?;
    tx.record(trial.id, trial.started().map(|started| started.account), change, trial).await?;
    Ok(())
}

/// A trial.
///
/// # Errors
/// The database failed.
pub async fn find(db: &impl ConnectionTrait, id: TrialId) -> Result<Option<Trial>, StoreError> {
    Ok(Entity::find_by_id(Text(id)).one(db).await?.map(|row| row.state.0))
}

/// A trial that is known to exist.
///
/// # Errors
/// The database failed, or there is no such trial.
pub async fn get(db: &impl ConnectionTrait, id: TrialId) -> Result<Trial, StoreError> {
    there(find(db, id).await?, "trial", id)
}

/// The trials of an account.
///
/// # Errors
/// The database failed.
pub async fn of_account(db: &impl ConnectionTrait, account: AccountId) -> Result<Vec<Trial>, StoreError> {
    let rows = Entity::find().filter(Column::AccountId.eq(Text(account))).order_by_desc(Column::Id).all(db).await?;
    Ok(rows.into_iter().map(|row| row.state.0).collect())
}

/// Forgets requests from before `before` that nobody proved an address for, with what their events say and with what let
/// browsers see them; returns how many.
///
/// # Errors
/// The database failed.
pub async fn sweep(tx: &Tx, before: Timestamp) -> Result<u64, StoreError> {
    let unproved = || Condition::all().add(Column::Status.eq("requested")).add(Column::CreatedAt.lt(Micros(before)));
    let ids = || Query::select().column(Column::Id).from(Entity).cond_where(unproved()).to_owned();
    events::redact::empty(tx, ids()).await?;
    let to_them = grant::Column::AggregateId.in_subquery(ids());
    grant::Entity::delete_many().filter(to_them).exec(tx).await?;
    Ok(Entity::delete_many().filter(unproved()).exec(tx).await?.rows_affected)
}

/// The trial that a company has, or has had, of a product.
///
/// # Errors
/// The database failed.
pub async fn started_by(
    db: &impl ConnectionTrait,
    company: &CompanyKey,
    product: &str,
) -> Result<Option<Trial>, StoreError> {
    let found = Entity::find()
        .filter(Column::CompanyKey.eq(company.as_str()))
        .filter(Column::Product.eq(product))
        .filter(Column::Status.ne("requested"))
        .one(db)
        .await?;
    Ok(found.map(|row| row.state.0))
}

/// The trial whose subscription this is, if it began as one.
///
/// # Errors
/// The database failed.
pub async fn of_subscription(
    db: &impl ConnectionTrait,
    subscription: SubscriptionId,
) -> Result<Option<Trial>, StoreError> {
    let found = Entity::find().filter(Column::SubscriptionId.eq(Text(subscription))).one(db).await?;
    Ok(found.map(|row| row.state.0))
}

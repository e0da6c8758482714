//! Licences: the signed token of each, in the lineage of its subscription.

use domain::ids::{LicenceId, SubscriptionId};
use domain::licence::Claims;
use sea_orm::entity::prelude::*;
use sea_orm::{QueryOrder as _, Set};

use super::events::Change;
use super::{Json, Micros, StoreError, Text, Tx};

/// A stored licence.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "licences")]
pub struct Model {
    /// Its id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Text<LicenceId>,
    /// The subscription it is of.
    pub subscription_id: Text<SubscriptionId>,
    /// Its place in the lineage, from 1; the highest replaces the others.
    pub sequence: i64,
    /// The order or trial it was issued for: one licence each.
    pub source_id: String,
    /// The id of the key that signed it.
    pub kid: String,
    /// The token.
    pub token: String,
    /// What the token says.
    pub claims: Json<Claims>,
    /// When it was issued.
    pub created_at: Micros,
}

/// No relation is walked from here.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// A licence that was just signed.
#[derive(Clone, Copy, Debug)]
pub struct NewLicence<'a> {
    /// What it says.
    pub claims: &'a Claims,
    /// The order or trial it was issued for.
    pub source_id: &'a str,
    /// The id of the key that signed it.
    pub kid: &'a str,
    /// The token.
    pub token: &'a str,
}

/// Stores a licence.
///
/// # Errors
/// The database failed; [`StoreError::Unique`] when one was issued for the same order or trial, or at the same place.
pub async fn insert(tx: &Tx, licence: NewLicence<'_>, change: Change<'_>) -> Result<(), StoreError> {
    let claims = licence.claims;
    let row = ActiveModel {
        id: Set(Text(claims.sub)),
        subscription_id: Set(Text(claims.subscription)),
        sequence: Set(i64::from(claims.sequence)),
        source_id: Set(licence.source_id.to_owned()),
        kid: Set(licence.kid.to_owned()),
        token: Set(licence.token.to_owned()),
        claims: Set(Json(claims.clone())),
        created_at: Set(Micros(tx.now())),
    };
    Entity::insert(row).exec_without_returning(tx).await?;
    tx.record(claims.sub, Some(claims.account), change, claims).await?;
    Ok(())
}

/// A licence.
///
/// # Errors
/// The database failed.
pub async fn find(db: &impl ConnectionTrait, id: LicenceId) -> Result<Option<Model>, StoreError> {
    Ok(Entity::find_by_id(Text(id)).one(db).await?)
}

/// The licence that was issued for an order or a trial.
///
/// # Errors
/// The database failed.
pub async fn issued_for(db: &impl ConnectionTrait, source_id: &str) -> Result<Option<Model>, StoreError> {
    Ok(Entity::find().filter(Column::SourceId.eq(source_id)).one(db).await?)
}

/// The licence of a subscription that counts: the last of its lineage.
///
/// # Errors
/// The database failed.
pub async fn last_of(db: &impl ConnectionTrait, subscription: SubscriptionId) -> Result<Option<Model>, StoreError> {
    let newest = Entity::find()
        .filter(Column::SubscriptionId.eq(Text(subscription)))
        .order_by_desc(Column::Sequence)
        .one(db)
        .await?;
    Ok(newest)
}

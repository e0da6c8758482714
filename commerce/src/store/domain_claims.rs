//! Claims of mail domains. A domain is verified for one account at most: a unique index says so.

use domain::account::{DomainClaim, DomainName};
use domain::ids::{AccountId, DomainClaimId};
use sea_orm::entity::prelude::*;
use sea_orm::{QueryOrder as _, Set};

use super::events::Change;
use super::rows::met;
use super::{Json, Micros, StoreError, Text, Tx};

/// A stored claim.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "domain_claims")]
pub struct Model {
    /// Its id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Text<DomainClaimId>,
    /// Whose.
    pub account_id: Text<AccountId>,
    /// Of what.
    pub domain: String,
    /// The name of its state.
    pub status: String,
    /// All of it.
    pub state: Json<DomainClaim>,
    /// When it was made.
    pub created_at: Micros,
    /// When it was last written.
    pub updated_at: Micros,
}

/// No relation is walked from here.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

const LIVE: [&str; 2] = ["pending", VERIFIED];
const VERIFIED: &str = "verified";

/// Stores a new claim.
///
/// # Errors
/// The database failed; [`StoreError::Unique`] while the account has another of the same domain.
pub async fn insert(tx: &Tx, claim: &DomainClaim, change: Change<'_>) -> Result<(), StoreError> {
    let row = ActiveModel {
        id: Set(Text(claim.id)),
        account_id: Set(Text(claim.account)),
        domain: Set(claim.domain.to_string()),
        status: Set(claim.status().to_owned()),
        state: Set(Json(claim.clone())),
        created_at: Set(Micros(tx.now())),
        updated_at: Set(Micros(tx.now())),
    };
    Entity::insert(row).exec_without_returning(tx).await?;
    tx.record(claim.id, Some(claim.account), change, claim).await?;
    Ok(())
}

/// Stores what a claim has become.
///
/// # Errors
/// The database failed, or there is no such claim; [`StoreError::Unique`] when another account's has just been verified.
pub async fn update(tx: &Tx, claim: &DomainClaim, change: Change<'_>) -> Result<(), StoreError> {
    let row = ActiveModel {
        status: Set(claim.status().to_owned()),
        state: Set(Json(claim.clone())),
        updated_at: Set(Micros(tx.now())),
        ..Default::default()
    };
    let done = Entity::update_many().set(row).filter(Column::Id.eq(Text(claim.id))).exec(tx).await?;
    met(done.rows_affected, "domain claim", claim.id)?;
    tx.record(claim.id, Some(claim.account), change, claim).await?;
    Ok(())
}

/// A claim.
///
/// # Errors
/// The database failed.
pub async fn find(db: &impl ConnectionTrait, id: DomainClaimId) -> Result<Option<DomainClaim>, StoreError> {
    Ok(Entity::find_by_id(Text(id)).one(db).await?.map(|row| row.state.0))
}

/// The claims of an account that are pending or verified, the oldest first.
///
/// # Errors
/// The database failed.
pub async fn live(db: &impl ConnectionTrait, account: AccountId) -> Result<Vec<DomainClaim>, StoreError> {
    let live = Entity::find().filter(Column::AccountId.eq(Text(account))).filter(Column::Status.is_in(LIVE));
    let rows = live.order_by_asc(Column::CreatedAt).order_by_asc(Column::Id).all(db).await?;
    Ok(rows.into_iter().map(|row| row.state.0).collect())
}

/// The claim by which a domain is an account's, if it is.
///
/// # Errors
/// The database failed.
pub async fn verified(db: &impl ConnectionTrait, domain: &DomainName) -> Result<Option<DomainClaim>, StoreError> {
    let one = Entity::find().filter(Column::Domain.eq(domain.as_str())).filter(Column::Status.eq(VERIFIED));
    Ok(one.one(db).await?.map(|row| row.state.0))
}

/// Every claim that is verified.
///
/// # Errors
/// The database failed.
pub async fn all_verified(db: &impl ConnectionTrait) -> Result<Vec<DomainClaimId>, StoreError> {
    let rows = Entity::find().filter(Column::Status.eq(VERIFIED)).order_by_asc(Column::Id).all(db).await?;
    Ok(rows.into_iter().map(|row| row.id.0).collect())
}

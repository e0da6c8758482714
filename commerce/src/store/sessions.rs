//! Browsers, signed in or not, and what they may open without being signed in.
//!
//! Only hashes of cookies are here. The previous secret of a rotated session stays good until the new one has been seen,
//! and a moment longer: an answer that was lost on its way does not sign anybody out.

use domain::email::Email;
use domain::ids::{SessionId, UserId};
use jiff::Timestamp;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Condition, Expr, OnConflict};
use sea_orm::{ExprTrait as _, Set};

use super::{Micros, StoreError, Text, Tx};
use crate::secret::SecretHash;

pub mod grant;

/// A stored session.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "sessions")]
pub struct Model {
    /// Its id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Text<SessionId>,
    /// Who is signed in, if anybody.
    pub user_id: Option<Text<UserId>>,
    /// The hash of the cookie's secret.
    pub secret_hash: Text<SecretHash>,
    /// The hash of the secret before.
    pub previous_hash: Option<Text<SecretHash>>,
    /// Until when the secret before is good; `None` while the new one has not been seen.
    pub previous_until: Option<Micros>,
    /// When the secret was last changed.
    pub rotated_at: Micros,
    /// When it began.
    pub created_at: Micros,
    /// When it ends at the latest.
    pub expires_at: Micros,
    /// When it was ended.
    pub ended_at: Option<Micros>,
}

/// No relation is walked from here.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// Stores a new session.
///
/// # Errors
/// The database failed.
pub async fn insert(tx: &Tx, id: SessionId, secret: SecretHash, expires_at: Timestamp) -> Result<(), StoreError> {
    let row = ActiveModel {
        id: Set(Text(id)),
        user_id: Set(None),
        secret_hash: Set(Text(secret)),
        previous_hash: Set(None),
        previous_until: Set(None),
        rotated_at: Set(Micros(tx.now())),
        created_at: Set(Micros(tx.now())),
        expires_at: Set(Micros(expires_at)),
        ended_at: Set(None),
    };
    Entity::insert(row).exec_without_returning(tx).await?;
    Ok(())
}

/// The session that this secret, or the one before it, belongs to. Whether it still counts is the caller's to decide.
///
/// # Errors
/// The database failed.
pub async fn by_secret(db: &impl ConnectionTrait, secret: SecretHash) -> Result<Option<Model>, StoreError> {
    let either = Condition::any().add(Column::SecretHash.eq(Text(secret))).add(Column::PreviousHash.eq(Text(secret)));
    Ok(Entity::find().filter(either).one(db).await?)
}

/// A session.
///
/// # Errors
/// The database failed.
pub async fn find(db: &impl ConnectionTrait, id: SessionId) -> Result<Option<Model>, StoreError> {
    Ok(Entity::find_by_id(Text(id)).one(db).await?)
}

async fn change(tx: &Tx, id: SessionId, row: ActiveModel) -> Result<(), StoreError> {
    let done = Entity::update_many().set(row).filter(Column::Id.eq(Text(id))).exec(tx).await?;
    super::rows::met(done.rows_affected, "session", id)
}

/// Signs a person in, with a new secret and a new end; no older secret counts any more.
///
/// # Errors
/// The database failed, or there is no such session.
pub async fn sign_in(
    tx: &Tx,
    id: SessionId,
    user: UserId,
    secret: SecretHash,
    expires_at: Timestamp,
) -> Result<(), StoreError> {
    let row = ActiveModel {
        user_id: Set(Some(Text(user))),
        secret_hash: Set(Text(secret)),
        previous_hash: Set(None),
        previous_until: Set(None),
        rotated_at: Set(Micros(tx.now())),
        expires_at: Set(Micros(expires_at)),
        ..Default::default()
    };
    change(tx, id, row).await
}

/// Gives a session a new secret. `previous` stays good until the new one has been seen.
///
/// # Errors
/// The database failed, or there is no such session.
pub async fn rotate(tx: &Tx, id: SessionId, previous: SecretHash, secret: SecretHash) -> Result<(), StoreError> {
    let row = ActiveModel {
        secret_hash: Set(Text(secret)),
        previous_hash: Set(Some(Text(previous))),
        previous_until: Set(None),
        rotated_at: Set(Micros(tx.now())),
        ..Default::default()
    };
    change(tx, id, row).await
}

/// Notes that the new secret has been seen: the one before is good until `until`.
///
/// # Errors
/// The database failed.
pub async fn confirm(tx: &Tx, id: SessionId, until: Timestamp) -> Result<(), StoreError> {
    let unconfirmed = Condition::all().add(Column::Id.eq(Text(id))).add(Column::PreviousUntil.is_null());
    let row = ActiveModel { previous_until: Set(Some(Micros(until))), ..Default::default() };
    Entity::update_many().set(row).filter(unconfirmed).exec(tx).await?;
    Ok(())
}

/// Ends a session.
///
/// # Errors
/// The database failed, or there is no such session.
pub async fn end(tx: &Tx, id: SessionId) -> Result<(), StoreError> {
    change(tx, id, ActiveModel { ended_at: Set(Some(Micros(tx.now()))), ..Default::default() }).await
}

/// Lets a session open something; again changes nothing.
///
/// # Errors
/// The database failed.
pub async fn allow(
    tx: &Tx,
    id: SessionId,
    aggregate_id: &str,
    purpose: &str,
    email: Option<&Email>,
) -> Result<(), StoreError> {
    let row = grant::ActiveModel {
        session_id: Set(Text(id)),
        aggregate_id: Set(aggregate_id.to_owned()),
        purpose: Set(purpose.to_owned()),
        email: Set(email.cloned().map(Text)),
        created_at: Set(Micros(tx.now())),
    };
    let key = [grant::Column::SessionId, grant::Column::AggregateId, grant::Column::Purpose];
    let known = OnConflict::columns(key).do_nothing().to_owned();
    grant::Entity::insert(row).on_conflict(known).exec_without_returning(tx).await?;
    Ok(())
}

/// What a session may open.
///
/// # Errors
/// The database failed.
pub async fn grants(db: &impl ConnectionTrait, id: SessionId) -> Result<Vec<grant::Model>, StoreError> {
    Ok(grant::Entity::find().filter(grant::Column::SessionId.eq(Text(id))).all(db).await?)
}

/// Deletes sessions that ended or expired before `before`, with their grants; returns how many.
///
/// # Errors
/// The database failed.
pub async fn sweep(tx: &Tx, before: Timestamp) -> Result<u64, StoreError> {
    let over = Condition::any().add(Column::ExpiresAt.lt(Micros(before))).add(Column::EndedAt.lt(Micros(before)));
    let ids = sea_orm::sea_query::Query::select().column(Column::Id).from(Entity).cond_where(over.clone()).to_owned();
    let theirs = Expr::col(grant::Column::SessionId).in_subquery(ids);
    grant::Entity::delete_many().filter(theirs).exec(tx).await?;
    Ok(Entity::delete_many().filter(over).exec(tx).await?.rows_affected)
}

//! Browsers, signed in or not.
//!
//! Only hashes of cookies are here. The previous secret of a rotated session stays good until the new one has been seen,
//! and a moment longer: an answer that was lost on its way does not sign anybody out.

use domain::access::Scope;
use domain::access::session::SessionTimes;
use domain::ids::{SessionId, UserId};
use jiff::Timestamp;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Condition, Query, SimpleExpr};
use sea_orm::{ExprTrait as _, QueryOrder as _, Set};

use super::{Micros, StoreError, Text, Tx};
use crate::secret::SecretHash;

pub mod grant;
pub mod identity;

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
    /// When it began, or the person signed in.
    pub signed_in_at: Micros,
    /// When its use was last written down.
    pub used_at: Micros,
    /// When its secret was drawn.
    pub rotated_at: Micros,
    /// When it was ended.
    pub ended_at: Option<Micros>,
    /// Browser and system of whoever signed in, as far as known.
    pub device: Option<String>,
}

/// No relation is walked from here.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    /// Its times, for the domain to judge.
    #[must_use]
    pub const fn times(&self) -> SessionTimes {
        let (signed_in_at, used_at, rotated_at) = (self.signed_in_at.0, self.used_at.0, self.rotated_at.0);
        SessionTimes { signed_in_at, used_at, rotated_at }
    }
}

/// Stores a new session that nobody is signed in to.
///
/// # Errors
/// The database failed.
pub async fn insert(tx: &Tx, id: SessionId, secret: SecretHash) -> Result<(), StoreError> {
    let now = Micros(tx.now());
    let row = ActiveModel {
        id: Set(Text(id)),
        user_id: Set(None),
        secret_hash: Set(Text(secret)),
        previous_hash: Set(None),
        previous_until: Set(None),
        signed_in_at: Set(now),
        used_at: Set(now),
        rotated_at: Set(now),
        ended_at: Set(None),
        device: Set(None),
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

async fn change(tx: &Tx, id: SessionId, row: ActiveModel) -> Result<(), StoreError> {
    let done = Entity::update_many().set(row).filter(Column::Id.eq(Text(id))).exec(tx).await?;
    super::rows::met(done.rows_affected, "session", id)
}

/// Signs a person in, with a new secret and new times; no older secret counts any more, nor what signed it in before. What a
/// guest could open stays; of what somebody else could, only `keep` does.
///
/// # Errors
/// The database failed, or there is no such session.
pub async fn sign_in(
    tx: &Tx,
    id: SessionId,
    user: UserId,
    secret: SecretHash,
    device: Option<&str>,
    keep: Option<Scope>,
) -> Result<(), StoreError> {
    identity::forget(tx, id).await?;
    let before = Entity::find_by_id(Text(id)).one(tx).await?.and_then(|row| row.user_id);
    if before.is_some_and(|before| before.0 != user) {
        grant::forget_but(tx, id, keep).await?;
    }
    let now = Micros(tx.now());
    let row = ActiveModel {
        user_id: Set(Some(Text(user))),
        secret_hash: Set(Text(secret)),
        previous_hash: Set(None),
        previous_until: Set(None),
        signed_in_at: Set(now),
        used_at: Set(now),
        rotated_at: Set(now),
        device: Set(device.map(str::to_owned)),
        ..Default::default()
    };
    change(tx, id, row).await
}

/// The sessions of a person that nobody has ended, the last used first. Whether their time is over is the caller's to
/// decide.
///
/// # Errors
/// The database failed.
pub async fn of_user(db: &impl ConnectionTrait, user: UserId) -> Result<Vec<Model>, StoreError> {
    let theirs = Entity::find().filter(Column::UserId.eq(Text(user))).filter(Column::EndedAt.is_null());
    Ok(theirs.order_by_desc(Column::UsedAt).order_by_desc(Column::Id).all(db).await?)
}

/// Notes that a session is in use.
///
/// # Errors
/// The database failed, or there is no such session.
pub async fn touch(tx: &Tx, id: SessionId) -> Result<(), StoreError> {
    change(tx, id, ActiveModel { used_at: Set(Micros(tx.now())), ..Default::default() }).await
}

/// Gives a session a new secret. `previous` stays good until the new one has been seen.
///
/// # Errors
/// The database failed, or there is no such session.
pub async fn rotate(tx: &Tx, id: SessionId, previous: SecretHash, secret: SecretHash) -> Result<(), StoreError> {
    let now = Micros(tx.now());
    let row = ActiveModel {
        secret_hash: Set(Text(secret)),
        previous_hash: Set(Some(Text(previous))),
        previous_until: Set(None),
        used_at: Set(now),
        rotated_at: Set(now),
        ..Default::default()
    };
    change(tx, id, row).await
}

/// Has every browser of a person get a new secret at its next request, as when what they may do has changed.
///
/// # Errors
/// The database failed.
pub async fn renew_of(tx: &Tx, user: UserId) -> Result<(), StoreError> {
    let row = ActiveModel { rotated_at: Set(Micros(Timestamp::UNIX_EPOCH)), ..Default::default() };
    Entity::update_many().set(row).filter(Column::UserId.eq(Text(user))).exec(tx).await?;
    Ok(())
}

/// Notes that a session is in use with its new secret: the one before is good until `until`.
///
/// # Errors
/// The database failed, or there is no such session.
pub async fn confirm(tx: &Tx, id: SessionId, until: Timestamp) -> Result<(), StoreError> {
    let row =
        ActiveModel { previous_until: Set(Some(Micros(until))), used_at: Set(Micros(tx.now())), ..Default::default() };
    change(tx, id, row).await
}

/// Ends a session.
///
/// # Errors
/// The database failed, or there is no such session.
pub async fn end(tx: &Tx, id: SessionId) -> Result<(), StoreError> {
    change(tx, id, ActiveModel { ended_at: Set(Some(Micros(tx.now()))), ..Default::default() }).await
}

/// Forgets sessions that were last used before `before`, with what they could open; returns how many.
///
/// # Errors
/// The database failed.
pub async fn sweep(tx: &Tx, before: Timestamp) -> Result<u64, StoreError> {
    forget(tx, Column::UsedAt.lt(Micros(before))).await
}

/// Forgets every session of a person, with what they could open.
///
/// # Errors
/// The database failed.
pub async fn forget_of(tx: &Tx, user: UserId) -> Result<(), StoreError> {
    forget(tx, Column::UserId.eq(Text(user))).await.map(drop)
}

async fn forget(tx: &Tx, which: SimpleExpr) -> Result<u64, StoreError> {
    let ids = Query::select().column(Column::Id).from(Entity).and_where(which.clone()).to_owned();
    identity::sweep(tx, ids.clone()).await?;
    let begun = Expr::col(super::sso_attempts::Column::SessionId).in_subquery(ids.clone());
    super::sso_attempts::Entity::delete_many().filter(begun).exec(tx).await?;
    let theirs = Expr::col(grant::Column::SessionId).in_subquery(ids);
    grant::Entity::delete_many().filter(theirs).exec(tx).await?;
    Ok(Entity::delete_many().filter(which).exec(tx).await?.rows_affected)
}

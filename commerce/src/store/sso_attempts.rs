//! Sign-ins that a provider is to answer. Of what was sent to it nothing is here but a hash.

use domain::access::oidc::{Attempt, AttemptState};
use domain::ids::SessionId;
use jiff::Timestamp;
use sea_orm::Set;
use sea_orm::entity::prelude::*;

use super::{Micros, StoreError, Text, Tx};
use crate::secret::SecretHash;

/// A stored attempt.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "sso_attempts")]
pub struct Model {
    /// The hash of the state that comes back with the answer.
    #[sea_orm(primary_key, auto_increment = false)]
    pub state_hash: Text<SecretHash>,
    /// The browser that began it.
    pub session_id: Text<SessionId>,
    /// The provider that was asked.
    pub provider: String,
    /// Where to go on afterwards; empty for nowhere in particular.
    pub go_on: String,
    /// When it began.
    pub begun_at: Micros,
    /// When it was answered.
    pub answered_at: Option<Micros>,
}

/// No relation is walked from here.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    /// The attempt, for the domain to judge.
    #[must_use]
    pub fn attempt(&self) -> Attempt {
        Attempt {
            session: self.session_id.0,
            provider: self.provider.clone(),
            begun_at: self.begun_at.0,
            state: if self.answered_at.is_some() { AttemptState::Answered } else { AttemptState::Open },
        }
    }
}

/// Stores a new attempt.
///
/// # Errors
/// The database failed.
pub async fn insert(tx: &Tx, state: SecretHash, attempt: &Attempt, go_on: &str) -> Result<(), StoreError> {
    let row = ActiveModel {
        state_hash: Set(Text(state)),
        session_id: Set(Text(attempt.session)),
        provider: Set(attempt.provider.clone()),
        go_on: Set(go_on.to_owned()),
        begun_at: Set(Micros(attempt.begun_at)),
        answered_at: Set(None),
    };
    Entity::insert(row).exec_without_returning(tx).await?;
    Ok(())
}

/// The attempt with this state.
///
/// # Errors
/// The database failed.
pub async fn find(db: &impl ConnectionTrait, state: SecretHash) -> Result<Option<Model>, StoreError> {
    Ok(Entity::find_by_id(Text(state)).one(db).await?)
}

/// Notes that it was answered. Of several answers at once only one gets through: the row is locked, or the transaction runs
/// again and finds it answered.
///
/// # Errors
/// The database failed, or there is no such attempt that is open.
pub async fn answered(tx: &Tx, state: SecretHash) -> Result<(), StoreError> {
    let row = ActiveModel { answered_at: Set(Some(Micros(tx.now()))), ..Default::default() };
    let open =
        Entity::update_many().set(row).filter(Column::StateHash.eq(Text(state))).filter(Column::AnsweredAt.is_null());
    super::rows::met(open.exec(tx).await?.rows_affected, "open sign-in", state)
}

/// Forgets attempts that were begun before `before`; returns how many.
///
/// # Errors
/// The database failed.
pub async fn sweep(tx: &Tx, before: Timestamp) -> Result<u64, StoreError> {
    Ok(Entity::delete_many().filter(Column::BegunAt.lt(Micros(before))).exec(tx).await?.rows_affected)
}

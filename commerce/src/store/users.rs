//! People. One address is one person: a unique index over its normal form says so.

use domain::email::Email;
use domain::erasure::erased_address;
use domain::ids::UserId;
use jiff::Timestamp;
use sea_orm::Set;
use sea_orm::entity::prelude::*;
use serde::Serialize;

use super::events::Change;
use super::rows::there;
use super::{Micros, StoreError, Text, Tx};

/// A stored person.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "users")]
pub struct Model {
    /// Their id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Text<UserId>,
    /// Their address in its normal form.
    pub email_key: String,
    /// Their address as they spell it.
    pub email: Text<Email>,
    /// Their name, once they have given one.
    pub name: Option<String>,
    /// The language they last used, like `de`.
    pub language: String,
    /// Since when we know them.
    pub created_at: Micros,
    /// When their address was last proved.
    pub verified_at: Micros,
}

/// No relation is walked from here.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// A person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct User {
    /// Their id.
    pub id: UserId,
    /// Their proved address.
    pub email: Email,
    /// Their name, once they have given one.
    pub name: Option<String>,
    /// The language they last used, like `de`.
    pub language: String,
    /// When their address was last proved.
    pub verified_at: Timestamp,
}

impl From<Model> for User {
    fn from(row: Model) -> Self {
        Self {
            id: row.id.0,
            email: row.email.0,
            name: row.name,
            language: row.language,
            verified_at: row.verified_at.0,
        }
    }
}

/// Stores a new person.
///
/// # Errors
/// The database failed; [`StoreError::Unique`] when the address is somebody's.
pub async fn insert(tx: &Tx, user: &User, change: Change<'_>) -> Result<(), StoreError> {
    let row = ActiveModel {
        id: Set(Text(user.id)),
        email_key: Set(user.email.normalised()),
        email: Set(Text(user.email.clone())),
        name: Set(user.name.clone()),
        language: Set(user.language.clone()),
        created_at: Set(Micros(tx.now())),
        verified_at: Set(Micros(user.verified_at)),
    };
    Entity::insert(row).exec_without_returning(tx).await?;
    tx.record(user.id, None, change, user).await?;
    Ok(())
}

/// Stores what has changed about a person; the address stays.
///
/// # Errors
/// The database failed, or there is no such person.
pub async fn update(tx: &Tx, user: &User, change: Change<'_>) -> Result<(), StoreError> {
    let row = ActiveModel {
        name: Set(user.name.clone()),
        language: Set(user.language.clone()),
        verified_at: Set(Micros(user.verified_at)),
        ..Default::default()
    };
    let done = Entity::update_many().set(row).filter(Column::Id.eq(Text(user.id))).exec(tx).await?;
    super::rows::met(done.rows_affected, "user", user.id)?;
    tx.record(user.id, None, change, user).await?;
    Ok(())
}

/// Takes away what a person is called and where they are reached; their id stays, for what they did.
///
/// # Errors
/// The database failed, or there is no such person.
pub async fn erase(tx: &Tx, id: UserId, change: Change<'_>) -> Result<(), StoreError> {
    let email = erased_address(id);
    let row = ActiveModel {
        email_key: Set(email.normalised()),
        email: Set(Text(email)),
        name: Set(None),
        ..Default::default()
    };
    let done = Entity::update_many().set(row).filter(Column::Id.eq(Text(id))).exec(tx).await?;
    super::rows::met(done.rows_affected, "user", id)?;
    tx.record(id, None, change, &get(tx, id).await?).await?;
    Ok(())
}

/// The person with this address.
///
/// # Errors
/// The database failed.
pub async fn by_email(db: &impl ConnectionTrait, email: &Email) -> Result<Option<User>, StoreError> {
    let found = Entity::find().filter(Column::EmailKey.eq(email.normalised())).one(db).await?;
    Ok(found.map(User::from))
}

/// A person.
///
/// # Errors
/// The database failed.
pub async fn find(db: &impl ConnectionTrait, id: UserId) -> Result<Option<User>, StoreError> {
    Ok(Entity::find_by_id(Text(id)).one(db).await?.map(User::from))
}

/// A person that is known to exist.
///
/// # Errors
/// The database failed, or there is no such person.
pub async fn get(db: &impl ConnectionTrait, id: UserId) -> Result<User, StoreError> {
    there(Entity::find_by_id(Text(id)).one(db).await?, "user", id).map(User::from)
}

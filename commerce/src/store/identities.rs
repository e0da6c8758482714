//! Who people are to the providers that sign them in.

use domain::email::Email;
use domain::ids::UserId;
use sea_orm::entity::prelude::*;
use sea_orm::{QueryOrder as _, Set};

use super::{Micros, StoreError, Text, Tx};

/// A stored identity.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "identities")]
pub struct Model {
    /// Who the provider is.
    #[sea_orm(primary_key, auto_increment = false)]
    pub issuer: String,
    /// Whom it means.
    #[sea_orm(primary_key, auto_increment = false)]
    pub subject: String,
    /// Who that is here.
    pub user_id: Text<UserId>,
    /// The verified address by which they were linked.
    pub email: Text<Email>,
    /// When.
    pub linked_at: Micros,
    /// When it last signed somebody in.
    pub used_at: Micros,
}

/// No relation is walked from here.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// Links what a provider calls `subject` to a person.
///
/// # Errors
/// The database failed; [`StoreError::Unique`] when it is somebody already.
pub async fn link(tx: &Tx, issuer: &str, subject: &str, user: UserId, email: &Email) -> Result<(), StoreError> {
    let now = Micros(tx.now());
    let row = ActiveModel {
        issuer: Set(issuer.to_owned()),
        subject: Set(subject.to_owned()),
        user_id: Set(Text(user)),
        email: Set(Text(email.clone())),
        linked_at: Set(now),
        used_at: Set(now),
    };
    Entity::insert(row).exec_without_returning(tx).await?;
    Ok(())
}

/// The person whom a provider calls `subject`.
///
/// # Errors
/// The database failed.
pub async fn find(db: &impl ConnectionTrait, issuer: &str, subject: &str) -> Result<Option<UserId>, StoreError> {
    let found = Entity::find_by_id((issuer.to_owned(), subject.to_owned())).one(db).await?;
    Ok(found.map(|row| row.user_id.0))
}

/// Notes that an identity has signed its person in.
///
/// # Errors
/// The database failed, or there is no such identity.
pub async fn touch(tx: &Tx, issuer: &str, subject: &str) -> Result<(), StoreError> {
    let row = ActiveModel { used_at: Set(Micros(tx.now())), ..Default::default() };
    let same = Entity::update_many().set(row).filter(Column::Issuer.eq(issuer)).filter(Column::Subject.eq(subject));
    super::rows::met(same.exec(tx).await?.rows_affected, "identity", subject)
}

/// Who a person is to providers, the first linked first.
///
/// # Errors
/// The database failed.
pub async fn of_user(db: &impl ConnectionTrait, user: UserId) -> Result<Vec<Model>, StoreError> {
    Ok(Entity::find().filter(Column::UserId.eq(Text(user))).order_by_asc(Column::LinkedAt).all(db).await?)
}

//! What was mailed to whom, and whether it has left. Not the words: they may hold codes and links.

use domain::email::Email;
use domain::ids::MailId;
use domain::moment::after;
use jiff::{SignedDuration, Timestamp};
use sea_orm::entity::prelude::*;
use sea_orm::{QueryOrder as _, QuerySelect as _, Set};

use super::rows::{met, there};
use super::{Micros, StoreError, Text, Tx};

/// A stored mail.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "mails")]
pub struct Model {
    /// Its id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Text<MailId>,
    /// The recipient's address in its normal form.
    pub recipient: String,
    /// Which letter it is, like `code`.
    pub letter: String,
    /// When it was decided to send it.
    pub created_at: Micros,
    /// When it was handed over.
    pub sent_at: Option<Micros>,
}

/// No relation is walked from here.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// Notes that a mail is to be sent.
///
/// # Errors
/// The database failed.
pub async fn insert(tx: &Tx, id: MailId, to: &Email, letter: &str) -> Result<(), StoreError> {
    let row = ActiveModel {
        id: Set(Text(id)),
        recipient: Set(to.normalised()),
        letter: Set(letter.to_owned()),
        created_at: Set(Micros(tx.now())),
        sent_at: Set(None),
    };
    Entity::insert(row).exec_without_returning(tx).await?;
    Ok(())
}

/// A mail that is known to exist.
///
/// # Errors
/// The database failed, or there is no such mail.
pub async fn get(db: &impl ConnectionTrait, id: MailId) -> Result<Model, StoreError> {
    there(Entity::find_by_id(Text(id)).one(db).await?, "mail", id)
}

/// Notes that a mail was handed over.
///
/// # Errors
/// The database failed, or there is no such mail.
pub async fn mark_sent(tx: &Tx, id: MailId) -> Result<(), StoreError> {
    let row = ActiveModel { sent_at: Set(Some(Micros(tx.now()))), ..Default::default() };
    let done = Entity::update_many().set(row).filter(Column::Id.eq(Text(id))).exec(tx).await?;
    met(done.rows_affected, "mail", id)
}

/// When letters of this kind to this address were decided on in the time before this transaction, the oldest first.
///
/// # Errors
/// The database failed.
pub async fn decided_within(
    tx: &Tx,
    to: &Email,
    letter: &str,
    within: SignedDuration,
) -> Result<Vec<Timestamp>, StoreError> {
    decided_since(tx, to, letter, after(tx.now(), -within)).await
}

/// When letters of this kind to this address were decided on after `since`, the oldest first.
///
/// # Errors
/// The database failed.
pub async fn decided_since(
    db: &impl ConnectionTrait,
    to: &Email,
    letter: &str,
    since: Timestamp,
) -> Result<Vec<Timestamp>, StoreError> {
    let rows = Entity::find()
        .filter(Column::Recipient.eq(to.normalised()))
        .filter(Column::Letter.eq(letter))
        .filter(Column::CreatedAt.gt(Micros(since)))
        .order_by_asc(Column::CreatedAt)
        .all(db)
        .await?;
    Ok(rows.into_iter().map(|row| row.created_at.0).collect())
}

/// What was decided to be sent to any of these addresses, in their normal form, the newest first, at most `limit`.
///
/// # Errors
/// The database failed.
pub async fn to(
    db: &impl ConnectionTrait,
    recipients: impl IntoIterator<Item = String>,
    limit: u64,
) -> Result<Vec<Model>, StoreError> {
    let theirs = Entity::find().filter(Column::Recipient.is_in(recipients));
    Ok(theirs.order_by_desc(Column::CreatedAt).order_by_desc(Column::Id).limit(limit).all(db).await?)
}

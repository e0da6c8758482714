//! Mails of the demo mode, whole, as they would have been sent. Empty in production.

use domain::email::Email;
use domain::ids::MailId;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Expr, ExprTrait, Func, OnConflict};
use sea_orm::{QueryOrder as _, QuerySelect as _, Set};

use super::{Micros, StoreError, Text, Tx};
use crate::ports::mailer::Mail;

/// A kept mail.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "demo_mails")]
pub struct Model {
    /// Its id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Text<MailId>,
    /// To whom.
    pub recipient: Text<Email>,
    /// The subject.
    pub subject: String,
    /// The text part.
    pub text_body: String,
    /// The HTML part.
    pub html_body: String,
    /// When it would have been sent.
    pub sent_at: Micros,
}

/// No relation is walked from here.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// Keeps a mail; the same mail again changes nothing.
///
/// # Errors
/// The database failed.
pub async fn keep(tx: &Tx, mail: &Mail) -> Result<(), StoreError> {
    let row = ActiveModel {
        id: Set(Text(mail.id)),
        recipient: Set(Text(mail.to.clone())),
        subject: Set(mail.content.subject.clone()),
        text_body: Set(mail.content.text.clone()),
        html_body: Set(mail.content.html.clone()),
        sent_at: Set(Micros(mail.at)),
    };
    let known = OnConflict::column(Column::Id).do_nothing().to_owned();
    Entity::insert(row).on_conflict(known).exec_without_returning(tx).await?;
    Ok(())
}

/// The newest mails, at most `limit`.
///
/// # Errors
/// The database failed.
pub async fn newest(db: &impl ConnectionTrait, limit: u64) -> Result<Vec<Model>, StoreError> {
    let found = Entity::find().order_by_desc(Column::SentAt).order_by_desc(Column::Id).limit(limit).all(db).await?;
    Ok(found)
}

/// The newest mails to this address, in whatever case it is written, at most `limit`.
///
/// # Errors
/// The database failed.
pub async fn newest_to(db: &impl ConnectionTrait, to: &str, limit: u64) -> Result<Vec<Model>, StoreError> {
    let recipient = Expr::expr(Func::lower(Expr::col(Column::Recipient)));
    let theirs = Entity::find().filter(ExprTrait::eq(recipient, to.to_ascii_lowercase()));
    Ok(theirs.order_by_desc(Column::SentAt).order_by_desc(Column::Id).limit(limit).all(db).await?)
}

/// A mail.
///
/// # Errors
/// The database failed.
pub async fn find(db: &impl ConnectionTrait, id: MailId) -> Result<Option<Model>, StoreError> {
    Ok(Entity::find_by_id(Text(id)).one(db).await?)
}

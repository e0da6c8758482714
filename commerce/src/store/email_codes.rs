//! Codes sent to prove an e-mail address, by the browser that asked: only there they are good.
//!
//! The digits are nowhere. They follow from the server's key and the id of the request, and only their keyed hash is kept.

use domain::code::EmailCode;
use domain::email::Email;
use domain::ids::CodeRequestId;
use jiff::Timestamp;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::OnConflict;
use sea_orm::{QueryOrder as _, Set};

use super::{Json, Micros, StoreError, Text, Tx};

/// The codes of one browser for one address.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "email_codes")]
pub struct Model {
    /// The browser, or the frame, that asked.
    #[sea_orm(primary_key, auto_increment = false)]
    pub holder: String,
    /// The address in its normal form.
    #[sea_orm(primary_key, auto_increment = false)]
    pub email_key: String,
    /// The last request.
    pub request_id: Text<CodeRequestId>,
    /// What became of its code, and when codes were sent.
    pub state: Json<EmailCode>,
    /// When it was last written.
    pub updated_at: Micros,
}

/// No relation is walked from here.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// Stores what the codes of a browser for an address have become.
///
/// # Errors
/// The database failed.
pub async fn write(
    tx: &Tx,
    holder: &str,
    email: &Email,
    request: CodeRequestId,
    code: &EmailCode,
) -> Result<(), StoreError> {
    let row = ActiveModel {
        holder: Set(holder.to_owned()),
        email_key: Set(email.normalised()),
        request_id: Set(Text(request)),
        state: Set(Json(code.clone())),
        updated_at: Set(Micros(tx.now())),
    };
    let same = OnConflict::columns([Column::Holder, Column::EmailKey])
        .update_columns([Column::RequestId, Column::State, Column::UpdatedAt])
        .to_owned();
    Entity::insert(row).on_conflict(same).exec_without_returning(tx).await?;
    Ok(())
}

/// The codes of a browser for an address.
///
/// # Errors
/// The database failed.
pub async fn find(
    db: &impl ConnectionTrait,
    holder: &str,
    email: &Email,
) -> Result<Option<(CodeRequestId, EmailCode)>, StoreError> {
    let found = Entity::find_by_id((holder.to_owned(), email.normalised())).one(db).await?;
    Ok(found.map(|row| (row.request_id.0, row.state.0)))
}

/// The address that a browser was last sent a code for, or last tried one, with what became of it, and when.
///
/// # Errors
/// The database failed.
pub async fn newest(
    db: &impl ConnectionTrait,
    holder: &str,
) -> Result<Option<(Email, EmailCode, Timestamp)>, StoreError> {
    let newest = Entity::find().filter(Column::Holder.eq(holder)).order_by_desc(Column::UpdatedAt).one(db).await?;
    let Some(row) = newest else { return Ok(None) };
    let corrupt = |_| StoreError::Corrupt { what: "e-mail code", reason: "its key is no address".to_owned() };
    Ok(Some((row.email_key.parse().map_err(corrupt)?, row.state.0, row.updated_at.0)))
}

/// What was asked for by a request; `None` when a newer request has taken its place.
///
/// # Errors
/// The database failed.
pub async fn asked(db: &impl ConnectionTrait, request: CodeRequestId) -> Result<Option<Model>, StoreError> {
    Ok(Entity::find().filter(Column::RequestId.eq(Text(request))).one(db).await?)
}

/// The code of a request; `None` when a newer request has taken its place.
///
/// # Errors
/// The database failed.
pub async fn of_request(db: &impl ConnectionTrait, request: CodeRequestId) -> Result<Option<EmailCode>, StoreError> {
    Ok(asked(db, request).await?.map(|row| row.state.0))
}

/// Forgets codes that were last touched before `before`; returns how many.
///
/// # Errors
/// The database failed.
pub async fn sweep(tx: &Tx, before: Timestamp) -> Result<u64, StoreError> {
    Ok(Entity::delete_many().filter(Column::UpdatedAt.lt(Micros(before))).exec(tx).await?.rows_affected)
}

//! Invitations to become a member. An address waits once for each account: a unique index says so.

use domain::account::Invitation;
use domain::email::Email;
use domain::ids::{AccountId, InvitationId};
use sea_orm::entity::prelude::*;
use sea_orm::{QueryOrder as _, Set};

use super::events::Change;
use super::rows::met;
use super::{Json, Micros, StoreError, Text, Tx};

/// A stored invitation.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "invitations")]
pub struct Model {
    /// Its id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Text<InvitationId>,
    /// Of what.
    pub account_id: Text<AccountId>,
    /// The invited address in its normal form.
    pub email_key: String,
    /// The name of its state.
    pub status: String,
    /// All of it.
    pub state: Json<Invitation>,
    /// When it was made.
    pub created_at: Micros,
    /// When it was last written.
    pub updated_at: Micros,
}

/// No relation is walked from here.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

const PENDING: &str = "pending";

/// Stores a new invitation.
///
/// # Errors
/// The database failed; [`StoreError::Unique`] while another to the same address waits.
pub async fn insert(tx: &Tx, invitation: &Invitation, change: Change<'_>) -> Result<(), StoreError> {
    let row = ActiveModel {
        id: Set(Text(invitation.id)),
        account_id: Set(Text(invitation.account)),
        email_key: Set(invitation.email.normalised()),
        status: Set(invitation.status().to_owned()),
        state: Set(Json(invitation.clone())),
        created_at: Set(Micros(tx.now())),
        updated_at: Set(Micros(tx.now())),
    };
    Entity::insert(row).exec_without_returning(tx).await?;
    tx.record(invitation.id, Some(invitation.account), change, invitation).await?;
    Ok(())
}

/// Stores what an invitation has become.
///
/// # Errors
/// The database failed, or there is no such invitation.
pub async fn update(tx: &Tx, invitation: &Invitation, change: Change<'_>) -> Result<(), StoreError> {
    let row = ActiveModel {
        status: Set(invitation.status().to_owned()),
        state: Set(Json(invitation.clone())),
        updated_at: Set(Micros(tx.now())),
        ..Default::default()
    };
    let done = Entity::update_many().set(row).filter(Column::Id.eq(Text(invitation.id))).exec(tx).await?;
    met(done.rows_affected, "invitation", invitation.id)?;
    tx.record(invitation.id, Some(invitation.account), change, invitation).await?;
    Ok(())
}

/// An invitation.
///
/// # Errors
/// The database failed.
pub async fn find(db: &impl ConnectionTrait, id: InvitationId) -> Result<Option<Invitation>, StoreError> {
    Ok(Entity::find_by_id(Text(id)).one(db).await?.map(|row| row.state.0))
}

/// The invitations of an account that wait, the oldest first.
///
/// # Errors
/// The database failed.
pub async fn waiting(db: &impl ConnectionTrait, account: AccountId) -> Result<Vec<Invitation>, StoreError> {
    let waiting = Entity::find().filter(Column::AccountId.eq(Text(account))).filter(Column::Status.eq(PENDING));
    let rows = waiting.order_by_asc(Column::CreatedAt).order_by_asc(Column::Id).all(db).await?;
    Ok(rows.into_iter().map(|row| row.state.0).collect())
}

/// The invitations that wait for an answer of this address, the oldest first.
///
/// # Errors
/// The database failed.
pub async fn waiting_for(db: &impl ConnectionTrait, email: &Email) -> Result<Vec<Invitation>, StoreError> {
    let waiting = Entity::find().filter(Column::EmailKey.eq(email.normalised())).filter(Column::Status.eq(PENDING));
    let rows = waiting.order_by_asc(Column::CreatedAt).order_by_asc(Column::Id).all(db).await?;
    Ok(rows.into_iter().map(|row| row.state.0).collect())
}

/// Every invitation that was sent to this address, whatever has become of it, the oldest first.
///
/// # Errors
/// The database failed.
pub async fn to(db: &impl ConnectionTrait, email: &Email) -> Result<Vec<Invitation>, StoreError> {
    let all = Entity::find().filter(Column::EmailKey.eq(email.normalised()));
    let rows = all.order_by_asc(Column::CreatedAt).order_by_asc(Column::Id).all(db).await?;
    Ok(rows.into_iter().map(|row| row.state.0).collect())
}

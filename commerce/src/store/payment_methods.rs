//! Saved ways to pay, of an account.

use domain::ids::{AccountId, PaymentMethodId};
use domain::payment::Method;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::OnConflict;
use sea_orm::{QueryOrder as _, Set};

use super::{Json, Micros, StoreError, Text, Tx};

/// A saved way to pay.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "payment_methods")]
pub struct Model {
    /// Its id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Text<PaymentMethodId>,
    /// Whose it is.
    pub account_id: Text<AccountId>,
    /// The gateway's name for it.
    pub reference: String,
    /// What may be shown of it.
    pub state: Json<Method>,
    /// When it was saved.
    pub created_at: Micros,
}

/// No relation is walked from here.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// Saves a way to pay; one that the account has already is left as it is.
///
/// # Errors
/// The database failed.
pub async fn keep(tx: &Tx, account: AccountId, method: &Method) -> Result<(), StoreError> {
    let row = ActiveModel {
        id: Set(Text(tx.id())),
        account_id: Set(Text(account)),
        reference: Set(method.reference.clone()),
        state: Set(Json(method.clone())),
        created_at: Set(Micros(tx.now())),
    };
    let known = OnConflict::columns([Column::AccountId, Column::Reference]).do_nothing().to_owned();
    Entity::insert(row).on_conflict(known).exec_without_returning(tx).await?;
    Ok(())
}

/// The saved ways to pay of an account, the newest first.
///
/// # Errors
/// The database failed.
pub async fn of_account(db: &impl ConnectionTrait, account: AccountId) -> Result<Vec<Model>, StoreError> {
    Ok(Entity::find().filter(Column::AccountId.eq(Text(account))).order_by_desc(Column::Id).all(db).await?)
}

/// Forgets the ways to pay of an account.
///
/// # Errors
/// The database failed.
pub async fn forget_of(tx: &Tx, account: AccountId) -> Result<(), StoreError> {
    Entity::delete_many().filter(Column::AccountId.eq(Text(account))).exec(tx).await?;
    Ok(())
}

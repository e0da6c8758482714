//! Billing accounts. The members are part of an account's state; their rows exist to be found by person.

use domain::account::{BillingAccount, Role};
use domain::ids::{AccountId, MembershipId, UserId};
use sea_orm::entity::prelude::*;
use sea_orm::{QueryOrder as _, Set};

use super::events::Change;
use super::rows::{met, there};
use super::{Json, Micros, StoreError, Text, Tx};

mod membership;

/// A stored account.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "billing_accounts")]
pub struct Model {
    /// Its id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Text<AccountId>,
    /// The owner who answers for it.
    pub primary_owner_id: Text<UserId>,
    /// Their membership, which the database keeps for as long as they are that.
    pub primary_membership_id: Option<Text<MembershipId>>,
    /// What it is found by, in lower case.
    pub found_by: String,
    /// All of it.
    pub state: Json<BillingAccount>,
    /// When it was opened.
    pub created_at: Micros,
    /// When it was last written.
    pub updated_at: Micros,
}

/// No relation is walked from here.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

fn row(tx: &Tx, account: &BillingAccount) -> ActiveModel {
    let primary = account.members().iter().find(|member| member.user == account.primary_owner());
    ActiveModel {
        id: Set(Text(account.id)),
        primary_owner_id: Set(Text(account.primary_owner())),
        primary_membership_id: Set(primary.map(|member| Text(member.id))),
        found_by: Set(found_by(account)),
        state: Set(Json(account.clone())),
        created_at: Set(Micros(account.opened_at)),
        updated_at: Set(Micros(tx.now())),
    }
}

/// What an account is found by, in lower case: its name, tax ids and invoice address.
pub(super) fn found_by(account: &BillingAccount) -> String {
    let profile = &account.profile;
    let known = [Some(&profile.legal_name), profile.vat_id.as_ref(), profile.invoice_email.as_ref()];
    let further = profile.places.iter().filter_map(|place| place.vat_id.as_ref());
    known.into_iter().flatten().chain(further).map(|text| text.to_lowercase()).collect::<Vec<_>>().join("\n")
}

/// Stores a new account.
///
/// # Errors
/// The database failed.
pub async fn insert(tx: &Tx, account: &BillingAccount, change: Change<'_>) -> Result<(), StoreError> {
    Entity::insert(row(tx, account)).exec_without_returning(tx).await?;
    membership::write(tx, account).await?;
    tx.record(account.id, Some(account.id), change, account).await?;
    Ok(())
}

/// Stores what an account has become.
///
/// # Errors
/// The database failed, or there is no such account.
pub async fn update(tx: &Tx, account: &BillingAccount, change: Change<'_>) -> Result<(), StoreError> {
    let done = Entity::update_many().set(row(tx, account)).filter(Column::Id.eq(Text(account.id))).exec(tx).await?;
    met(done.rows_affected, "billing account", account.id)?;
    membership::write(tx, account).await?;
    tx.record(account.id, Some(account.id), change, account).await?;
    Ok(())
}

/// An account.
///
/// # Errors
/// The database failed.
pub async fn find(db: &impl ConnectionTrait, id: AccountId) -> Result<Option<BillingAccount>, StoreError> {
    Ok(Entity::find_by_id(Text(id)).one(db).await?.map(|row| row.state.0))
}

/// An account that is known to exist.
///
/// # Errors
/// The database failed, or there is no such account.
pub async fn get(db: &impl ConnectionTrait, id: AccountId) -> Result<BillingAccount, StoreError> {
    there(find(db, id).await?, "billing account", id)
}

/// The accounts a person is a member of, and as what, the oldest membership first.
///
/// # Errors
/// The database failed.
pub async fn of_user(db: &impl ConnectionTrait, user: UserId) -> Result<Vec<(AccountId, Role)>, StoreError> {
    let rows = membership::Entity::find()
        .filter(membership::Column::UserId.eq(Text(user)))
        .order_by_asc(membership::Column::Since)
        .order_by_asc(membership::Column::Id)
        .all(db)
        .await?;
    rows.into_iter().map(|row| Ok((row.account_id.0, membership::role(&row.role)?))).collect()
}

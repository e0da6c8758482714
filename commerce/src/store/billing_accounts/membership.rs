//! The members of accounts as rows.

use domain::account::{BillingAccount, Role};
use domain::ids::{AccountId, MembershipId, UserId};
use sea_orm::Set;
use sea_orm::entity::prelude::*;

use crate::store::{Micros, StoreError, Text, Tx};

/// A stored membership.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "memberships")]
pub struct Model {
    /// Its id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Text<MembershipId>,
    /// Of what.
    pub account_id: Text<AccountId>,
    /// Who.
    pub user_id: Text<UserId>,
    /// The name of their role.
    pub role: String,
    /// Since when.
    pub since: Micros,
}

/// No relation is walked from here.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// The role with this name.
pub(super) fn role(name: &str) -> Result<Role, StoreError> {
    let unknown = || StoreError::Corrupt { what: "role", reason: format!("no role is called {name}") };
    Role::ALL.into_iter().find(|role| role.name() == name).ok_or_else(unknown)
}

/// Replaces the rows of an account by its members.
pub(super) async fn write(tx: &Tx, account: &BillingAccount) -> Result<(), StoreError> {
    Entity::delete_many().filter(Column::AccountId.eq(Text(account.id))).exec(tx).await?;
    let rows = account.members().iter().map(|member| ActiveModel {
        id: Set(Text(member.id)),
        account_id: Set(Text(account.id)),
        user_id: Set(Text(member.user)),
        role: Set(member.role.name().to_owned()),
        since: Set(Micros(member.since)),
    });
    Entity::insert_many(rows).exec_without_returning(tx).await?;
    Ok(())
}

//! Something a session may open, signed in or not.

use domain::email::Email;
use domain::ids::SessionId;
use sea_orm::entity::prelude::*;

use crate::store::{Micros, Text};

/// A stored grant.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "session_grants")]
pub struct Model {
    /// Whose.
    #[sea_orm(primary_key, auto_increment = false)]
    pub session_id: Text<SessionId>,
    /// What it opens.
    #[sea_orm(primary_key, auto_increment = false)]
    pub aggregate_id: String,
    /// For what.
    #[sea_orm(primary_key, auto_increment = false)]
    pub purpose: String,
    /// Where the link was sent that was redeemed for it.
    pub email: Option<Text<Email>>,
    /// Since when.
    pub created_at: Micros,
}

/// No relation is walked from here.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

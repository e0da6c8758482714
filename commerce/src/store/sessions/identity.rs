//! The browsers that a provider signed in, with what it said.

use domain::access::oidc::Identity;
use domain::ids::SessionId;
use sea_orm::Set;
use sea_orm::entity::prelude::*;

use crate::store::{Json, StoreError, Text, Tx};

/// What a provider said when it signed a browser in.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "session_identities")]
pub struct Model {
    /// Which browser.
    #[sea_orm(primary_key, auto_increment = false)]
    pub session_id: Text<SessionId>,
    /// Who the provider is.
    pub issuer: String,
    /// Whom it means.
    pub subject: String,
    /// Its own name for its session.
    pub provider_session: Option<String>,
    /// All that it said.
    pub state: Json<Identity>,
}

/// No relation is walked from here.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// Remembers what signed a session in that nothing is remembered of.
///
/// # Errors
/// The database failed.
pub async fn insert(tx: &Tx, session: SessionId, identity: &Identity) -> Result<(), StoreError> {
    let row = ActiveModel {
        session_id: Set(Text(session)),
        issuer: Set(identity.issuer.clone()),
        subject: Set(identity.subject.clone()),
        provider_session: Set(identity.session.clone()),
        state: Set(Json(identity.clone())),
    };
    Entity::insert(row).exec_without_returning(tx).await?;
    Ok(())
}

/// What signed a session in; `None` if a code did, or nobody is.
///
/// # Errors
/// The database failed.
pub async fn of_session(db: &impl ConnectionTrait, session: SessionId) -> Result<Option<Identity>, StoreError> {
    Ok(Entity::find_by_id(Text(session)).one(db).await?.map(|row| row.state.0))
}

/// Forgets what signed a session in.
///
/// # Errors
/// The database failed.
pub async fn forget(tx: &Tx, session: SessionId) -> Result<(), StoreError> {
    Entity::delete_by_id(Text(session)).exec(tx).await?;
    Ok(())
}

/// The sessions that a provider means: those of one of its sessions where it names one, else all of the subject.
///
/// # Errors
/// The database failed.
pub async fn meant(
    db: &impl ConnectionTrait,
    issuer: &str,
    subject: Option<&str>,
    session: Option<&str>,
) -> Result<Vec<SessionId>, StoreError> {
    let mut found = Entity::find().filter(Column::Issuer.eq(issuer));
    if let Some(subject) = subject {
        found = found.filter(Column::Subject.eq(subject));
    }
    if let Some(session) = session {
        found = found.filter(Column::ProviderSession.eq(session));
    }
    if subject.is_none() && session.is_none() {
        return Ok(Vec::new());
    }
    Ok(found.all(db).await?.into_iter().map(|row| row.session_id.0).collect())
}

/// Forgets what signed the sessions in that `sessions` selects.
pub(super) async fn sweep(tx: &Tx, sessions: sea_orm::sea_query::SelectStatement) -> Result<(), StoreError> {
    let theirs = Column::SessionId.in_subquery(sessions);
    Entity::delete_many().filter(theirs).exec(tx).await?;
    Ok(())
}

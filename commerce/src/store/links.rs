//! Secrets that open one thing: links in addresses (one use), tokens in headers (until they expire), tickets of streams
//! (one use, seconds). Only hashes are here.

use domain::access::{Grant, Scope};
use domain::ids::LinkId;
use jiff::Timestamp;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::Condition;
use sea_orm::{IntoActiveModel as _, Set};

use super::rows::{met, there};
use super::sessions::grant::purpose_name;
use super::{Json, Micros, StoreError, Text, Tx};
use crate::aggregate::AggregateRef;
use crate::secret::SecretHash;

/// How a secret travels, and how often it may be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text")]
pub enum LinkKind {
    /// In an address, mailed or copied; exchanged once.
    #[sea_orm(string_value = "link")]
    Link,
    /// In a header; as often as needed until it expires.
    #[sea_orm(string_value = "token")]
    Token,
    /// In the address of a stream; once.
    #[sea_orm(string_value = "ticket")]
    Ticket,
}

/// A stored link.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "links")]
pub struct Model {
    /// Its id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Text<LinkId>,
    /// How it travels.
    pub kind: LinkKind,
    /// The hash of its secret.
    pub secret_hash: Text<SecretHash>,
    /// What it opens.
    pub aggregate_id: String,
    /// The name of the purpose.
    pub purpose: String,
    /// What whoever redeems it gets.
    pub state: Json<Grant>,
    /// When it was made.
    pub created_at: Micros,
    /// Until when it can be redeemed.
    pub expires_at: Micros,
    /// When it was redeemed, if it can be once only.
    pub used_at: Option<Micros>,
}

/// No relation is walked from here.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// A link about to be stored.
#[derive(Clone, Debug)]
pub struct NewLink {
    /// Its id.
    pub id: LinkId,
    /// How it travels.
    pub kind: LinkKind,
    /// The hash of its secret.
    pub secret_hash: SecretHash,
    /// What whoever redeems it gets.
    pub grant: Grant,
    /// Until when it can be redeemed.
    pub expires_at: Timestamp,
}

/// Stores a link.
///
/// # Errors
/// The database failed.
pub async fn insert(tx: &Tx, link: NewLink) -> Result<(), StoreError> {
    let row = Model {
        id: Text(link.id),
        kind: link.kind,
        secret_hash: Text(link.secret_hash),
        aggregate_id: AggregateRef::from(link.grant.scope).id,
        purpose: purpose_name(&link.grant.purpose).to_owned(),
        state: Json(link.grant),
        created_at: Micros(tx.now()),
        expires_at: Micros(link.expires_at),
        used_at: None,
    };
    Entity::insert(row.into_active_model()).exec_without_returning(tx).await?;
    Ok(())
}

/// The link of this kind with this secret. Whether it still counts is the caller's to decide.
///
/// # Errors
/// The database failed.
pub async fn by_secret(
    db: &impl ConnectionTrait,
    kind: LinkKind,
    secret: SecretHash,
) -> Result<Option<Model>, StoreError> {
    let this = Condition::all().add(Column::SecretHash.eq(Text(secret))).add(Column::Kind.eq(kind));
    Ok(Entity::find().filter(this).one(db).await?)
}

/// A link that is known to exist.
///
/// # Errors
/// The database failed, or there is no such link.
pub async fn get(db: &impl ConnectionTrait, id: LinkId) -> Result<Model, StoreError> {
    there(Entity::find_by_id(Text(id)).one(db).await?, "link", id)
}

/// Notes that a link was redeemed.
///
/// # Errors
/// The database failed, or there is no such link.
pub async fn mark_used(tx: &Tx, id: LinkId) -> Result<(), StoreError> {
    let row = ActiveModel { used_at: Set(Some(Micros(tx.now()))), ..Default::default() };
    let done = Entity::update_many().set(row).filter(Column::Id.eq(Text(id))).exec(tx).await?;
    met(done.rows_affected, "link", id)
}

/// Makes every link to `scope` for a purpose of this name worthless, as when it is sent to somebody else; also one that was
/// followed, because whom it was sent to could follow it again. Tokens end too.
///
/// # Errors
/// The database failed.
pub async fn revoke(tx: &Tx, scope: Scope, purpose: &str) -> Result<(), StoreError> {
    let sent =
        Condition::all().add(Column::AggregateId.eq(AggregateRef::from(scope).id)).add(Column::Purpose.eq(purpose));
    let row = ActiveModel { expires_at: Set(Micros(tx.now())), ..Default::default() };
    Entity::update_many().set(row).filter(sent).exec(tx).await?;
    Ok(())
}

/// Forgets links that expired before `before`; returns how many.
///
/// # Errors
/// The database failed.
pub async fn sweep(tx: &Tx, before: Timestamp) -> Result<u64, StoreError> {
    Ok(Entity::delete_many().filter(Column::ExpiresAt.lt(Micros(before))).exec(tx).await?.rows_affected)
}

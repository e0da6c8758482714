//! The audit trail of an account, for its owners.

mod changes;

use std::collections::HashMap;

use domain::access::{Action, Actor, Caller, Target, decide};
use domain::audit::{AuditEntry, AuditFilter, AuditPage, PAGE};
use domain::ids::{AccountId, UserId};
use sea_orm::ConnectionTrait;

use self::changes::changes;
use crate::commerce::Commerce;
use crate::error::CommerceError;
use crate::store::events::{Model, trail};
use crate::store::{StoreError, users};

/// How many entries a file is written by at once.
const AT_ONCE: u64 = 200;

impl Commerce {
    /// A page of the trail, the newest first.
    ///
    /// # Errors
    /// There is no such account for the caller, or they may not see its trail; the database failed.
    pub async fn view_audit(
        &self,
        caller: &Caller,
        account: AccountId,
        filter: &AuditFilter,
    ) -> Result<AuditPage, CommerceError> {
        decide(caller, Action::ViewAudit, &Target::Account { id: account }, self.now())?;
        let db = self.store().read();
        let mut events = trail::of_account(db, account, filter, PAGE + 1).await?;
        let more = events.len() as u64 > PAGE;
        events.truncate(PAGE as usize);
        let entries = entries(db, events).await?.into_iter().map(AuditEntry::shortened).collect();
        Ok(AuditPage { entries, more })
    }

    /// The next entries for a file, the newest first and with everything that they tell. `older_than` of the filter leads on
    /// from the last of them; none is the end.
    ///
    /// # Errors
    /// As [`Self::view_audit`].
    pub async fn export_audit(
        &self,
        caller: &Caller,
        account: AccountId,
        filter: &AuditFilter,
    ) -> Result<Vec<AuditEntry>, CommerceError> {
        decide(caller, Action::ViewAudit, &Target::Account { id: account }, self.now())?;
        let db = self.store().read();
        Ok(entries(db, trail::of_account(db, account, filter, AT_ONCE).await?).await?)
    }
}

async fn entries(db: &impl ConnectionTrait, events: Vec<Model>) -> Result<Vec<AuditEntry>, StoreError> {
    let (before, mut names) = (trail::before(db, &events).await?, HashMap::new());
    let mut entries = Vec::with_capacity(events.len());
    for event in events {
        let id = event.id.0.to_string();
        let (actor, who) = match &event.actor.0 {
            Actor::Visitor => ("visitor", None),
            Actor::System => ("system", None),
            Actor::Approver { email } => ("approver", Some(email.to_string())),
            Actor::Partner { client } => ("partner", Some(client.clone())),
            Actor::User { user } => ("user", name(db, *user, &mut names).await?),
            Actor::Staff { user } => ("staff", name(db, *user, &mut names).await?),
        };
        entries.push(AuditEntry {
            changes: changes(before.get(&id).map(String::as_str), &event.snapshot),
            id,
            at: event.occurred_at.0,
            event: event.name,
            actor: actor.to_owned(),
            who,
            about: event.aggregate_id,
            origin: event.origin.map(|origin| origin.0),
            untold: 0,
        });
    }
    Ok(entries)
}

/// The address of a person, looked up once.
async fn name(
    db: &impl ConnectionTrait,
    user: UserId,
    names: &mut HashMap<UserId, Option<String>>,
) -> Result<Option<String>, StoreError> {
    if let Some(known) = names.get(&user) {
        return Ok(known.clone());
    }
    let found = users::find(db, user).await?.map(|user| user.email.to_string());
    names.insert(user, found.clone());
    Ok(found)
}

//! Looking every day whether the records are still there that show whose a mail domain is.
//!
//! A domain changes hands without anybody telling us; whoever has it next shall not find their colleagues in another's
//! account. No answer is no record missed: it says nothing.

use domain::access::{Action, Actor, Caller, Target, decide};
use domain::account::DomainClaim;
use domain::ids::DomainClaimId;
use domain::moment::{after, days};
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use super::lapse_joining::lapse_through;
use crate::commerce::Commerce;
use crate::error::CommerceError;
use crate::jobs::Failure;
use crate::mails::{self, Letter};
use crate::store::events::Change;
use crate::store::jobs::NewJob;
use crate::store::{StoreError, Tx, billing_accounts, domain_claims, users};

/// The kind of job that has every domain looked at.
pub const RECHECK_DOMAINS: &str = "recheck_domains";
/// The kind of job that looks at one.
pub const RECHECK_DOMAIN: &str = "recheck_domain";
/// How often.
const EVERY: SignedDuration = days(1);

/// What the job that looks at one is told.
#[derive(Debug, Serialize, Deserialize)]
struct Looked {
    claim: DomainClaimId,
}

impl Commerce {
    /// Sees to it that domains are looked at from now on, once a day. Called at every start.
    ///
    /// # Errors
    /// The database failed.
    pub async fn schedule_domain_checks(&self) -> Result<(), StoreError> {
        self.store().write(|tx| async move { schedule(&tx, tx.now()).await }).await
    }

    /// Has every verified domain looked at, each by a job of its own, and sees to it that it happens again tomorrow.
    ///
    /// # Errors
    /// The database failed.
    pub async fn recheck_domains_and_again(&self) -> Result<(), StoreError> {
        self.store()
            .write(|tx| async move {
                for claim in domain_claims::all_verified(&tx).await? {
                    let payload = serde_json::to_string(&Looked { claim })
                        .map_err(|error| StoreError::Corrupt { what: "job", reason: error.to_string() })?;
                    let unique_key = Some(format!("{RECHECK_DOMAIN}:{claim}"));
                    tx.enqueue(NewJob { kind: RECHECK_DOMAIN, payload, unique_key, run_at: tx.now() }).await?;
                }
                schedule(&tx, after(tx.now(), EVERY)).await
            })
            .await
    }

    /// Looks at one domain. An account that loses it is told, and whoever waits to join because of it waits no longer.
    ///
    /// # Errors
    /// The database failed, or the job is none.
    pub async fn recheck_domain(&self, payload: &str) -> Result<(), Failure> {
        let Looked { claim: id } = serde_json::from_str(payload).map_err(|error| Failure::Never(error.to_string()))?;
        let found = domain_claims::find(self.store().read(), id).await?;
        if let Some(claim) = &found {
            let account = Target::Account { id: claim.account };
            decide(&Caller::SYSTEM, Action::RecheckDomain, &account, self.now()).map_err(CommerceError::from)?;
        }
        let Some(name) = found.filter(DomainClaim::is_verified).map(|claim| claim.record_name()) else { return Ok(()) };
        let records = match self.resolver().txt(&name).await {
            Ok(records) => records,
            Err(error) => {
                tracing::warn!(%error, name, "a domain could not be looked at; tomorrow it is again");
                return Ok(());
            }
        };
        let records = &records;
        self.store().write(|tx| async move { looked(&tx, id, records).await }).await?;
        Ok(())
    }
}

async fn looked(tx: &Tx, id: DomainClaimId, records: &[String]) -> Result<(), StoreError> {
    let Some(before) = domain_claims::find(tx, id).await? else { return Ok(()) };
    tx.guard(&format!("join:{}", before.account)).await?;
    let now = before.clone().recheck(records, tx.now());
    if now == before {
        return Ok(());
    }
    let by = &Actor::System;
    if now.is_verified() {
        let change = match now.shown_by(records) {
            true => Change { event: "domain_record_back", by },
            false => Change { event: "domain_record_missed", by },
        };
        return domain_claims::update(tx, &now, change).await;
    }
    domain_claims::update(tx, &now, Change { event: "domain_lost", by }).await?;
    lapse_through(tx, &now, by).await?;
    let account = billing_accounts::get(tx, now.account).await?;
    for owner in account.owners() {
        let owner = users::get(tx, owner).await?;
        mails::post(tx, &owner.email, &owner.language, Letter::DomainLost { claim: id }).await?;
    }
    Ok(())
}

async fn schedule(tx: &Tx, run_at: Timestamp) -> Result<(), StoreError> {
    let unique_key = Some(RECHECK_DOMAINS.to_owned());
    tx.enqueue(NewJob { kind: RECHECK_DOMAINS, payload: "{}".to_owned(), unique_key, run_at }).await
}

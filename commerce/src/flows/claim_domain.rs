//! Claiming a mail domain for an account, and giving it up.

use domain::access::{Action, Caller, Target};
use domain::account::{DomainClaim, DomainName};
use domain::ids::{AccountId, DomainClaimId};

use super::lapse_joining::lapse_through;
use super::reach_account::{acting_as, reach};
use crate::commerce::Commerce;
use crate::error::CommerceError;
use crate::mail_domains;
use crate::store::events::Change;
use crate::store::{Tx, domain_claims};

impl Commerce {
    /// Claims a domain: from now on the account says what the record has to say that shows it.
    ///
    /// # Errors
    /// No domain, one where anybody can have an address, or claimed already; too many; not the caller's account.
    pub async fn claim_domain(
        &self,
        caller: &Caller,
        id: AccountId,
        domain: &str,
    ) -> Result<DomainClaim, CommerceError> {
        let domain = &DomainName::typed(domain, "domain").map_err(CommerceError::refused)?;
        self.store()
            .write(|tx| async move {
                tx.guard(&format!("domains:{id}")).await?;
                let now = tx.now();
                let account = reach(&tx, caller, id, Action::ManageDomains, now).await?;
                let (by, _) = acting_as(&account, caller)?;
                let live = domain_claims::live(&tx, id).await?;
                let token = hex::encode(&tx.random().bytes()[..16]);
                let known = mail_domains::shipped();
                let claim = account.claim_domain((tx.id(), token), domain.clone(), by, (&live, known), now);
                let claim = claim.map_err(CommerceError::refused)?;
                let by = &caller.actor(&Target::Account { id }, now);
                domain_claims::insert(&tx, &claim, Change { event: "domain_claimed", by }).await?;
                Ok(claim)
            })
            .await
    }

    /// Gives a domain up. Whoever waits to join because of it waits no longer.
    ///
    /// # Errors
    /// The claim is over; not the caller's account.
    pub async fn release_domain(
        &self,
        caller: &Caller,
        account: AccountId,
        id: DomainClaimId,
    ) -> Result<DomainClaim, CommerceError> {
        self.store()
            .write(|tx| async move {
                tx.guard(&format!("join:{account}")).await?;
                let claim = of_account(&tx, caller, account, id).await?;
                let released = claim.release(tx.now()).map_err(CommerceError::refused)?;
                let by = &caller.actor(&Target::Account { id: account }, tx.now());
                domain_claims::update(&tx, &released, Change { event: "domain_released", by }).await?;
                lapse_through(&tx, &released, by).await?;
                Ok(released)
            })
            .await
    }
}

/// A claim of an account whose domains the caller manages.
pub(super) async fn of_account(
    tx: &Tx,
    caller: &Caller,
    account: AccountId,
    id: DomainClaimId,
) -> Result<DomainClaim, CommerceError> {
    let account = reach(tx, caller, account, Action::ManageDomains, tx.now()).await?;
    let found = domain_claims::find(tx, id).await?.filter(|claim| claim.account == account.id);
    found.ok_or(CommerceError::NOT_FOUND)
}

//! Showing that a mail domain is an account's: the record that was asked for is looked up.

use domain::access::{Action, Caller, Target, decide};
use domain::account::DomainClaim;
use domain::ids::{AccountId, DomainClaimId};
use domain::refusal::Refusal;

use super::claim_domain::of_account;
use crate::commerce::Commerce;
use crate::error::CommerceError;
use crate::store::domain_claims;
use crate::store::events::Change;

impl Commerce {
    /// Looks the record up; if it is there, the domain is the account's. Asked again, it says so again.
    ///
    /// # Errors
    /// There is no such record, or it says something else; the domain is another account's, or the claim is over; no name
    /// server answers; not the caller's account.
    pub async fn verify_domain(
        &self,
        caller: &Caller,
        account: AccountId,
        id: DomainClaimId,
    ) -> Result<DomainClaim, CommerceError> {
        let (db, target) = (self.store().read(), Target::Account { id: account });
        decide(caller, Action::ManageDomains, &target, self.now())?;
        let asked = domain_claims::find(db, id).await?.filter(|claim| claim.account == account);
        let name = asked.ok_or(CommerceError::NOT_FOUND)?.record_name();
        let records = self.resolver().txt(&name).await.map_err(|error| {
            tracing::warn!(%error, name, "a domain could not be looked up");
            CommerceError::refused(Refusal::new("resolver_unavailable"))
        })?;
        let records = &records;
        self.store()
            .write(|tx| async move {
                let claim = of_account(&tx, caller, account, id).await?;
                let other = domain_claims::verified(&tx, &claim.domain).await?;
                let taken = other.is_some_and(|other| other.id != claim.id);
                let before = claim.is_verified();
                let verified = claim.verify(records, taken, tx.now()).map_err(CommerceError::refused)?;
                if !before {
                    let by = &caller.actor(&target, tx.now());
                    domain_claims::update(&tx, &verified, Change { event: "domain_verified", by }).await?;
                }
                Ok(verified)
            })
            .await
    }
}

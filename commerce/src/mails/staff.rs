//! The letters about what one of us does for a customer.

use domain::ids::{AccountId, ActingId, UserId};
use messages::Words;
use messages::mail::{ActingFacts, MailContent, OwnerRestoredFacts, acting_began, owner_restored};

use crate::commerce::Commerce;
use crate::jobs::Failure;
use crate::store::{actings, billing_accounts, users};

impl Commerce {
    /// To an owner: one of us acts on the account's behalf; `None` when there is nothing to tell (any more).
    pub(super) async fn acting_letter(
        &self,
        words: Words,
        acting: ActingId,
        account: AccountId,
    ) -> Result<Option<MailContent>, Failure> {
        let db = self.store().read();
        let Some(acting) = actings::find(db, acting).await? else { return Ok(None) };
        let facts = ActingFacts {
            account: billing_accounts::get(db, account).await?.profile.legal_name,
            reason: acting.reason.to_string(),
            began_at: acting.began_at,
            until: acting.until,
            url: self.url(&format!("/account/audit?account={account}")),
        };
        Ok(Some(acting_began(words, &self.seller().house, &facts)))
    }

    /// To a member: somebody else answers for the account.
    pub(super) async fn owner_restored_letter(
        &self,
        words: Words,
        account: AccountId,
        owner: UserId,
        reason: &str,
    ) -> Result<MailContent, Failure> {
        let db = self.store().read();
        let facts = OwnerRestoredFacts {
            account: billing_accounts::get(db, account).await?.profile.legal_name,
            owner: users::get(db, owner).await?.email.to_string(),
            reason: reason.to_owned(),
            url: self.members_url(account),
        };
        Ok(owner_restored(words, &self.seller().house, &facts))
    }
}

//! The letter about another owner who answers for an account.

use domain::ids::{AccountId, UserId};
use messages::Words;
use messages::mail::{HandedOverFacts, MailContent, handed_over};

use crate::commerce::Commerce;
use crate::jobs::Failure;
use crate::store::{billing_accounts, users};

impl Commerce {
    /// To an owner: `owner` answers for the account, as `by` decided. `None` when it is somebody else again.
    pub(super) async fn handed_over_letter(
        &self,
        words: Words,
        account: AccountId,
        owner: UserId,
        by: UserId,
    ) -> Result<Option<MailContent>, Failure> {
        let db = self.store().read();
        let found = billing_accounts::get(db, account).await?;
        if found.primary_owner() != owner {
            return Ok(None);
        }
        let facts = HandedOverFacts {
            account: found.profile.legal_name,
            owner: users::get(db, owner).await?.email.to_string(),
            by: self.address_of(by).await?,
            url: self.members_url(account),
        };
        Ok(Some(handed_over(words, &self.seller().house, &facts)))
    }
}

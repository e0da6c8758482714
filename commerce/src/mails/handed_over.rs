//! The letter about another owner who answers for an account.

use domain::ids::{AccountId, UserId};
use messages::Words;
use messages::mail::{HandedOverFacts, MailContent, handed_over};

use crate::commerce::Commerce;
use crate::jobs::Failure;
use crate::store::{billing_accounts, users};

impl Commerce {
    /// To an owner: `owner` answers for the account, as `by` decided.
    pub(super) async fn handed_over_letter(
        &self,
        words: Words,
        account: AccountId,
        owner: UserId,
        by: UserId,
    ) -> Result<MailContent, Failure> {
        let db = self.store().read();
        let facts = HandedOverFacts {
            account: billing_accounts::get(db, account).await?.profile.legal_name,
            owner: users::get(db, owner).await?.email.to_string(),
            by: users::get(db, by).await?.email.to_string(),
            url: self.url(&format!("/account/members?account={account}")),
        };
        Ok(handed_over(words, &self.seller().house, &facts))
    }
}

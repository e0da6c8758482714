//! The letter about another role in an account, or none.

use domain::account::Role;
use domain::ids::{AccountId, UserId};
use messages::Words;
use messages::mail::{MailContent, MembershipFacts, membership};

use crate::commerce::Commerce;
use crate::jobs::Failure;
use crate::store::billing_accounts;

impl Commerce {
    /// To `member`, who has this role from now on, as `by` decided. `None` when they have another one again.
    pub(super) async fn membership_letter(
        &self,
        words: Words,
        account: AccountId,
        (member, role): (UserId, Option<Role>),
        by: UserId,
    ) -> Result<Option<MailContent>, Failure> {
        let found = billing_accounts::get(self.store().read(), account).await?;
        if found.role_of(member) != role {
            return Ok(None);
        }
        let facts = MembershipFacts {
            account: found.profile.legal_name,
            role: role.map(|role| words.role(role).to_owned()),
            by: self.address_of(by).await?,
            url: self.members_url(account),
        };
        Ok(Some(membership(words, &self.seller().house, &facts)))
    }
}

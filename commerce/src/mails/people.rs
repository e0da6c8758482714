//! What several letters say of the people of an account.

use domain::erasure::is_erased;
use domain::ids::{AccountId, UserId};

use crate::commerce::Commerce;
use crate::jobs::Failure;
use crate::store::users;

impl Commerce {
    /// Where the members of an account are seen.
    pub(super) fn members_url(&self, account: AccountId) -> String {
        self.url(&format!("/account/members?account={account}"))
    }

    /// Somebody's address; `None` if they are erased by now.
    pub(super) async fn address_of(&self, user: UserId) -> Result<Option<String>, Failure> {
        let email = users::get(self.store().read(), user).await?.email;
        Ok((!is_erased(&email)).then(|| email.to_string()))
    }
}

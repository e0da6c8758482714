//! In which language somebody is written to about an account: their own, if they have one with us; else the account's.

use domain::email::Email;
use domain::ids::AccountId;
use sea_orm::ConnectionTrait;

use crate::store::{StoreError, billing_accounts, users};

/// The code of the language; `otherwise` where neither is known.
///
/// # Errors
/// The database failed.
pub(super) async fn mail_language(
    db: &impl ConnectionTrait,
    to: &Email,
    account: Option<AccountId>,
    otherwise: &str,
) -> Result<String, StoreError> {
    if let Some(known) = users::by_email(db, to).await? {
        return Ok(known.language);
    }
    let preferred = match account {
        Some(account) => billing_accounts::get(db, account).await?.profile.language,
        None => None,
    };
    Ok(preferred.unwrap_or_else(|| otherwise.to_owned()))
}

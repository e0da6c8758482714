//! What somebody is called: as they typed it when they bought last, or else as a trial or a provider had it first.

use domain::access::Actor;
use domain::erasure::is_erased;
use domain::line::tidied;

use crate::store::events::Change;
use crate::store::users::{self, User};
use crate::store::{StoreError, Tx};

/// Keeps the name of somebody who had given none.
///
/// # Errors
/// The database failed.
pub(super) async fn keep_name(tx: &Tx, user: User, name: &str) -> Result<User, StoreError> {
    if user.name.is_some() { Ok(user) } else { rename(tx, user, name).await }
}

/// Keeps the name that somebody has given now, themselves.
///
/// # Errors
/// The database failed.
pub(super) async fn rename(tx: &Tx, user: User, name: &str) -> Result<User, StoreError> {
    let name = tidied(name);
    if name.is_empty() || user.name.as_ref() == Some(&name) || is_erased(&user.email) {
        return Ok(user);
    }
    let user = User { name: Some(name), ..user };
    users::update(tx, &user, Change { event: "user_named", by: &Actor::User { user: user.id } }).await?;
    Ok(user)
}

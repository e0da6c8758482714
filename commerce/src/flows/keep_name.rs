//! What somebody is called: as they, or the provider that signs them in, said it first.

use domain::access::Actor;

use crate::store::events::Change;
use crate::store::users::{self, User};
use crate::store::{StoreError, Tx};

/// How much of a name is kept, in characters: providers say what they like.
const LONGEST: usize = 200;

/// Keeps the name of somebody who had given none.
///
/// # Errors
/// The database failed.
pub(super) async fn keep_name(tx: &Tx, user: User, name: &str) -> Result<User, StoreError> {
    let name: String = name.trim().chars().take(LONGEST).collect();
    if user.name.is_some() || name.is_empty() {
        return Ok(user);
    }
    let user = User { name: Some(name), ..user };
    users::update(tx, &user, Change { event: "user_named", by: &Actor::User { user: user.id } }).await?;
    Ok(user)
}

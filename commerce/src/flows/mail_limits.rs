//! How much mail strangers may cause: whoever names an address makes us write to it.

use domain::email::Email;
use domain::refusal::Refusal;
use jiff::SignedDuration;

use crate::error::CommerceError;
use crate::mails::{Letter, post};
use crate::store::users::User;
use crate::store::{StoreError, Tx, mails};

/// For how long a letter that somebody else asked for counts.
const COUNTED_FOR: SignedDuration = SignedDuration::from_hours(24);

/// Wants fewer than `most` letters of this kind to have gone to an address lately, whoever asked for them; says so at `field`.
///
/// # Errors
/// There were as many; the database failed.
pub(super) async fn limit(tx: &Tx, to: &Email, letter: &str, most: usize, field: &str) -> Result<(), CommerceError> {
    match has_room(tx, to, letter, most).await? {
        true => Ok(()),
        false => Err(CommerceError::refused(Refusal::new("share_too_often").on(field))),
    }
}

/// Sends somebody a letter, unless `most` of its kind have gone to them lately.
///
/// # Errors
/// The database failed.
pub(super) async fn post_within(tx: &Tx, to: &User, letter: Letter, most: usize) -> Result<(), StoreError> {
    match has_room(tx, &to.email, letter.name(), most).await? {
        true => post(tx, &to.email, &to.language, letter).await,
        false => Ok(()),
    }
}

/// Whether fewer than `most` letters of this kind have gone to an address lately, whoever asked for them.
///
/// # Errors
/// The database failed.
async fn has_room(tx: &Tx, to: &Email, letter: &str, most: usize) -> Result<bool, StoreError> {
    Ok(mails::decided_within(tx, to, letter, COUNTED_FOR).await?.len() < most)
}

//! How much mail strangers may cause: whoever names an address makes us write to it.

use domain::email::Email;
use domain::refusal::Refusal;
use jiff::SignedDuration;

use crate::error::CommerceError;
use crate::store::{Tx, mails};

/// For how long a letter that somebody else asked for counts.
const COUNTED_FOR: SignedDuration = SignedDuration::from_hours(24);

/// Wants fewer than `most` letters of this kind to have gone to an address lately, whoever asked for them; says so at `field`.
///
/// # Errors
/// There were as many; the database failed.
pub(super) async fn limit(tx: &Tx, to: &Email, letter: &str, most: usize, field: &str) -> Result<(), CommerceError> {
    if mails::decided_within(tx, to, letter, COUNTED_FOR).await?.len() >= most {
        return Err(CommerceError::refused(Refusal::new("share_too_often").on(field)));
    }
    Ok(())
}

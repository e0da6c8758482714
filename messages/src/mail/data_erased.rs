//! The last letter to somebody whose data is erased.

use super::letter::Letter;
use super::{House, MailContent};
use crate::words::Words;

/// Sent when somebody's data has been erased.
#[must_use]
pub fn data_erased(words: Words, house: &House) -> MailContent {
    Letter::greeting(words, house, None, words.mail_data_erased_subject().to_owned())
        .say(words.mail_data_erased_intro())
        .say(words.mail_data_erased_kept())
        .note(words.mail_data_erased_again())
        .finish()
}

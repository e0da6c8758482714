//! A new way to sign in.

use super::letter::Letter;
use super::{House, MailContent};
use crate::words::Words;

/// A provider signs somebody in from now on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IdentityLinkedFacts {
    /// Its name.
    pub provider: String,
    /// Where somebody sees where they are signed in.
    pub url: String,
}

/// Sent to whoever was known before a provider signed them in for the first time.
#[must_use]
pub fn identity_linked(words: Words, house: &House, facts: &IdentityLinkedFacts) -> MailContent {
    Letter::greeting(words, house, None, words.mail_identity_linked_subject(&facts.provider))
        .preview(words.mail_identity_linked_intro(&facts.provider))
        .say(words.mail_identity_linked_intro(&facts.provider))
        .action(words.mail_identity_linked_action(), &facts.url)
        .note(words.mail_identity_linked_note())
        .finish()
}

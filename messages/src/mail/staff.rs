//! What one of us does for a customer, told to the customer.

use jiff::Timestamp;

use super::letter::{Block, Letter};
use super::{House, MailContent};
use crate::words::Words;

/// One of us acts on an account's behalf.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ActingFacts {
    /// The legal name of the account.
    pub account: String,
    /// Why.
    pub reason: String,
    /// Since when.
    pub began_at: Timestamp,
    /// Until when at most.
    pub until: Timestamp,
    /// Where everything stands that was done.
    pub url: String,
}

/// Sent to every owner when one of us begins to act on the account's behalf.
#[must_use]
pub fn acting_began(words: Words, house: &House, facts: &ActingFacts) -> MailContent {
    let about = vec![
        (words.mail_acting_reason().to_owned(), facts.reason.clone()),
        (words.mail_acting_since().to_owned(), words.date_time(facts.began_at)),
        (words.mail_acting_until().to_owned(), words.date_time(facts.until)),
    ];
    Letter::greeting(words, house, None, words.mail_acting_subject(&facts.account))
        .preview(facts.reason.as_str())
        .say(words.mail_acting_intro(&facts.account))
        .block(Block::Facts(about))
        .say(words.mail_acting_can())
        .action(words.mail_acting_action(), &facts.url)
        .note(words.mail_acting_note())
        .finish()
}

/// One of us made somebody else answer for an account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnerRestoredFacts {
    /// The legal name of the account.
    pub account: String,
    /// The address of whoever answers for it now.
    pub owner: String,
    /// Why.
    pub reason: String,
    /// Where its members are seen.
    pub url: String,
}

/// Sent to every member of an account whose owner was lost.
#[must_use]
pub fn owner_restored(words: Words, house: &House, facts: &OwnerRestoredFacts) -> MailContent {
    let about = vec![
        (words.mail_owner_restored_owner().to_owned(), facts.owner.clone()),
        (words.mail_acting_reason().to_owned(), facts.reason.clone()),
    ];
    Letter::greeting(words, house, None, words.mail_owner_restored_subject(&facts.owner, &facts.account))
        .preview(facts.reason.as_str())
        .say(words.mail_owner_restored_intro(&facts.owner, &facts.account))
        .block(Block::Facts(about))
        .action(words.mail_owner_restored_action(), &facts.url)
        .note(words.mail_owner_restored_note())
        .finish()
}

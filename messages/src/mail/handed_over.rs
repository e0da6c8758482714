//! Another owner answers for an account.

use super::letter::{Block, Letter};
use super::{House, MailContent};
use crate::words::Words;

/// One owner made another answer for the account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HandedOverFacts {
    /// The legal name of the account.
    pub account: String,
    /// The address of whoever answers for it now.
    pub owner: String,
    /// The address of whoever decided so; `None` if they are erased by now.
    pub by: Option<String>,
    /// Where its members are seen.
    pub url: String,
}

/// Sent to every owner, so that it happens behind nobody's back.
#[must_use]
pub fn handed_over(words: Words, house: &House, facts: &HandedOverFacts) -> MailContent {
    let by = facts.by.as_deref().unwrap_or(words.audit_erased_person());
    let about = vec![
        (words.mail_owner_restored_owner().to_owned(), facts.owner.clone()),
        (words.mail_handed_over_by().to_owned(), by.to_owned()),
    ];
    let intro = if by == facts.owner {
        words.mail_handed_over_taken(by, &facts.account)
    } else {
        words.mail_handed_over_intro(by, &facts.owner, &facts.account)
    };
    Letter::greeting(words, house, None, words.mail_owner_restored_subject(&facts.owner, &facts.account))
        .preview(intro.as_str())
        .say(intro.as_str())
        .block(Block::Facts(about))
        .action(words.mail_owner_restored_action(), &facts.url)
        .note(words.mail_handed_over_note())
        .finish()
}

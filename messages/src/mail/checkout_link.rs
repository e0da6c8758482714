//! The link to a checkout: for the same person on another device, or for whoever pays.

use domain::money::Money;
use jiff::Timestamp;

use super::letter::{Block, Letter};
use super::{House, MailContent};
use crate::words::Words;

/// A checkout that somebody can go on with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckoutLinkFacts {
    /// Who sends it, as they named themselves; `None` when a person sends it to themselves.
    pub sender: Option<String>,
    /// What is in it: “Premium, 25 seats, 1 year”.
    pub item: String,
    /// What is due.
    pub total: Money,
    /// Whether that includes the tax; it does not while the buyer's country is not known.
    pub tax_included: bool,
    /// What the sender wrote; may be empty.
    pub note: String,
    /// The link with its secret.
    pub url: String,
    /// When the link stops working.
    pub expires_at: Timestamp,
}

/// Sent when somebody hands a checkout on.
#[must_use]
pub fn checkout_link(words: Words, house: &House, facts: &CheckoutLinkFacts) -> MailContent {
    let (subject, intro) = match &facts.sender {
        Some(sender) => (words.mail_checkout_link_subject_from(sender), words.mail_checkout_link_intro_from(sender)),
        None => (words.mail_checkout_link_subject().to_owned(), words.mail_checkout_link_intro().to_owned()),
    };
    let total =
        if facts.tax_included { words.mail_checkout_link_total() } else { words.mail_checkout_link_total_net() };
    let mut about = vec![
        (words.mail_checkout_link_item().to_owned(), facts.item.clone()),
        (total.to_owned(), words.money(facts.total)),
    ];
    if !facts.note.trim().is_empty() {
        about.push((words.mail_checkout_link_note().to_owned(), facts.note.clone()));
    }
    Letter::greeting(words, house, None, subject)
        .preview(facts.item.as_str())
        .say(intro)
        .block(Block::Facts(about))
        .action(words.mail_checkout_link_action(), &facts.url)
        .note(words.mail_checkout_link_expires(words.date_time(facts.expires_at)))
        .finish()
}

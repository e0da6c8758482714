//! A payment that did not go through. The order stays; the buyer fixes it and goes on.

use domain::money::Money;

use super::letter::{Block, Letter};
use super::{House, MailContent};
use crate::words::Words;

/// An order that waits for its payment again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaymentFailedFacts {
    /// The person's name, as they gave it.
    pub name: String,
    /// The number that people quote.
    pub order_number: String,
    /// What is to be paid.
    pub amount: Money,
    /// Why it failed and what to do, as a sentence in the reader's locale.
    pub reason: String,
    /// Where it can be paid.
    pub pay_url: String,
}

/// Sent when a debit fails later, or an authorisation runs out before it could be captured.
#[must_use]
pub fn payment_failed(words: Words, house: &House, facts: &PaymentFailedFacts) -> MailContent {
    let amount = words.money(facts.amount);
    let subject = words.mail_payment_failed_subject(&facts.order_number);
    Letter::greeting(words, house, Some(&facts.name), subject)
        .preview(words.mail_payment_failed_kept())
        .say(words.mail_payment_failed_intro(&amount, &facts.order_number))
        .block(Block::Facts(vec![(words.mail_payment_failed_reason().to_owned(), facts.reason.clone())]))
        .say(words.mail_payment_failed_kept())
        .action(words.mail_payment_failed_action(&amount), &facts.pay_url)
        .finish()
}

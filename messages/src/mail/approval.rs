//! The mails of a hand-over: to whoever approves or pays, and back to the buyer.

use domain::money::Money;
use jiff::Timestamp;

use super::letter::{Block, Letter};
use super::{House, MailContent};
use crate::words::Words;

/// A checkout that somebody is asked to approve or to pay.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApprovalRequestFacts {
    /// Who asks: the name they gave, or their address.
    pub sender: String,
    /// For which company; empty for a person who buys for themselves.
    pub company: String,
    /// What is bought: “Premium, 25 seats, 1 year”.
    pub item: String,
    /// What is due.
    pub total: Money,
    /// Whether that includes the tax.
    pub tax_included: bool,
    /// What the sender wrote; may be empty.
    pub note: String,
    /// The link with its secret.
    pub url: String,
    /// When the link stops working.
    pub expires_at: Timestamp,
}

/// What an approver did with a checkout.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApprovalAnswerFacts {
    /// Whom we write to; may be empty.
    pub name: String,
    /// The approver's address.
    pub approver: String,
    /// What they did.
    pub given: Given,
    /// What is bought.
    pub item: String,
    /// Where it goes on.
    pub url: String,
}

/// What an approver gave for an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Given {
    /// A yes.
    Approved,
    /// A no, for now.
    Returned {
        /// Why.
        note: String,
    },
    /// A remark.
    Commented {
        /// What.
        text: String,
    },
    /// The order itself, which they pay.
    Paid,
}

/// Sent to whoever is asked.
#[must_use]
pub fn approval_request(words: Words, house: &House, facts: &ApprovalRequestFacts) -> MailContent {
    let total =
        if facts.tax_included { words.mail_checkout_link_total() } else { words.mail_checkout_link_total_net() };
    let mut about = vec![
        (words.mail_checkout_link_item().to_owned(), facts.item.clone()),
        (total.to_owned(), words.money(facts.total)),
    ];
    if !facts.company.is_empty() {
        about.push((words.mail_receipt_company().to_owned(), facts.company.clone()));
    }
    if !facts.note.is_empty() {
        about.push((words.mail_checkout_link_note().to_owned(), facts.note.clone()));
    }
    let subject = words.mail_approval_request_subject(&facts.sender, words.money(facts.total));
    Letter::greeting(words, house, None, subject)
        .preview(facts.item.as_str())
        .say(words.mail_approval_request_intro(&facts.sender))
        .block(Block::Facts(about))
        .action(words.mail_approval_request_action(), &facts.url)
        .note(words.mail_approval_request_expires(words.date_time(facts.expires_at)))
        .finish()
}

/// Sent to the buyer when the approver has done something.
#[must_use]
pub fn approval_answer(words: Words, house: &House, facts: &ApprovalAnswerFacts) -> MailContent {
    let ApprovalAnswerFacts { name, approver, given, item, url } = facts;
    let (subject, intro, said, next) = match given {
        Given::Approved => (
            words.mail_approved_subject(approver),
            words.mail_approved_intro(approver),
            None,
            words.mail_approved_next(),
        ),
        Given::Returned { note } => (
            words.mail_returned_subject(approver),
            words.mail_returned_intro(approver),
            Some(note),
            words.mail_returned_next(),
        ),
        Given::Commented { text } => (
            words.mail_commented_subject(approver),
            words.mail_commented_intro(approver),
            Some(text),
            words.mail_commented_next(),
        ),
        Given::Paid => {
            (words.mail_payer_subject(approver), words.mail_payer_intro(approver), None, words.mail_payer_next())
        }
    };
    let mut about = vec![(words.mail_checkout_link_item().to_owned(), item.clone())];
    about.extend(said.map(|said| (words.mail_checkout_link_note().to_owned(), said.clone())));
    let action = match given {
        Given::Paid => words.mail_order_open(),
        _ => words.mail_checkout_link_action(),
    };
    Letter::greeting(words, house, Some(name), subject)
        .preview(item.as_str())
        .say(intro)
        .block(Block::Facts(about))
        .say(next)
        .action(action, url)
        .finish()
}

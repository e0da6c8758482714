//! Mail domains, and people who ask to join because their address is in one.

use super::letter::{Block, Letter};
use super::{House, MailContent};
use crate::words::Words;

/// Somebody who asks to join.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JoinRequestFacts {
    /// The legal name of the account.
    pub account: String,
    /// Their name, where they have given one.
    pub name: Option<String>,
    /// Their address, which they have proved.
    pub email: String,
    /// Where it is answered.
    pub url: String,
}

/// What an owner answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JoinAnswerFacts {
    /// The legal name of the account.
    pub account: String,
    /// As what they are a member now, in words; `None` if the answer was no.
    pub role: Option<String>,
    /// The account's page.
    pub url: String,
}

/// A domain that is the account's no more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DomainLostFacts {
    /// The legal name of the account.
    pub account: String,
    /// The domain.
    pub domain: String,
    /// The name of the record that is gone.
    pub record: String,
    /// Where it is claimed again.
    pub url: String,
}

/// Sent to owners when somebody asks to join.
#[must_use]
pub fn join_request(words: Words, house: &House, facts: &JoinRequestFacts) -> MailContent {
    let who = facts.name.as_deref().unwrap_or(&facts.email);
    let mut about = vec![(words.mail_invitation_account().to_owned(), facts.account.clone())];
    about.extend(facts.name.iter().map(|name| (words.mail_lead_name().to_owned(), name.clone())));
    about.push((words.mail_lead_email().to_owned(), facts.email.clone()));
    Letter::greeting(words, house, None, words.mail_join_request_subject(who, &facts.account))
        .say(words.mail_join_request_intro(who, &facts.account))
        .block(Block::Facts(about))
        .action(words.mail_join_request_action(), &facts.url)
        .note(words.mail_join_request_why())
        .finish()
}

/// Sent to whoever asked, when an owner has answered.
#[must_use]
pub fn join_answer(words: Words, house: &House, facts: &JoinAnswerFacts) -> MailContent {
    match &facts.role {
        Some(role) => Letter::greeting(words, house, None, words.mail_join_approved_subject(&facts.account))
            .say(words.mail_join_approved_intro(&facts.account, role))
            .action(words.mail_join_approved_action(), &facts.url)
            .finish(),
        None => Letter::greeting(words, house, None, words.mail_join_declined_subject(&facts.account))
            .say(words.mail_join_declined_intro(&facts.account))
            .say(words.mail_join_declined_next())
            .finish(),
    }
}

/// Sent to owners when a domain is theirs no more.
#[must_use]
pub fn domain_lost(words: Words, house: &House, facts: &DomainLostFacts) -> MailContent {
    Letter::greeting(words, house, None, words.mail_domain_lost_subject(&facts.domain))
        .say(words.mail_domain_lost_intro(&facts.domain, &facts.account, &facts.record))
        .say(words.mail_domain_lost_after(&facts.domain))
        .action(words.mail_domain_lost_action(), &facts.url)
        .finish()
}

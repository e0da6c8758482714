//! A request for sales: one mail to the person who asked, one to the people who answer.

use super::letter::{Block, Letter};
use super::{House, MailContent};
use crate::words::Words;

/// What somebody asked sales for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeadFacts {
    /// The number that people quote.
    pub reference: String,
    /// The person's name, as they gave it.
    pub name: String,
    /// Their address.
    pub email: String,
    /// Their company.
    pub company: String,
    /// The name of its country, in the reader's locale.
    pub country: String,
    /// The plan, as the catalogue calls it, if they named one.
    pub plan: Option<String>,
    /// For how many people, if they said so.
    pub seats: Option<u32>,
    /// What they wrote; may be empty.
    pub message: String,
}

/// Sent to the person who asked: that it arrived, and what happens next.
#[must_use]
pub fn lead_received(words: Words, house: &House, facts: &LeadFacts) -> MailContent {
    let intro = match (facts.seats, &facts.plan) {
        (Some(seats), Some(plan)) => words.mail_lead_received_intro(seats, plan),
        _ => words.mail_lead_received_intro_open().to_owned(),
    };
    Letter::greeting(words, house, Some(&facts.name), words.mail_lead_received_subject(&facts.reference))
        .preview(words.mail_lead_received_next())
        .say(intro)
        .say(words.mail_lead_received_next())
        .block(Block::Facts(about(words, facts)))
        .finish()
}

/// Sent to sales, in the seller's locale: everything that is needed to answer.
#[must_use]
pub fn lead_to_sales(words: Words, house: &House, facts: &LeadFacts) -> MailContent {
    let subject = match (facts.seats, &facts.plan) {
        (Some(seats), Some(plan)) => words.mail_lead_sales_subject(&facts.company, plan, seats),
        _ => words.mail_lead_sales_subject_open(&facts.company),
    };
    let person = vec![
        (words.mail_lead_name().to_owned(), facts.name.clone()),
        (words.mail_lead_email().to_owned(), facts.email.clone()),
        (words.mail_lead_company().to_owned(), facts.company.clone()),
        (words.mail_lead_country().to_owned(), facts.country.clone()),
    ];
    Letter::greeting(words, house, None, subject)
        .preview(facts.message.as_str())
        .say(words.mail_lead_sales_intro())
        .block(Block::Facts(person))
        .block(Block::Facts(about(words, facts)))
        .finish()
}

fn about(words: Words, facts: &LeadFacts) -> Vec<(String, String)> {
    let mut about = vec![(words.mail_lead_reference().to_owned(), facts.reference.clone())];
    if let Some(plan) = &facts.plan {
        about.push((words.mail_lead_plan().to_owned(), plan.clone()));
    }
    if let Some(seats) = facts.seats {
        about.push((words.mail_lead_seats().to_owned(), words.number(i64::from(seats))));
    }
    if !facts.message.trim().is_empty() {
        about.push((words.mail_lead_message().to_owned(), facts.message.clone()));
    }
    about
}

//! The mails of a trial: begun, about to end, ended, and “you already have one”.

use jiff::civil::Date;

use super::letter::{Block, Letter};
use super::{House, MailContent};
use crate::words::Words;

/// A trial that has begun.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TrialStartedFacts {
    /// The person's name, as they gave it.
    pub name: String,
    /// The plan, as the catalogue calls it.
    pub plan: String,
    /// For how many people.
    pub seats: u32,
    /// The last day.
    pub ends_on: Date,
    /// The trial's page.
    pub trial_url: String,
    /// The trial licence, when it is issued already.
    pub licence: Option<String>,
}

/// Sent when a trial is provisioned.
#[must_use]
pub fn trial_started(words: Words, house: &House, facts: &TrialStartedFacts) -> MailContent {
    let ends_on = words.date(facts.ends_on);
    let mut letter = Letter::greeting(words, house, Some(&facts.name), words.mail_trial_started_subject(&facts.plan))
        .preview(words.mail_trial_started_until(&ends_on))
        .say(words.mail_trial_started_intro(facts.seats, &facts.plan))
        .say(words.mail_trial_started_until(&ends_on))
        .action(words.mail_trial_open(), &facts.trial_url);
    if let Some(licence) = &facts.licence {
        let label = words.mail_licence_label().to_owned();
        letter = letter.block(Block::Token { label, token: licence.clone() });
    }
    letter.note(words.mail_trial_started_end()).finish()
}

/// A trial that ends soon.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TrialEndingFacts {
    /// The person's name, as they gave it.
    pub name: String,
    /// The plan, as the catalogue calls it.
    pub plan: String,
    /// The last day.
    pub ends_on: Date,
    /// How many days from today that is.
    pub days_left: i64,
    /// Until when the trial can still be converted.
    pub convertible_until: Date,
    /// Where it is converted.
    pub convert_url: String,
}

/// Sent some days before a trial ends.
#[must_use]
pub fn trial_ending(words: Words, house: &House, facts: &TrialEndingFacts) -> MailContent {
    let when = words.relative_days(facts.days_left);
    let (ends_on, until) = (words.date(facts.ends_on), words.date(facts.convertible_until));
    Letter::greeting(words, house, Some(&facts.name), words.mail_trial_ending_subject(&facts.plan, &when))
        .preview(words.mail_trial_ending_keep())
        .say(words.mail_trial_ending_intro(&facts.plan, &when, &ends_on))
        .say(words.mail_trial_ending_keep())
        .action(words.mail_trial_convert(), &facts.convert_url)
        .note(words.mail_trial_ending_after(&until))
        .finish()
}

/// A trial that has ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TrialEndedFacts {
    /// The person's name, as they gave it.
    pub name: String,
    /// The plan, as the catalogue calls it.
    pub plan: String,
    /// Its last day.
    pub ended_on: Date,
    /// Until when it can still be converted.
    pub convertible_until: Date,
    /// Where it is converted.
    pub convert_url: String,
}

/// Sent when a trial has ended.
#[must_use]
pub fn trial_ended(words: Words, house: &House, facts: &TrialEndedFacts) -> MailContent {
    let (ended_on, until) = (words.date(facts.ended_on), words.date(facts.convertible_until));
    Letter::greeting(words, house, Some(&facts.name), words.mail_trial_ended_subject(&facts.plan))
        .preview(words.mail_trial_ended_convert(&until))
        .say(words.mail_trial_ended_intro(&facts.plan, &ended_on))
        .say(words.mail_trial_ended_stays())
        .say(words.mail_trial_ended_convert(&until))
        .action(words.mail_trial_convert(), &facts.convert_url)
        .note(words.mail_trial_ended_after())
        .finish()
}

/// A trial that somebody asked for a second time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TrialExistingFacts {
    /// The plan of the trial that exists, as the catalogue calls it.
    pub plan: String,
    /// The page of the trial that exists.
    pub trial_url: String,
}

/// Sent to the owner of a trial when somebody of the same company asks for another one. The person who asked learns
/// nothing from us.
#[must_use]
pub fn trial_existing(words: Words, house: &House, facts: &TrialExistingFacts) -> MailContent {
    Letter::greeting(words, house, None, words.mail_trial_existing_subject(&facts.plan))
        .preview(words.mail_trial_existing_intro(&facts.plan))
        .say(words.mail_trial_existing_intro(&facts.plan))
        .say(words.mail_trial_existing_what())
        .action(words.mail_trial_open(), &facts.trial_url)
        .note(words.mail_trial_existing_not_you())
        .finish()
}

//! The six digits that prove an address.

use super::letter::{Block, Letter};
use super::{House, MailContent};
use crate::words::Words;

/// What the mail with a code needs to know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CodeFacts {
    /// The digits, without spaces.
    pub code: String,
    /// For how many minutes they are good.
    pub minutes: u32,
    /// The link that is as good as the code, in whichever browser it is opened; none where the code proves something that is
    /// under way in one.
    pub url: Option<String>,
}

/// The code, for how long it is good, the link that is as good, and what to do if one did not ask for it.
#[must_use]
pub fn code(words: Words, house: &House, facts: &CodeFacts) -> MailContent {
    let letter = Letter::greeting(words, house, None, words.mail_code_subject(&facts.code, &house.seller))
        .preview(words.mail_code_valid(facts.minutes))
        .say(words.mail_code_intro())
        .block(Block::Code(facts.code.clone()))
        .say(words.mail_code_valid(facts.minutes));
    let letter = match &facts.url {
        Some(url) => letter.say(words.mail_code_or_link()).action(words.mail_code_action(), url),
        None => letter,
    };
    letter.note(words.mail_code_not_you()).finish()
}

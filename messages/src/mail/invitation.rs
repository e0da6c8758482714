//! Somebody is asked to become a member of an account.

use jiff::Timestamp;

use super::letter::{Block, Letter};
use super::{House, MailContent};
use crate::words::Words;

/// An invitation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvitationFacts {
    /// The legal name of the account.
    pub account: String,
    /// Who asks: a name or an address.
    pub inviter: String,
    /// The role, in words.
    pub role: String,
    /// What it may do, in words.
    pub what: String,
    /// The invited address, which has to be proved.
    pub email: String,
    /// Where it is answered.
    pub url: String,
    /// Until when.
    pub expires_at: Timestamp,
}

/// Sent when somebody is invited.
#[must_use]
pub fn invitation(words: Words, house: &House, facts: &InvitationFacts) -> MailContent {
    let about = vec![
        (words.mail_invitation_account().to_owned(), facts.account.clone()),
        (words.mail_invitation_role().to_owned(), facts.role.clone()),
        (words.mail_invitation_address().to_owned(), facts.email.clone()),
    ];
    Letter::greeting(words, house, None, words.mail_invitation_subject(&facts.inviter, &facts.account))
        .preview(facts.what.as_str())
        .say(words.mail_invitation_intro(&facts.inviter, &facts.account))
        .block(Block::Facts(about))
        .say(facts.what.as_str())
        .action(words.mail_invitation_action(), &facts.url)
        .note(words.mail_invitation_expires(words.date_time(facts.expires_at), &facts.email))
        .finish()
}

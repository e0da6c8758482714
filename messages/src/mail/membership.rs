//! A member of an account has another role, or none.

use super::letter::Letter;
use super::{House, MailContent};
use crate::words::Words;

/// An owner changed somebody's role, or let them go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MembershipFacts {
    /// The legal name of the account.
    pub account: String,
    /// What the reader is from now on; `None`: no member.
    pub role: Option<String>,
    /// The address of whoever decided so; `None` if they are erased by now.
    pub by: Option<String>,
    /// Where members of the account are seen.
    pub url: String,
}

/// Sent to whoever it is about.
#[must_use]
pub fn membership(words: Words, house: &House, facts: &MembershipFacts) -> MailContent {
    let MembershipFacts { account, role, by, url } = facts;
    let by = by.as_deref().unwrap_or(words.mail_membership_somebody());
    let saying = |subject: String, intro: String| {
        Letter::greeting(words, house, None, subject).preview(intro.as_str()).say(intro)
    };
    let letter = match role {
        Some(role) => {
            let intro = words.mail_role_changed_intro(by, account, role);
            saying(words.mail_role_changed_subject(account), intro).action(words.mail_join_approved_action(), url)
        }
        None => {
            let intro = words.mail_member_removed_intro(by, account);
            saying(words.mail_member_removed_subject(account), intro).say(words.mail_member_removed_after())
        }
    };
    letter.note(words.mail_membership_note()).finish()
}

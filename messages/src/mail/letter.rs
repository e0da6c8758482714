//! What a mail says, before it is text or HTML: a row of blocks in plain text.

use super::{House, MailContent, html, text};
use crate::words::Words;

/// A mail's content, in reading order.
pub(super) struct Letter<'a> {
    pub(super) words: Words,
    pub(super) house: &'a House,
    pub(super) subject: String,
    /// What a mailbox shows beside the subject.
    pub(super) preview: String,
    pub(super) blocks: Vec<Block>,
}

/// One block of a mail. All of it plain text.
pub(super) enum Block {
    Paragraph(String),
    /// A short code to be typed or copied.
    Code(String),
    /// The one thing to do.
    Action {
        label: String,
        url: String,
    },
    /// Names and values.
    Facts(Vec<(String, String)>),
    /// Lines with amounts, and the sums below them.
    Account(Account),
    /// A long text for machines, like a licence.
    Token {
        label: String,
        token: String,
    },
    /// Said in a smaller voice.
    Note(String),
}

/// Lines with amounts.
pub(super) struct Account {
    /// What the table is, for readers who do not see it.
    pub(super) caption: String,
    pub(super) lines: Vec<Line>,
    pub(super) sums: Vec<(String, String)>,
    /// The last sum, which counts.
    pub(super) total: (String, String),
}

/// A line of an account.
pub(super) struct Line {
    pub(super) label: String,
    pub(super) detail: String,
    pub(super) amount: String,
}

impl<'a> Letter<'a> {
    /// A letter that greets, by name when it is known.
    pub(super) fn greeting(words: Words, house: &'a House, name: Option<&str>, subject: String) -> Self {
        let greeting = match name.map(str::trim).filter(|name| !name.is_empty()) {
            Some(name) => words.mail_greeting_name(name),
            None => words.mail_greeting().to_owned(),
        };
        let subject = subject.split(char::is_control).collect::<Vec<_>>().join(" ");
        Self { words, house, subject, preview: String::new(), blocks: vec![Block::Paragraph(greeting)] }
    }

    /// The same, with this beside the subject in the mailbox.
    pub(super) fn preview(mut self, preview: impl Into<String>) -> Self {
        self.preview = preview.into();
        self
    }

    pub(super) fn say(self, paragraph: impl Into<String>) -> Self {
        self.block(Block::Paragraph(paragraph.into()))
    }

    pub(super) fn note(self, note: impl Into<String>) -> Self {
        self.block(Block::Note(note.into()))
    }

    pub(super) fn action(self, label: impl Into<String>, url: &str) -> Self {
        self.block(Block::Action { label: label.into(), url: url.to_owned() })
    }

    pub(super) fn block(mut self, block: Block) -> Self {
        self.blocks.push(block);
        self
    }

    /// The mail, signed and with the house's footer.
    pub(super) fn finish(mut self) -> MailContent {
        self.blocks.push(Block::Paragraph(self.words.mail_signoff(&self.house.seller)));
        MailContent { text: text::render(&self), html: html::render(&self), subject: self.subject }
    }

    /// The lines below every mail.
    pub(super) fn footer(&self) -> Vec<String> {
        let mut lines = vec![self.words.mail_footer_help(&self.house.support_email), self.house.home_url.clone()];
        if self.house.demo {
            lines.push(self.words.mail_footer_demo().to_owned());
        }
        lines
    }
}

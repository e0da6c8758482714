//! The grammar of a message: text, `{name}` and `{count, plural, one {# seat} other {# seats}}`.
//!
//! A small part of ICU's MessageFormat, read by the same code when the words are built and when they are spoken. Inside
//! a plural's branch `#` is the number. `=0 {…}` before the categories answers one exact number. `'{'`, `'}'` and `'#'`
//! stand for the bare characters. Knows nothing about locales, files or values.

use std::fmt;

use crate::plural::Category;

/// One part of a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece<'a> {
    /// Words as they stand.
    Text(&'a str),
    /// The value of a parameter.
    Param(&'a str),
    /// The number that the surrounding plural counts.
    Count,
    /// One of several branches, by a number.
    Plural {
        /// The parameter that is counted.
        param: &'a str,
        /// In the order written; `other` is always among them.
        branches: Vec<(Selector, Vec<Piece<'a>>)>,
    },
}

/// Which numbers a plural's branch is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Selector {
    /// One exact number (`=0`).
    Exactly(i64),
    /// The numbers of a category of the locale.
    Category(Category),
}

/// What is wrong with a message, and at which byte of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PatternError {
    /// The byte at which reading stopped.
    pub at: usize,
    /// In words, for the person who wrote the message.
    pub what: &'static str,
}

impl fmt::Display for PatternError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} (at byte {} of the text)", self.what, self.at)
    }
}

/// Reads a message.
///
/// # Errors
/// The first place at which it is not a message.
pub fn parse(text: &str) -> Result<Vec<Piece<'_>>, PatternError> {
    let mut reader = Reader { text, at: 0 };
    let pieces = reader.pieces(false)?;
    if reader.at < text.len() { Err(reader.error("a closing brace without an opening one")) } else { Ok(pieces) }
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Reader<'a> {
    fn error(&self, what: &'static str) -> PatternError {
        PatternError { at: self.at, what }
    }

    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    /// Everything up to the end, or up to the brace that closes the branch we are in.
    fn pieces(&mut self, in_branch: bool) -> Result<Vec<Piece<'a>>, PatternError> {
        let mut pieces = Vec::new();
        let mut start = self.at;
        loop {
            let rest = self.rest();
            let Some(next) = rest.chars().next() else { break };
            let special = match next {
                '\'' => quoted(rest).map(Piece::Text),
                '#' if in_branch => Some(Piece::Count),
                '{' => None,
                '}' => break,
                _ => {
                    self.at += next.len_utf8();
                    continue;
                }
            };
            if next == '\'' && special.is_none() {
                self.at += 1;
                continue;
            }
            push_text(&mut pieces, &self.text[start..self.at]);
            match special {
                Some(Piece::Text(bare)) => {
                    pieces.push(Piece::Text(bare));
                    self.at += 3;
                }
                Some(piece) => {
                    pieces.push(piece);
                    self.at += 1;
                }
                None => pieces.push(self.placeholder()?),
            }
            start = self.at;
        }
        push_text(&mut pieces, &self.text[start..self.at]);
        Ok(pieces)
    }

    fn placeholder(&mut self) -> Result<Piece<'a>, PatternError> {
        self.expect("{", "an opening brace is missing")?;
        let param = self.name()?;
        if self.take("}") {
            return Ok(Piece::Param(param));
        }
        self.expect(",", "after the parameter's name, write } or “, plural, …”")?;
        if self.name()? != "plural" {
            return Err(self.error("the only kind of choice is “plural”"));
        }
        self.expect(",", "after “plural” write a comma and the branches")?;
        let mut branches = Vec::new();
        while !self.take("}") {
            let selector = self.selector()?;
            self.expect("{", "a branch is written {in braces}")?;
            let pieces = self.pieces(true)?;
            self.expect("}", "a branch is not closed")?;
            branches.push((selector, pieces));
        }
        if !branches.iter().any(|(selector, _)| *selector == Selector::Category(Category::Other)) {
            return Err(self.error("the plural has no branch “other”"));
        }
        Ok(Piece::Plural { param, branches })
    }

    fn selector(&mut self) -> Result<Selector, PatternError> {
        let exactly = self.take("=");
        let word = self.name()?;
        let selector = if exactly {
            word.parse().ok().map(Selector::Exactly)
        } else {
            Category::parse(word).map(Selector::Category)
        };
        selector.ok_or_else(|| self.error("a branch is for a category (one, other, …) or an exact number (=0)"))
    }

    /// Skips blanks, then takes a run of lower-case letters, digits and underscores.
    fn name(&mut self) -> Result<&'a str, PatternError> {
        self.skip_blanks();
        let rest = self.rest();
        let end =
            rest.find(|c: char| !(c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')).unwrap_or(rest.len());
        if end == 0 {
            return Err(self.error("a name is written in lower case, with digits and underscores"));
        }
        self.at += end;
        Ok(&rest[..end])
    }

    fn skip_blanks(&mut self) {
        let rest = self.rest();
        self.at += rest.len() - rest.trim_start().len();
    }

    fn take(&mut self, token: &str) -> bool {
        let before = self.at;
        self.skip_blanks();
        let found = self.rest().starts_with(token);
        self.at = if found { self.at + token.len() } else { before };
        found
    }

    fn expect(&mut self, token: &str, what: &'static str) -> Result<(), PatternError> {
        if self.take(token) { Ok(()) } else { Err(self.error(what)) }
    }
}

/// The bare character of `'{'`, `'}'` or `'#'` at the start of `rest`.
fn quoted(rest: &str) -> Option<&str> {
    let mut chars = rest.chars().skip(1);
    let (bare, close) = (chars.next()?, chars.next()?);
    (matches!(bare, '{' | '}' | '#') && close == '\'').then(|| &rest[1..2])
}

fn push_text<'a>(pieces: &mut Vec<Piece<'a>>, text: &'a str) {
    if !text.is_empty() {
        pieces.push(Piece::Text(text));
    }
}

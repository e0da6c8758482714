//! Fills the parameters of a message in: chooses plural branches, writes counted numbers as the locale does, isolates
//! values in right-to-left text.

use std::fmt::{Display, Write as _};

use crate::locale::Locale;
use crate::pattern::{self, Piece, Selector};
use crate::plural::{self, Category};
use crate::words::Words;

/// The value of a parameter.
pub enum Arg<'a> {
    /// Anything that prints itself.
    Text(&'a dyn Display),
    /// A number that a plural counts.
    Number(i64),
}

/// First strong isolate and pop directional isolate (UAX #9): a value neither moves nor is moved by the text around it.
const ISOLATE: (char, char) = ('\u{2068}', '\u{2069}');

/// `text` with `args` by position.
pub fn speak(words: Words, text: &str, args: &[Arg<'_>]) -> String {
    // Texts were parsed when they were built; one that is no message can only be shown as it is.
    let Ok(pieces) = pattern::parse(text) else { return text.to_owned() };
    let mut out = String::with_capacity(text.len() + 16 * args.len());
    Speaker { words, args }.pieces(&mut out, &pieces, 0);
    out
}

struct Speaker<'a> {
    words: Words,
    args: &'a [Arg<'a>],
}

impl Speaker<'_> {
    fn pieces(&self, out: &mut String, pieces: &[Piece<'_>], count: i64) {
        for piece in pieces {
            match piece {
                Piece::Text(text) => out.push_str(text),
                Piece::Count => self.isolated(out, &self.words.number(count)),
                Piece::Param(position) => match self.arg(position) {
                    Some(Arg::Text(value)) => self.isolated(out, value),
                    Some(Arg::Number(value)) => self.isolated(out, &self.words.number(*value)),
                    None => {}
                },
                Piece::Plural { param, branches } => {
                    let Some(Arg::Number(number)) = self.arg(param) else { continue };
                    if let Some(branch) = choose(self.words.locale(), *number, branches) {
                        self.pieces(out, branch, *number);
                    }
                }
            }
        }
    }

    fn arg(&self, position: &str) -> Option<&Arg<'_>> {
        self.args.get(position.parse::<usize>().ok()?)
    }

    fn isolated(&self, out: &mut String, value: &dyn Display) {
        // Writing to a string cannot fail.
        let _ = match self.words.locale() {
            Locale::Pseudo => write!(out, "{}{value}{}", ISOLATE.0, ISOLATE.1),
            Locale::En | Locale::De => write!(out, "{value}"),
        };
    }
}

/// The branch for a number: an exact one first, then its category's, then `other`.
fn choose<'p, 't>(
    locale: Locale,
    number: i64,
    branches: &'p [(Selector, Vec<Piece<'t>>)],
) -> Option<&'p Vec<Piece<'t>>> {
    let language = if locale == Locale::Pseudo { Locale::En } else { locale };
    let rule = plural::rule(language.code()).unwrap_or(plural::ONE_OTHER);
    let category = (rule.choose)(number.unsigned_abs());
    let wanted = [Selector::Exactly(number), Selector::Category(category), Selector::Category(Category::Other)];
    wanted.iter().find_map(|wanted| branches.iter().find(|(selector, _)| selector == wanted)).map(|(_, branch)| branch)
}

//! Why one of us does something that is the customer's to do.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::refusal::Refusal;

/// Fewest characters of a reason: a word is none.
pub const SHORTEST_REASON: u32 = 10;
/// Most characters of a reason.
pub const LONGEST_REASON: u32 = 500;

/// A reason, which the customer reads.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Reason(String);

/// What is wrong with a reason.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReasonRefusal {
    /// There is none, or it says nothing.
    #[error("a reason has at least {SHORTEST_REASON} characters")]
    TooShort,
    /// It is an essay.
    #[error("a reason has at most {LONGEST_REASON} characters")]
    TooLong,
}

impl From<ReasonRefusal> for Refusal {
    fn from(refusal: ReasonRefusal) -> Self {
        match refusal {
            ReasonRefusal::TooShort => Self::new("reason_too_short").with("least", SHORTEST_REASON),
            ReasonRefusal::TooLong => Self::new("reason_too_long").with("most", LONGEST_REASON),
        }
    }
}

impl Reason {
    /// A reason as it was typed into `field`: in one line, without the spaces around it.
    ///
    /// # Errors
    /// [`ReasonRefusal`], about the field.
    pub fn typed(text: &str, field: &str) -> Result<Self, Refusal> {
        Self::read(text).map_err(|refusal| Refusal::from(refusal).on(field))
    }

    fn read(text: &str) -> Result<Self, ReasonRefusal> {
        let text = text.split(|c: char| c.is_whitespace() || c.is_control()).filter(|word| !word.is_empty());
        let text = text.collect::<Vec<_>>().join(" ");
        match text.chars().count() {
            length if length < SHORTEST_REASON as usize => Err(ReasonRefusal::TooShort),
            length if length > LONGEST_REASON as usize => Err(ReasonRefusal::TooLong),
            _ => Ok(Self(text)),
        }
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reason_says_something_in_one_line() {
        let typed = Reason::read("  Called us:\r\n  cannot find the invoice \u{0} ").expect("a reason");
        assert_eq!(typed.to_string(), "Called us: cannot find the invoice");
        for empty in ["", " ", "because", "a        b", "\n\n\n\n\n\n\n\n\n\n\n"] {
            assert_eq!(Reason::read(empty), Err(ReasonRefusal::TooShort), "{empty:?}");
        }
        assert!(Reason::read(&"ä".repeat(LONGEST_REASON as usize)).is_ok());
        assert_eq!(Reason::read(&"ä".repeat(LONGEST_REASON as usize + 1)), Err(ReasonRefusal::TooLong));
    }
}

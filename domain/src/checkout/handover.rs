//! What happened between buyer and approver, step by step: what both read on the review page, and on the order's later.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::email::Email;
use crate::refusal::Refusal;

/// The most steps that are kept. A checkout that went to and fro more often is taken no further.
pub const MOST_STEPS: usize = 200;
/// The most characters of a comment or a note.
pub const LONGEST_REMARK: u32 = 1_000;

/// One step.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HandoverStep {
    /// When.
    #[serde(with = "crate::iso::instant")]
    pub at: Timestamp,
    /// What.
    #[serde(flatten)]
    pub what: HandoverKind,
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "step", rename_all = "snake_case")]
pub enum HandoverKind {
    /// The buyer sent it.
    Sent {
        /// Where.
        to: Email,
        /// What they wrote; may be empty.
        note: String,
    },
    /// The approver opened it.
    Opened {
        /// Who.
        by: Email,
    },
    /// The approver said something.
    Commented {
        /// Who.
        by: Email,
        /// What.
        text: String,
    },
    /// The approver returned it.
    Returned {
        /// Who.
        by: Email,
        /// Why.
        note: String,
    },
    /// The approver approved it, or paid it.
    Approved {
        /// Who.
        by: Email,
    },
    /// The buyer took it back.
    TakenBack {
        /// From whom.
        from: Email,
    },
}

impl HandoverKind {
    /// Who did it as an approver; `None` for what the buyer did.
    #[must_use]
    pub const fn approver(&self) -> Option<&Email> {
        match self {
            Self::Opened { by } | Self::Commented { by, .. } | Self::Returned { by, .. } | Self::Approved { by } => {
                Some(by)
            }
            Self::Sent { .. } | Self::TakenBack { .. } => None,
        }
    }
}

/// What was typed into `field` for the other side, without space around it.
///
/// # Errors
/// It is too long; or empty, where something has to be said.
pub fn read_remark(typed: &str, field: &str, required: bool) -> Result<String, Refusal> {
    let text = typed.trim();
    if text.is_empty() && required {
        return Err(Refusal::new("field_required").on(field));
    }
    if text.chars().any(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t')) {
        return Err(Refusal::new("line_unprintable").on(field));
    }
    if text.chars().count() > LONGEST_REMARK as usize {
        return Err(Refusal::new("line_too_long").on(field).with("most", LONGEST_REMARK));
    }
    Ok(text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_remark_has_lines_and_an_end() {
        let code = |typed: &str, required| read_remark(typed, "note", required).map_err(|refusal| refusal.code);
        assert_eq!(code(" two\nlines ", true), Ok("two\nlines".to_owned()));
        assert_eq!(code("  ", false), Ok(String::new()));
        assert_eq!(code("  ", true), Err("field_required".to_owned()));
        assert_eq!(code(&"ü".repeat(1_001), false), Err("line_too_long".to_owned()));
        assert_eq!(code("bell\u{7}", false), Err("line_unprintable".to_owned()));
    }

    #[test]
    fn a_step_reads_back() {
        let what = HandoverKind::Commented { by: "boss@acme.com".parse().expect("one"), text: "why 25?".to_owned() };
        let step = HandoverStep { at: Timestamp::UNIX_EPOCH, what };
        let json = serde_json::to_value(&step).expect("writes");
        assert_eq!(json["step"], "commented");
        assert_eq!(serde_json::from_value::<HandoverStep>(json).expect("reads"), step);
    }
}

//! What happened between buyer and approver, as entries of a timeline.

use domain::checkout::{HandoverKind, HandoverStep};
use messages::Words;

use crate::components::timeline::{Entry, Standing};

/// The entries, the oldest first.
#[must_use]
pub fn entries(words: Words, steps: &[HandoverStep]) -> Vec<Entry> {
    steps.iter().map(|step| entry(words, step)).collect()
}

fn entry(words: Words, step: &HandoverStep) -> Entry {
    let (what, why) = match &step.what {
        HandoverKind::Sent { to, note } => (words.handover_step_sent(to), Some(note.clone())),
        HandoverKind::Opened { by } => (words.handover_step_opened(by), None),
        HandoverKind::Commented { by, text } => (words.handover_step_commented(by), Some(text.clone())),
        HandoverKind::Returned { by, note } => (words.handover_step_returned(by), Some(note.clone())),
        HandoverKind::Approved { by } => (words.handover_step_approved(by), None),
        HandoverKind::TakenBack { from } => (words.handover_step_taken_back(from), None),
    };
    let when = Some((words.date_time(step.at), step.at.to_string()));
    Entry { standing: Standing::Done, what, when, why: why.filter(|why| !why.is_empty()) }
}

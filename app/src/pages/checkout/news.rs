//! What somebody has to be told about edits that others made: of two, the newer wins and the older is told.

use domain::checkout::{EditAnswer, FieldChange};
use serde::{Deserialize, Serialize};

use crate::api::form::Flash;

/// The name under which a page without script is told.
pub const NEWS: &str = "news";

/// Values that others have entered.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct News {
    /// Those that this page's edit replaced.
    pub overwrote: Vec<FieldChange>,
    /// Those that stand.
    pub newer: Vec<FieldChange>,
}

impl News {
    /// What the editor has to be told after an edit.
    #[must_use]
    pub fn of(answer: &EditAnswer) -> Self {
        Self { overwrote: answer.overwrote.clone(), newer: answer.newer.clone() }
    }

    /// Whether there is nothing to tell.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.overwrote.is_empty() && self.newer.is_empty()
    }

    /// For the next page, where there is something to tell.
    #[must_use]
    pub fn flash(&self) -> Option<Flash> {
        (!self.is_empty()).then(|| Flash::news(NEWS, self))
    }
}

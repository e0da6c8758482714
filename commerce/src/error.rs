//! Why a use case did not do as asked, sorted by what the edge answers.

use domain::access::Denied;
use domain::refusal::Refusal;

use crate::store::StoreError;

/// Why a use case did not do as asked.
#[derive(Debug, thiserror::Error)]
pub enum CommerceError {
    /// The caller may not: a stranger is told that there is nothing, everybody else what they lack.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// The rules say no. Every reason at once; never empty.
    #[error("refused: {}", codes(.0))]
    Refused(Vec<Refusal>),
    /// The store failed. Nothing was changed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl CommerceError {
    /// A refusal for one reason.
    #[must_use]
    pub fn refused(reason: impl Into<Refusal>) -> Self {
        Self::Refused(vec![reason.into()])
    }

    /// The caller may not know whether there is such a thing.
    pub const NOT_FOUND: Self = Self::Denied(Denied::NotFound);

    /// The reasons, where the answer is a “no” and not a failure.
    #[must_use]
    pub fn refusals(&self) -> Vec<Refusal> {
        match self {
            Self::Denied(denied) => vec![(*denied).into()],
            Self::Refused(refusals) => refusals.clone(),
            Self::Store(_) => Vec::new(),
        }
    }
}

impl From<Vec<Refusal>> for CommerceError {
    fn from(refusals: Vec<Refusal>) -> Self {
        Self::Refused(refusals)
    }
}

fn codes(refusals: &[Refusal]) -> String {
    refusals.iter().map(|refusal| refusal.code.as_str()).collect::<Vec<_>>().join(", ")
}

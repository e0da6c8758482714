//! Who does the jobs.

use async_trait::async_trait;
use domain::retry::Patience;

use crate::error::CommerceError;
use crate::store::StoreError;
use crate::store::jobs::Leased;

/// Does jobs, of every kind.
#[async_trait]
pub trait Handler: Send + Sync + 'static {
    /// Does what the job says, however often it is told to: it looks at the present state first.
    ///
    /// # Errors
    /// Whether it may work later.
    async fn run(&self, job: &Leased) -> Result<(), Failure>;

    /// How long jobs of this kind are tried.
    fn patience(&self, kind: &str) -> Patience;
}

/// Why a job was not done.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Failure {
    /// It may work later: something was away, busy or in between.
    #[error("{0}")]
    Later(String),
    /// It never will: a person has to look.
    #[error("{0}")]
    Never(String),
}

impl From<CommerceError> for Failure {
    fn from(error: CommerceError) -> Self {
        match error {
            CommerceError::Store(error) => error.into(),
            // A rule says the same however often it is asked.
            CommerceError::Denied(_) | CommerceError::Refused(_) => Self::Never(error.to_string()),
        }
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        match error {
            // Waiting does not mend what is stored.
            StoreError::Corrupt { .. } | StoreError::Missing { .. } => Self::Never(error.to_string()),
            _ => Self::Later(error.to_string()),
        }
    }
}

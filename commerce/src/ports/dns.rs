//! Who looks records of domains up.

use std::fmt::Debug;

use async_trait::async_trait;

/// Looks records up. Must not be asked inside a transaction.
#[async_trait]
pub trait Resolver: Debug + Send + Sync {
    /// The texts of the TXT records of this name, each put together from its strings (RFC 7208, 3.3); none is an answer, too:
    /// there is no such name, or it has no such record.
    ///
    /// # Errors
    /// Nobody knows: no name server answered, or not sensibly.
    async fn txt(&self, name: &str) -> Result<Vec<String>, ResolverUnavailable>;
}

/// Nobody could say what records there are; later somebody may. It says nothing about the records.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no name server answered: {0}")]
pub struct ResolverUnavailable(pub String);

//! Somebody who knows people and says who they are, as Kassa needs them: an OpenID provider.
//!
//! An implementation answers for signatures, keys and the protocol's wire; what tokens have to say is judged by
//! [`domain::access::oidc`]. Never called inside a transaction.

use std::fmt;
use std::sync::Arc;

use async_trait::async_trait;
use domain::access::oidc::{IdClaims, LogoutClaims, LogoutRefusal, OidcRefusal, Provider};
use url::Url;

/// Knows people.
#[async_trait]
pub trait IdentityProvider: Send + Sync + fmt::Debug {
    /// What the rules know of it.
    fn provider(&self) -> &Provider;

    /// Where the browser goes to be asked who it is.
    ///
    /// # Errors
    /// The provider is away, or is not who it should be.
    async fn authorise(&self, question: &Question<'_>) -> Result<Url, IdentityError>;

    /// What the provider says in exchange for the code that a browser brought back: claims whose signature is right, and
    /// nothing else checked.
    ///
    /// # Errors
    /// The provider is away or refuses the code, or what it says is not signed by it.
    async fn redeem(&self, answer: &Answer<'_>) -> Result<IdClaims, IdentityError>;

    /// What a logout token says, whose signature is right, and nothing else checked.
    ///
    /// # Errors
    /// The provider's keys cannot be had, or the token is not signed by it.
    async fn read_logout(&self, token: &str) -> Result<LogoutClaims, IdentityError>;

    /// Where the browser goes to leave there, too; `None` where the provider has no such place. It comes back to `back_to`.
    ///
    /// # Errors
    /// The provider is away.
    async fn leave(&self, back_to: &str) -> Result<Option<Url>, IdentityError>;
}

/// A question to a provider.
#[derive(Clone, Copy, Debug)]
pub struct Question<'a> {
    /// Comes back with the answer.
    pub state: &'a str,
    /// Comes back inside the token.
    pub nonce: &'a str,
    /// What proves later that whoever redeems the code is whoever asked: its hash goes along (PKCE, S256).
    pub verifier: &'a str,
    /// Where the browser brings the answer.
    pub back_to: &'a str,
    /// The address that was typed, if one was.
    pub hint: Option<&'a str>,
}

/// What a browser brought back.
#[derive(Clone, Copy, Debug)]
pub struct Answer<'a> {
    /// The code.
    pub code: &'a str,
    /// Who says so, where the answer names them (RFC 9207).
    pub issuer: Option<&'a str>,
    /// See [`Question::verifier`].
    pub verifier: &'a str,
    /// See [`Question::back_to`].
    pub back_to: &'a str,
}

/// Why a provider gave no answer that can be believed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum IdentityError {
    /// It did not answer, or not in time.
    #[error("it does not answer: {0}")]
    Unavailable(String),
    /// It does not take the code.
    #[error("it refused the code: {0}")]
    CodeRefused(String),
    /// What it answered is not of the protocol.
    #[error("its answer cannot be read: {0}")]
    Unreadable(String),
    /// A token is signed in a way that proves nothing.
    #[error("the algorithm {0} is not accepted")]
    Algorithm(String),
    /// A token is not signed with one of its keys.
    #[error("the signature is wrong")]
    Signature,
    /// It calls itself by another name than it was configured with.
    #[error("it says that it is {0}")]
    Issuer(String),
}

impl IdentityError {
    /// What whoever wants to sign in is told. The cause goes to the log of whoever asks.
    #[must_use]
    pub fn refusal(&self, provider: &Provider) -> OidcRefusal {
        match self {
            Self::Unavailable(_) => OidcRefusal::Unavailable { name: provider.name.clone() },
            Self::CodeRefused(_) => OidcRefusal::CodeRefused,
            Self::Unreadable(_) => OidcRefusal::Unreadable,
            Self::Algorithm(_) => OidcRefusal::WrongAlgorithm,
            Self::Signature => OidcRefusal::WrongSignature,
            Self::Issuer(_) => OidcRefusal::WrongIssuer,
        }
    }

    /// What a provider is told about a logout token.
    #[must_use]
    pub const fn logout_refusal(&self) -> LogoutRefusal {
        match self {
            Self::Unavailable(_) => LogoutRefusal::Unavailable,
            Self::CodeRefused(_) | Self::Unreadable(_) => LogoutRefusal::Unreadable,
            Self::Algorithm(_) => LogoutRefusal::WrongAlgorithm,
            Self::Signature => LogoutRefusal::WrongSignature,
            Self::Issuer(_) => LogoutRefusal::WrongIssuer,
        }
    }
}

/// The providers of a shop, in the order in which they are offered. Clones share them.
#[derive(Clone, Debug, Default)]
pub struct IdentityProviders(Arc<[Arc<dyn IdentityProvider>]>);

impl IdentityProviders {
    /// These.
    #[must_use]
    pub fn new(all: Vec<Arc<dyn IdentityProvider>>) -> Self {
        Self(all.into())
    }

    /// The one with this short name.
    #[must_use]
    pub fn named(&self, slug: &str) -> Option<&dyn IdentityProvider> {
        self.0.iter().map(AsRef::as_ref).find(|known| known.provider().slug == slug)
    }

    /// What the rules know of each.
    pub fn known(&self) -> impl Iterator<Item = &Provider> {
        self.0.iter().map(|known| known.provider())
    }
}

//! Signing in through somebody else who knows the person: an OpenID provider.
//!
//! Owns which provider an address belongs to, what a provider may vouch for, and what its tokens have to say before
//! anybody believes them. Signatures, keys and HTTP are the adapter's; ids, secrets and the present are arguments.
//! Sources: OpenID Connect Core 1.0 (3.1.3.7), Back-Channel Logout 1.0 (2.4, 2.6), RFC 6749, RFC 7636, RFC 9207.

use jiff::SignedDuration;

use crate::refusal::Refusal;

mod attempt;
mod claims;
mod logout;
mod provider;

pub use attempt::{Attempt, AttemptState, LIFETIME};
pub use claims::{Expected, IdClaims, Identity};
pub use logout::{LogoutClaims, LogoutRefusal};
pub use provider::{Provider, WayIn, may_vouch, provider_for};

/// How far apart the clocks of two honest machines may be.
pub const LEEWAY: SignedDuration = SignedDuration::from_mins(1);

/// Why somebody is not signed in by a provider. All of them leave the way by code open.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum OidcRefusal {
    /// No provider of this name is configured.
    #[error("no such provider")]
    ProviderUnknown,
    /// The provider does not answer, or not in time.
    #[error("{name} does not answer")]
    Unavailable {
        /// Its name.
        name: String,
    },
    /// The provider sent the person back without signing them in: they said no, or may not.
    #[error("{name} did not sign the person in")]
    Denied {
        /// Its name.
        name: String,
    },
    /// Nothing was begun in this browser that this answers.
    #[error("the state is not of this browser")]
    StateUnknown,
    /// It was answered already.
    #[error("the state was used")]
    StateUsed,
    /// It took too long.
    #[error("the state has expired")]
    StateExpired,
    /// The provider does not take the code (any more).
    #[error("the provider refused the code")]
    CodeRefused,
    /// The answer is none that the protocol knows.
    #[error("the provider's answer cannot be read")]
    Unreadable,
    /// The token is signed in a way that proves nothing: not at all, or with a shared secret.
    #[error("the token's algorithm is not accepted")]
    WrongAlgorithm,
    /// The token is not signed with a key of the provider.
    #[error("the token's signature is wrong")]
    WrongSignature,
    /// Somebody else issued it.
    #[error("the token has another issuer")]
    WrongIssuer,
    /// It was issued for somebody else.
    #[error("the token is for somebody else")]
    WrongAudience,
    /// It answers another question.
    #[error("the token has another nonce")]
    WrongNonce,
    /// Its time is over.
    #[error("the token has expired")]
    TokenExpired,
    /// Its time has not come.
    #[error("the token is of the future")]
    TokenEarly,
    /// The provider does not say which address the person has.
    #[error("there is no e-mail address")]
    EmailMissing,
    /// The provider does not say that the address is the person's.
    #[error("the e-mail address is not verified")]
    EmailUnverified {
        /// The provider's name.
        name: String,
    },
    /// The provider may not speak for addresses of this domain.
    #[error("{name} does not speak for {domain}")]
    EmailForeign {
        /// The provider's name.
        name: String,
        /// The address's domain.
        domain: String,
    },
}

impl From<OidcRefusal> for Refusal {
    fn from(refusal: OidcRefusal) -> Self {
        match refusal {
            OidcRefusal::ProviderUnknown => Self::new("oidc_provider_unknown"),
            OidcRefusal::Unavailable { name } => Self::new("oidc_unavailable").with("name", name),
            OidcRefusal::Denied { name } => Self::new("oidc_denied").with("name", name),
            OidcRefusal::StateUnknown => Self::new("oidc_state_unknown"),
            OidcRefusal::StateUsed => Self::new("oidc_state_used"),
            OidcRefusal::StateExpired => Self::new("oidc_state_expired"),
            OidcRefusal::CodeRefused => Self::new("oidc_code_refused"),
            OidcRefusal::Unreadable => Self::new("oidc_unreadable"),
            OidcRefusal::WrongAlgorithm => Self::new("oidc_wrong_algorithm"),
            OidcRefusal::WrongSignature => Self::new("oidc_wrong_signature"),
            OidcRefusal::WrongIssuer => Self::new("oidc_wrong_issuer"),
            OidcRefusal::WrongAudience => Self::new("oidc_wrong_audience"),
            OidcRefusal::WrongNonce => Self::new("oidc_wrong_nonce"),
            OidcRefusal::TokenExpired => Self::new("oidc_token_expired"),
            OidcRefusal::TokenEarly => Self::new("oidc_token_early"),
            OidcRefusal::EmailMissing => Self::new("oidc_email_missing"),
            OidcRefusal::EmailUnverified { name } => Self::new("oidc_email_unverified").with("name", name),
            OidcRefusal::EmailForeign { name, domain } => {
                Self::new("oidc_email_foreign").with("name", name).with("domain", domain)
            }
        }
    }
}

#[cfg(test)]
mod tests;

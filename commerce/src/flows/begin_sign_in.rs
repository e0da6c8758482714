//! Signing in by an address: with a code, or with the provider that the address belongs to.

use domain::access::oidc::WayIn;

use super::request_code::CodeSent;
use crate::commerce::Commerce;
use crate::error::CommerceError;
use crate::visit::{NewCookie, Visit};

/// How somebody with an address is signed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SignInBegun {
    /// A code is on its way.
    Code(CodeSent),
    /// A provider is to be asked.
    Provider(WayIn),
}

impl SignInBegun {
    /// The browser's session began with this.
    #[must_use]
    pub const fn cookie(&self) -> Option<&NewCookie> {
        match self {
            Self::Code(sent) => sent.cookie.as_ref(),
            Self::Provider(_) => None,
        }
    }
}

impl Commerce {
    /// Begins a sign-in by address. One in a domain that a provider claims goes there, unless a code is insisted on
    /// (`by_code`), which is the way on when the provider is away; the others are sent a code, and beside it a link that leads on
    /// to `on`, a path of ours.
    ///
    /// # Errors
    /// No address; too soon after the last code, or too many.
    pub async fn begin_sign_in(
        &self,
        visit: &Visit,
        email: &str,
        language: &str,
        by_code: bool,
        on: Option<&str>,
    ) -> Result<SignInBegun, CommerceError> {
        match self.provider_of(email).filter(|_| !by_code) {
            Some(way) => Ok(SignInBegun::Provider(way)),
            None => {
                self.ask_for_code(visit, email, language, Some(on.unwrap_or_default())).await.map(SignInBegun::Code)
            }
        }
    }
}

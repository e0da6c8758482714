//! Which provider an address belongs to, and which addresses a provider may vouch for.

use serde::{Deserialize, Serialize};

use super::OidcRefusal;
use crate::email::Email;

/// A provider as the rules see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Provider {
    /// Its short name in addresses and variables, like `acme`.
    pub slug: String,
    /// Its name for people, like `Acme`.
    pub name: String,
    /// Who it says it is in its tokens, to the letter.
    pub issuer: String,
    /// Whom it knows us as.
    pub client_id: String,
    /// The e-mail domains that are its own, in lower case; empty for one that anybody may use.
    pub domains: Vec<String>,
}

/// A provider that a page offers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WayIn {
    /// Its short name in addresses.
    pub slug: String,
    /// Its name for people.
    pub name: String,
}

impl Provider {
    /// Whether addresses of this domain are its own.
    #[must_use]
    pub fn claims(&self, domain: &str) -> bool {
        self.domains.iter().any(|own| own == domain)
    }

    /// The provider as a page offers it.
    #[must_use]
    pub fn way_in(&self) -> WayIn {
        WayIn { slug: self.slug.clone(), name: self.name.clone() }
    }
}

/// The provider whose domain an address is in; `None` for an address that nobody claims.
#[must_use]
pub fn provider_for<'a>(email: &Email, all: impl IntoIterator<Item = &'a Provider>) -> Option<&'a Provider> {
    let domain = email.domain();
    all.into_iter().find(|provider| provider.claims(&domain))
}

/// Whether `provider` may say whose an address is: one that claims domains speaks for those alone, one that claims none
/// for every address but those that another one claims.
///
/// # Errors
/// [`OidcRefusal::EmailForeign`].
pub fn may_vouch<'a>(
    provider: &Provider,
    email: &Email,
    all: impl IntoIterator<Item = &'a Provider>,
) -> Result<(), OidcRefusal> {
    let domain = email.domain();
    let own = provider.claims(&domain);
    let free = || provider.domains.is_empty() && provider_for(email, all).is_none();
    if own || free() {
        return Ok(());
    }
    Err(OidcRefusal::EmailForeign { name: provider.name.clone(), domain })
}

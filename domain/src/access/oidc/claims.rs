//! What an ID token says, and what it has to say.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{LEEWAY, OidcRefusal, Provider, may_vouch};
use crate::email::Email;
use crate::moment::after;

/// The claims of a token whose signature was found right.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct IdClaims {
    /// Who issued it.
    pub issuer: String,
    /// Whom the provider means, for ever.
    pub subject: String,
    /// For whom it was issued.
    pub audience: Vec<String>,
    /// Who asked for it, where it says so.
    pub authorized_party: Option<String>,
    /// Until when it is good, in seconds since 1970.
    pub expires_at: i64,
    /// When it was issued, in seconds since 1970.
    pub issued_at: i64,
    /// From when on it is good, in seconds since 1970, where it says so.
    pub not_before: Option<i64>,
    /// What we sent along with the question.
    pub nonce: Option<String>,
    /// The provider's name for its own session, where it has told one.
    pub session: Option<String>,
    /// The person's address, as the provider writes it.
    pub email: Option<String>,
    /// Whether the provider says that the address is the person's: `true`, and nothing that is like it.
    pub email_verified: bool,
    /// The person's name.
    pub name: Option<String>,
    /// The groups that the provider has the person in.
    pub groups: Vec<String>,
}

/// What a token has to answer.
#[derive(Clone, Copy, Debug)]
pub struct Expected<'a> {
    /// The provider that was asked.
    pub provider: &'a Provider,
    /// The nonce that was sent along.
    pub nonce: &'a str,
    /// The real time.
    pub now: Timestamp,
}

/// Somebody whom a provider has signed in, as everything that checks has left it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Identity {
    /// The provider's short name.
    pub provider: String,
    /// Who the provider is.
    pub issuer: String,
    /// Whom it means.
    pub subject: String,
    /// Its name for its own session.
    pub session: Option<String>,
    /// The person's address, if it is one.
    pub email: Option<Email>,
    /// Whether the provider says that it is theirs.
    pub email_verified: bool,
    /// The person's name.
    pub name: Option<String>,
    /// The groups that the provider has the person in.
    pub groups: Vec<String>,
}

fn instant(seconds: i64) -> Timestamp {
    let bound = if seconds < 0 { Timestamp::MIN } else { Timestamp::MAX };
    Timestamp::from_second(seconds).unwrap_or(bound)
}

impl IdClaims {
    /// Whose the token is, if it answers what was asked (OpenID Connect Core 1.0, 3.1.3.7).
    ///
    /// # Errors
    /// The first thing that is not as expected.
    pub fn check(self, expected: Expected<'_>) -> Result<Identity, OidcRefusal> {
        let Expected { provider, nonce, now } = expected;
        if self.issuer != provider.issuer {
            return Err(OidcRefusal::WrongIssuer);
        }
        let ours = |party: &String| *party == provider.client_id;
        let named = self.authorized_party.as_ref().map(ours);
        // Where a token is for several, it has to name us as the one who asked.
        if !self.audience.iter().any(ours) || !named.unwrap_or(self.audience.len() == 1) {
            return Err(OidcRefusal::WrongAudience);
        }
        if after(instant(self.expires_at), LEEWAY) <= now {
            return Err(OidcRefusal::TokenExpired);
        }
        let begins = instant(self.not_before.unwrap_or(i64::MIN).max(self.issued_at));
        if after(now, LEEWAY) < begins {
            return Err(OidcRefusal::TokenEarly);
        }
        if self.nonce.as_deref() != Some(nonce) {
            return Err(OidcRefusal::WrongNonce);
        }
        if self.subject.is_empty() {
            return Err(OidcRefusal::Unreadable);
        }
        Ok(Identity {
            provider: provider.slug.clone(),
            issuer: self.issuer,
            subject: self.subject,
            session: self.session,
            email: self.email.and_then(|email| email.parse().ok()),
            email_verified: self.email_verified,
            name: self.name,
            groups: self.groups,
        })
    }
}

impl Identity {
    /// The address by which this identity becomes a person's: one that the provider says is verified, and for which it may
    /// speak. Asked once; from then on the subject says who it is.
    ///
    /// # Errors
    /// Why the address links nothing.
    pub fn linking_email<'a>(
        &self,
        provider: &Provider,
        all: impl IntoIterator<Item = &'a Provider>,
    ) -> Result<&Email, OidcRefusal> {
        let email = self.email.as_ref().ok_or(OidcRefusal::EmailMissing)?;
        if !self.email_verified {
            return Err(OidcRefusal::EmailUnverified { name: provider.name.clone() });
        }
        may_vouch(provider, email, all)?;
        Ok(email)
    }
}

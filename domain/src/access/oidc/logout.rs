//! What a provider's word that somebody has left has to say (Back-Channel Logout 1.0, 2.6).

use jiff::Timestamp;

use super::{LEEWAY, Provider};
use crate::moment::{after, days};

/// A logout token older than this is not believed, whatever it says itself: how long its id is remembered follows.
const OLDEST: jiff::SignedDuration = days(1);

/// The claims of a logout token whose signature was found right.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LogoutClaims {
    /// Who issued it.
    pub issuer: String,
    /// For whom.
    pub audience: Vec<String>,
    /// When, in seconds since 1970.
    pub issued_at: i64,
    /// Until when it is good, in seconds since 1970, where it says so.
    pub expires_at: Option<i64>,
    /// Its own id, by which it is known again.
    pub id: String,
    /// Whom it is about.
    pub subject: Option<String>,
    /// Which of the provider's sessions it is about.
    pub session: Option<String>,
    /// Whether it says that it is about leaving.
    pub is_logout: bool,
    /// Whether it has a nonce: then it is an ID token in disguise.
    pub has_nonce: bool,
}

/// Why a logout token is not believed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LogoutRefusal {
    /// No provider of this name is configured.
    #[error("provider_unknown")]
    ProviderUnknown,
    /// The provider's keys could not be had.
    #[error("provider_unavailable")]
    Unavailable,
    /// It is no token, or its signature is not the provider's.
    #[error("logout_token_unreadable")]
    Unreadable,
    /// It is not signed, or with a shared secret.
    #[error("logout_token_wrong_algorithm")]
    WrongAlgorithm,
    /// It is not signed with a key of the provider.
    #[error("logout_token_wrong_signature")]
    WrongSignature,
    /// Somebody else issued it.
    #[error("logout_token_wrong_issuer")]
    WrongIssuer,
    /// It is for somebody else.
    #[error("logout_token_wrong_audience")]
    WrongAudience,
    /// Its time is over, or has not come.
    #[error("logout_token_out_of_time")]
    OutOfTime,
    /// It does not say that it is about leaving.
    #[error("logout_token_without_event")]
    WithoutEvent,
    /// It has a nonce.
    #[error("logout_token_with_nonce")]
    WithNonce,
    /// It does not say whom it is about.
    #[error("logout_token_about_nobody")]
    AboutNobody,
    /// It came before.
    #[error("logout_token_replayed")]
    Replayed,
}

impl LogoutClaims {
    /// Whether to believe it; whether it came before is for the store to say.
    ///
    /// # Errors
    /// The first thing that is not as it must be.
    pub fn check(&self, provider: &Provider, now: Timestamp) -> Result<(), LogoutRefusal> {
        let at = |seconds| Timestamp::from_second(seconds).map_err(|_| LogoutRefusal::OutOfTime);
        let issued = at(self.issued_at)?;
        let over = after(self.expires_at.map(at).transpose()?.unwrap_or(Timestamp::MAX), LEEWAY) <= now;
        if self.issuer != provider.issuer {
            Err(LogoutRefusal::WrongIssuer)
        } else if !self.audience.contains(&provider.client_id) {
            Err(LogoutRefusal::WrongAudience)
        } else if over || after(issued, OLDEST) <= now || after(now, LEEWAY) < issued {
            Err(LogoutRefusal::OutOfTime)
        } else if !self.is_logout {
            Err(LogoutRefusal::WithoutEvent)
        } else if self.has_nonce {
            Err(LogoutRefusal::WithNonce)
        } else if self.id.is_empty() {
            Err(LogoutRefusal::Unreadable)
        } else if self.subject.is_none() && self.session.is_none() {
            Err(LogoutRefusal::AboutNobody)
        } else {
            Ok(())
        }
    }
}

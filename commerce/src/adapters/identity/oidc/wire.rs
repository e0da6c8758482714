//! What a provider writes: tokens' claims and answers in JSON.

use domain::access::oidc::{IdClaims, LogoutClaims};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use crate::ports::identity_provider::IdentityError;

/// What a logout token is about (Back-Channel Logout 1.0, 2.4).
const LOGOUT_EVENT: &str = "http://schemas.openid.net/event/backchannel-logout";
/// The most groups that are kept of a person: some companies have thousands.
const MOST_GROUPS: usize = 200;

/// Reads JSON.
pub(super) fn read<T: DeserializeOwned>(json: &[u8]) -> Result<T, IdentityError> {
    serde_json::from_slice(json).map_err(|error| IdentityError::Unreadable(error.to_string()))
}

/// A token endpoint's answer.
#[derive(Deserialize)]
pub(super) struct TokenAnswer {
    pub id_token: String,
    pub access_token: Option<String>,
}

/// One or several, as `aud` may be.
#[derive(Deserialize)]
#[serde(untagged)]
enum OneOrMany {
    One(String),
    Many(Vec<String>),
}

impl OneOrMany {
    fn into_vec(self) -> Vec<String> {
        match self {
            Self::One(one) => vec![one],
            Self::Many(many) => many,
        }
    }
}

/// An ID token's claims.
#[derive(Deserialize)]
pub(super) struct IdToken {
    iss: String,
    sub: String,
    aud: OneOrMany,
    azp: Option<String>,
    exp: i64,
    iat: i64,
    nbf: Option<i64>,
    nonce: Option<String>,
    sid: Option<String>,
    #[serde(flatten)]
    rest: Map<String, Value>,
}

/// What is told about a person.
struct About {
    email: Option<String>,
    email_verified: bool,
    name: Option<String>,
    groups: Vec<String>,
}

fn about(claims: &Map<String, Value>, groups_claim: &str) -> About {
    let text = |name: &str| claims.get(name).and_then(Value::as_str).map(str::to_owned);
    let groups = claims.get(groups_claim).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    let groups = groups.iter().filter_map(Value::as_str).take(MOST_GROUPS).map(str::to_owned).collect();
    // `true`, and nothing that is like it: a text may be anything.
    let email_verified = claims.get("email_verified") == Some(&Value::Bool(true));
    About { email: text("email"), email_verified, name: text("name"), groups }
}

impl IdToken {
    pub fn into_claims(self, groups_claim: &str) -> IdClaims {
        let About { email, email_verified, name, groups } = about(&self.rest, groups_claim);
        IdClaims {
            issuer: self.iss,
            subject: self.sub,
            audience: self.aud.into_vec(),
            authorized_party: self.azp,
            expires_at: self.exp,
            issued_at: self.iat,
            not_before: self.nbf,
            nonce: self.nonce,
            session: self.sid,
            email,
            email_verified,
            name,
            groups,
        }
    }
}

/// What is told about a person beside the token.
#[derive(Deserialize)]
pub(super) struct UserInfo {
    sub: String,
    #[serde(flatten)]
    rest: Map<String, Value>,
}

impl UserInfo {
    /// Adds what the token did not say; it has to be about the same person (OpenID Connect Core 1.0, 5.3.2).
    pub fn complete(self, claims: &mut IdClaims, groups_claim: &str) -> Result<(), IdentityError> {
        if self.sub != claims.subject {
            return Err(IdentityError::Unreadable("it tells about somebody else".to_owned()));
        }
        let About { email, email_verified, name, groups } = about(&self.rest, groups_claim);
        claims.email = email;
        claims.email_verified = email_verified;
        claims.name = claims.name.take().or(name);
        if claims.groups.is_empty() {
            claims.groups = groups;
        }
        Ok(())
    }
}

/// A logout token's claims.
#[derive(Deserialize)]
pub(super) struct LogoutToken {
    iss: String,
    aud: OneOrMany,
    iat: i64,
    exp: Option<i64>,
    #[serde(default)]
    jti: String,
    sub: Option<String>,
    sid: Option<String>,
    #[serde(default)]
    events: Map<String, Value>,
    nonce: Option<Value>,
}

impl LogoutToken {
    pub fn into_claims(self) -> LogoutClaims {
        LogoutClaims {
            issuer: self.iss,
            audience: self.aud.into_vec(),
            issued_at: self.iat,
            expires_at: self.exp,
            id: self.jti,
            subject: self.sub,
            session: self.sid,
            is_logout: self.events.get(LOGOUT_EVENT).is_some_and(Value::is_object),
            has_nonce: self.nonce.is_some(),
        }
    }
}

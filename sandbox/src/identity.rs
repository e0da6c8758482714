//! An OpenID provider for the people of a demonstration: whoever sits at the browser chooses whom to be.
//!
//! It speaks what a shop needs (discovery, the authorisation code with PKCE, signed ID tokens, leaving) and checks what it is
//! sent as a real one does. Whom it knows stands in `people.rs`; codes and the signing key live as long as the process.
//! Sources: OpenID Connect Core 1.0, Discovery 1.0, RP-Initiated Logout 1.0, RFC 6749, RFC 7636, RFC 8037, RFC 9207.

mod authorise;
mod discovery;
mod leave;
mod people;
mod signing;
mod token;

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::{get, post};

use crate::server::{App, Shared};
use people::Person;
use signing::Signer;

/// Where it is below the sandbox's own address.
pub const PATH: &str = "/identity";
/// How many codes wait to be redeemed at most: whoever asks for more than that redeems none.
const MOST_CODES: usize = 1_000;

/// What it remembers.
pub struct Identity {
    signer: Signer,
    codes: Mutex<HashMap<String, Asked>>,
}

/// What a code was given for.
#[derive(Clone, Debug)]
struct Asked {
    person: &'static Person,
    client: String,
    back_to: String,
    challenge: String,
    nonce: Option<String>,
    until: jiff::Timestamp,
}

impl Default for Identity {
    fn default() -> Self {
        Self { signer: Signer::draw(), codes: Mutex::default() }
    }
}

impl Identity {
    fn codes(&self) -> MutexGuard<'_, HashMap<String, Asked>> {
        self.codes.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A code for this, once.
    fn give(&self, asked: Asked, now: jiff::Timestamp) -> String {
        let code = crate::ids::fresh("code");
        let mut codes = self.codes();
        codes.retain(|_, other| now < other.until);
        if codes.len() >= MOST_CODES {
            codes.clear();
        }
        codes.insert(code.clone(), asked);
        code
    }

    /// What a code was given for, if it is good still. It is not any more.
    fn take(&self, code: &str, now: jiff::Timestamp) -> Option<Asked> {
        self.codes().remove(code).filter(|asked| now < asked.until)
    }
}

/// What it calls itself.
fn issuer(app: &App) -> String {
    format!("{}{PATH}", app.base_url.as_str().trim_end_matches('/'))
}

/// Whether a browser may be sent there: it is a page of the merchant.
fn is_merchants(app: &App, address: &str) -> bool {
    let origin = url::Url::parse(address).map(|url| url.origin().ascii_serialization());
    origin.is_ok_and(|origin| app.config.origins().contains(&origin))
}

/// The routes.
pub fn router() -> Router<Shared> {
    Router::new()
        .route("/.well-known/openid-configuration", get(discovery::metadata))
        .route("/jwks", get(discovery::jwks))
        .route("/authorize", get(authorise::ask).post(authorise::answer))
        .route("/token", post(token::redeem))
        .route("/logout", get(leave::leave))
        .layer(DefaultBodyLimit::max(16 * 1024))
}

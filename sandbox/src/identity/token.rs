//! Codes for tokens.

use axum::Form;
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::CACHE_CONTROL;
use axum::response::{IntoResponse, Response};
use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD as BASE64_URL;
use serde::Deserialize;
use serde_json::json;
use sha2::{Digest as _, Sha256};
use subtle::ConstantTimeEq as _;

use super::{Asked, issuer};
use crate::clock::Clock;
use crate::server::Shared;

/// How long an ID token is good, in seconds.
const LASTS: i64 = 300;

/// What is sent (RFC 6749, 4.1.3; RFC 7636, 4.5).
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Redeemed {
    grant_type: String,
    code: String,
    redirect_uri: String,
    client_id: String,
    code_verifier: String,
}

impl Redeemed {
    /// Whether it is sent by whoever asked, to where it was asked from.
    fn fits(&self, asked: &Asked) -> bool {
        let hash = BASE64_URL.encode(Sha256::digest(self.code_verifier.as_bytes()));
        let verified = bool::from(hash.as_bytes().ct_eq(asked.challenge.as_bytes()));
        verified && self.client_id == asked.client && self.redirect_uri == asked.back_to
    }
}

/// `POST /identity/token`
pub(super) async fn redeem(State(app): State<Shared>, Form(redeemed): Form<Redeemed>) -> Response {
    if redeemed.grant_type != "authorization_code" {
        return refused("unsupported_grant_type");
    }
    let now = Clock::wall();
    // Taken before it is looked at: a code is tried once, whoever tries it.
    let asked = app.identity.take(&redeemed.code, now).filter(|asked| redeemed.fits(asked));
    let Some(asked) = asked else { return refused("invalid_grant") };
    let now = now.as_second();
    let mut claims = json!({
        "iss": issuer(&app),
        "sub": asked.person.subject,
        "aud": asked.client,
        "iat": now,
        "exp": now + LASTS,
        "name": asked.person.name,
        "email": asked.person.email,
        "email_verified": true,
        "groups": asked.person.groups,
    });
    if let Some(nonce) = asked.nonce {
        claims["nonce"] = nonce.into();
    }
    let answer = json!({
        "id_token": app.identity.signer.sign(&claims),
        "access_token": crate::ids::fresh("at"),
        "token_type": "Bearer",
        "expires_in": LASTS,
    });
    ([(CACHE_CONTROL, "no-store")], axum::Json(answer)).into_response()
}

fn refused(error: &str) -> Response {
    (StatusCode::BAD_REQUEST, [(CACHE_CONTROL, "no-store")], axum::Json(json!({ "error": error }))).into_response()
}

//! What the provider says about itself.

use axum::Json;
use axum::extract::State;
use serde_json::{Value, json};

use super::issuer;
use crate::server::Shared;

/// `GET /identity/.well-known/openid-configuration`
pub(super) async fn metadata(State(app): State<Shared>) -> Json<Value> {
    let issuer = issuer(&app);
    Json(json!({
        "issuer": issuer,
        "authorization_endpoint": format!("{issuer}/authorize"),
        "token_endpoint": format!("{issuer}/token"),
        "jwks_uri": format!("{issuer}/jwks"),
        "end_session_endpoint": format!("{issuer}/logout"),
        "response_types_supported": ["code"],
        "grant_types_supported": ["authorization_code"],
        "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": ["EdDSA"],
        "token_endpoint_auth_methods_supported": ["none"],
        "code_challenge_methods_supported": ["S256"],
        "scopes_supported": ["openid", "email", "profile"],
        "claims_supported": ["sub", "name", "email", "email_verified", "groups"],
        "authorization_response_iss_parameter_supported": true,
    }))
}

/// `GET /identity/jwks`
pub(super) async fn jwks(State(app): State<Shared>) -> Json<Value> {
    Json(json!({ "keys": [app.identity.signer.jwk()] }))
}

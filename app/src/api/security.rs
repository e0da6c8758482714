//! Where somebody is signed in, and signing out elsewhere.

use domain::access::session::OpenSession;
use domain::ids::SessionId;
use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;
use serde::{Deserialize, Serialize};

use super::error::ApiError;
use super::json::Json;

#[cfg(feature = "ssr")]
use super::form::{Flash, Next, answered};
#[cfg(feature = "ssr")]
use super::visit::{Asking, asking};

/// The name of the forms that end sessions.
pub const SECURITY_FORM: &str = "security";
/// The page that shows them.
pub const SECURITY: &str = "/account/security";

/// What was ended a moment ago.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ended {
    /// One session.
    One,
    /// All but this one.
    Others,
}

/// The caller's sessions, this one first.
///
/// # Errors
/// Nobody is signed in.
#[server(prefix = "/fn", endpoint = "sessions_view", output = Json, input = GetUrl)]
pub async fn sessions_view() -> Result<Vec<OpenSession>, ApiError> {
    let Asking { commerce, visit } = asking().await?;
    Ok(commerce.view_sessions(&visit).await?)
}

/// Ends one of the caller's sessions.
///
/// # Errors
/// Nobody is signed in.
#[server(prefix = "/fn", endpoint = "end_session", output = Json)]
pub async fn end_session(id: SessionId) -> Result<(), ApiError> {
    let Asking { commerce, visit } = asking().await?;
    answered(SECURITY_FORM, &(), commerce.end_session(&visit, id).await, |()| told(Ended::One))
}

/// Ends all of the caller's sessions but this one.
///
/// # Errors
/// Nobody is signed in.
#[server(prefix = "/fn", endpoint = "end_other_sessions", output = Json)]
pub async fn end_other_sessions() -> Result<(), ApiError> {
    let Asking { commerce, visit } = asking().await?;
    answered(SECURITY_FORM, &(), commerce.end_other_sessions(&visit).await, |()| told(Ended::Others))
}

#[cfg(feature = "ssr")]
fn told(ended: Ended) -> Next {
    Next::to(SECURITY.to_owned()).telling(Some(Flash::news(SECURITY_FORM, &ended)))
}

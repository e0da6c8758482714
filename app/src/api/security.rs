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
use super::sign_in::SIGN_IN_FORM;
#[cfg(feature = "ssr")]
use super::visit::{Asking, asking, forget};

/// The name of the forms that end sessions.
pub const SECURITY_FORM: &str = "security";
/// The name of the form that erases one's data.
pub const ERASE_FORM: &str = "erase";
/// Where one's data is to be had as a file.
pub const OWN_DATA: &str = "/account/data";
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

/// Somebody was erased a moment ago.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Gone {
    /// All that can be.
    Erased,
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

/// Erases the caller's data, who types their address to confirm it.
///
/// # Errors
/// Another address was typed, they signed in too long ago, others depend on them, or something is on its way.
#[server(prefix = "/fn", endpoint = "erase_person", output = Json)]
pub async fn erase_person(confirm: String) -> Result<(), ApiError> {
    let Asking { commerce, visit } = asking().await?;
    let erased = commerce.erase_person(&visit, &confirm).await;
    if erased.is_ok() {
        forget();
    }
    let gone = || Some(Flash::news(SIGN_IN_FORM, &Gone::Erased));
    answered(ERASE_FORM, &(), erased, |()| Next::to("/sign-in".to_owned()).telling(gone()))
}

#[cfg(feature = "ssr")]
fn told(ended: Ended) -> Next {
    Next::to(SECURITY.to_owned()).telling(Some(Flash::news(SECURITY_FORM, &ended)))
}

//! Signing in with a code by e-mail, and out; who somebody is, and what they have with us.

use domain::account::Belonging;
use domain::refusal::Refusal;
use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;
use serde::{Deserialize, Serialize};

use super::error::ApiError;
use super::json::Json;
use super::proof::CodeOnItsWay;

#[cfg(feature = "ssr")]
use super::form::{Flash, Next, answered};
#[cfg(feature = "ssr")]
use super::visit::{Asking, asking, forget, language, remember};
#[cfg(feature = "ssr")]
use crate::own_path::{leading_to, own_path};

/// The name of the form that asks for an address.
pub const SIGN_IN_FORM: &str = "sign_in";
/// The name of the form that takes the code.
pub const CODE_FORM: &str = "sign_in_code";
/// Where somebody is who has just signed in and came from nowhere in particular.
pub const AT_HOME: &str = "/account";

/// Whoever looks at a page.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Visitor {
    /// Their address, if they are signed in.
    pub email: Option<String>,
    /// Where the code went that this browser was sent and has not entered.
    pub awaits_code_for: Option<String>,
    /// Why they are not signed in any more, if they were.
    pub ended: Option<Refusal>,
}

/// Sends a code to an address. `again` is sent by whoever did not get the last one.
///
/// # Errors
/// No address; too soon after the last one, or too many.
#[server(prefix = "/fn", endpoint = "request_code", output = Json)]
pub async fn request_code(
    email: String,
    #[server(default)] to: String,
    #[server(default)] again: String,
) -> Result<CodeOnItsWay, ApiError> {
    let Asking { commerce, visit } = asking().await?;
    let sent = commerce.request_code(&visit, &email, language()).await;
    if let Some(cookie) = sent.as_ref().ok().and_then(|sent| sent.cookie.as_ref()) {
        remember(cookie, commerce.clock());
    }
    let form = if again.is_empty() { SIGN_IN_FORM } else { CODE_FORM };
    let typed = std::collections::BTreeMap::from([("email", &email)]);
    let told = |sent: &CodeOnItsWay| Some(Flash::news(CODE_FORM, sent)).filter(|_| !again.is_empty());
    let next = |sent: &CodeOnItsWay| Next::to(leading_to("/sign-in/code", &to)).telling(told(sent));
    answered(form, &typed, sent.map(CodeOnItsWay::from), next)
}

/// Checks the code, which signs this browser in; answers the proved address.
///
/// # Errors
/// It is not the right one, or not any more.
#[server(prefix = "/fn", endpoint = "verify_code", output = Json)]
pub async fn verify_code(email: String, code: String, #[server(default)] to: String) -> Result<String, ApiError> {
    let Asking { commerce, visit } = asking().await?;
    let verified = commerce.verify_code(&visit, &email, &code, language()).await;
    if let Some(cookie) = verified.as_ref().ok().and_then(|verified| verified.cookie.as_ref()) {
        remember(cookie, commerce.clock());
    }
    let proved = verified.map(|verified| verified.email.email.to_string());
    answered(CODE_FORM, &(), proved, |_| Next::to(own_path(&to).unwrap_or(AT_HOME).to_owned()))
}

/// Signs this browser out.
///
/// # Errors
/// The server was not reached.
#[server(prefix = "/fn", endpoint = "sign_out", output = Json)]
pub async fn sign_out() -> Result<(), ApiError> {
    let Asking { commerce, visit } = asking().await?;
    let left = commerce.sign_out(&visit).await;
    if left.is_ok() {
        forget();
    }
    let next = |(): &()| Next::to("/sign-in".to_owned()).telling(Some(Flash::news(SIGN_IN_FORM, &true)));
    answered(SIGN_IN_FORM, &(), left, next)
}

/// Who this is.
///
/// # Errors
/// The server was not reached.
#[server(prefix = "/fn", endpoint = "whoami", output = Json, input = GetUrl)]
pub async fn whoami() -> Result<Visitor, ApiError> {
    let Asking { commerce, visit } = asking().await?;
    let commerce::flows::Visitor { email, awaits, ended } = commerce.whoami(&visit).await?;
    let (email, awaits) = (email.map(|email| email.to_string()), awaits.map(|awaits| awaits.email.to_string()));
    Ok(Visitor { email, awaits_code_for: awaits, ended })
}

/// What the caller has with us, the newest first.
///
/// # Errors
/// Nobody is signed in.
#[server(name = ViewBelongings, prefix = "/fn", endpoint = "account_view", output = Json, input = GetUrl)]
pub async fn account_view() -> Result<Vec<Belonging>, ApiError> {
    let Asking { commerce, visit } = asking().await?;
    Ok(commerce.view_belongings(&visit.caller).await?)
}

//! Signing in with a code by e-mail, and out; who somebody is, and what they have with us.

use domain::access::oidc::WayIn;
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
use commerce::commerce::Commerce;
#[cfg(feature = "ssr")]
use commerce::error::CommerceError;
#[cfg(feature = "ssr")]
use commerce::flows::{SignInBegun, Verified};

use crate::own_path::leading_to;
#[cfg(feature = "ssr")]
use crate::own_path::{own_path, with};

/// The name of the form that asks for an address.
pub const SIGN_IN_FORM: &str = "sign_in";
/// The name of the form that takes the code.
pub const CODE_FORM: &str = "sign_in_code";
/// What the form says that insists on a code, whoever claims the address.
pub const BY_CODE: &str = "code";
/// Where somebody is who has just signed in and came from nowhere in particular.
pub const AT_HOME: &str = "/account";

/// The longest path that a link in a mail leads on to, so that mail programs keep it whole.
#[cfg(feature = "ssr")]
const LONGEST_PATH: usize = 400;

/// Whoever looks at a page.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Visitor {
    /// Their address, if they are signed in.
    pub email: Option<String>,
    /// Where the code went that this browser was sent and has not entered.
    pub awaits_code_for: Option<String>,
    /// Why they are not signed in any more, if they were.
    pub ended: Option<Refusal>,
    /// Who else signs everybody in.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ways: Vec<WayIn>,
}

/// What comes after an address was given.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SignInStep {
    /// A code is on its way.
    Code(CodeOnItsWay),
    /// A provider signs this address in: the browser goes to this address of ours.
    Provider(String),
}

/// Where a browser begins to be signed in by a provider, and goes on to `to` afterwards.
#[must_use]
pub fn by_provider(slug: &str, to: &str) -> String {
    leading_to(&format!("/sign-in/oidc/{slug}"), to)
}

/// Sends a code to an address, or its owner to the provider that signs it in. `again` is sent by whoever did not get the
/// last code, `by` by whoever insists on one.
///
/// # Errors
/// No address; too soon after the last one, or too many.
#[server(prefix = "/fn", endpoint = "request_code", output = Json)]
pub async fn request_code(
    email: String,
    #[server(default)] to: String,
    #[server(default)] again: String,
    #[server(default)] by: String,
) -> Result<SignInStep, ApiError> {
    let Asking { commerce, visit } = asking().await?;
    let by_code = by == BY_CODE || !again.is_empty();
    let on = own_path(&to).filter(|to| to.len() <= LONGEST_PATH);
    let begun = commerce.begin_sign_in(&visit, &email, language(), by_code, on).await;
    if let Some(cookie) = begun.as_ref().ok().and_then(|begun| begun.cookie()) {
        remember(cookie, commerce.clock());
    }
    let form = if again.is_empty() { SIGN_IN_FORM } else { CODE_FORM };
    let typed = std::collections::BTreeMap::from([("email", &email)]);
    answered(form, &typed, begun.map(|begun| step(begun, &email, &to)), |step| after(step, &to, &again))
}

#[cfg(feature = "ssr")]
fn step(begun: SignInBegun, email: &str, to: &str) -> SignInStep {
    match begun {
        SignInBegun::Code(sent) => SignInStep::Code(sent.into()),
        SignInBegun::Provider(way) => SignInStep::Provider(with(&by_provider(&way.slug, to), "hint", email.trim())),
    }
}

/// Where a browser without script goes. To a provider it goes by a page of ours: browsers stop a form that leads to another
/// site, even by a redirect.
#[cfg(feature = "ssr")]
fn after(step: &SignInStep, to: &str, again: &str) -> Next {
    match step {
        SignInStep::Code(sent) => {
            let told = Some(Flash::news(CODE_FORM, sent)).filter(|_| !again.is_empty());
            Next::to(leading_to("/sign-in/code", to)).telling(told)
        }
        SignInStep::Provider(address) => Next::to(with(address, "by", "form")),
    }
}

/// Checks the code, which signs this browser in; answers the proved address.
///
/// # Errors
/// It is not the right one, or not any more.
#[server(prefix = "/fn", endpoint = "verify_code", output = Json)]
pub async fn verify_code(email: String, code: String, #[server(default)] to: String) -> Result<String, ApiError> {
    let Asking { commerce, visit } = asking().await?;
    let verified = commerce.verify_code(&visit, &email, &code, language()).await;
    signed_in(&commerce, verified, &to)
}

/// Answers the address that was just proved; the browser is signed in, and one without script goes on to `to`.
#[cfg(feature = "ssr")]
fn signed_in(commerce: &Commerce, verified: Result<Verified, CommerceError>, to: &str) -> Result<String, ApiError> {
    if let Some(cookie) = verified.as_ref().ok().and_then(|verified| verified.cookie.as_ref()) {
        remember(cookie, commerce.clock());
    }
    let proved = verified.map(|verified| verified.email.email.to_string());
    answered(CODE_FORM, &(), proved, |_| Next::to(own_path(to).unwrap_or(AT_HOME).to_owned()))
}

/// Whom the link in a mail signs in.
///
/// # Errors
/// It is none of ours, or is over.
#[server(prefix = "/fn", endpoint = "look_at_sign_in_link", output = Json, input = GetUrl)]
pub async fn look_at_sign_in_link(link: String) -> Result<String, ApiError> {
    let Asking { commerce, .. } = asking().await?;
    Ok(commerce.look_at_sign_in_link(&link).await?.to_string())
}

/// Signs this browser in by the link in a mail, which leads on to `to`.
///
/// # Errors
/// It is none of ours, or is over.
#[server(prefix = "/fn", endpoint = "follow_sign_in_link", output = Json)]
pub async fn follow_sign_in_link(link: String, #[server(default)] to: String) -> Result<String, ApiError> {
    let Asking { commerce, visit } = asking().await?;
    let verified = commerce.follow_sign_in_link(&visit, &link, language()).await;
    signed_in(&commerce, verified, &to)
}

/// Signs this browser out; one that a provider has signed in is led there, to leave it, too.
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
    let there = |slug: &String| format!("/sign-in/oidc/{slug}/end");
    let address = |left: &Option<String>| left.as_ref().map_or_else(|| "/sign-in".to_owned(), there);
    let next = |left: &_| Next::to(address(left)).telling(Some(Flash::news(SIGN_IN_FORM, &true)));
    answered(SIGN_IN_FORM, &(), left, next).map(|_| ())
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
    Ok(Visitor { email, awaits_code_for: awaits, ended, ways: commerce.ways_in() })
}

/// What somebody's own page shows.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Overview {
    /// What they have with us, the newest first.
    pub belongings: Vec<Belonging>,
    /// Whether they are one of our own people.
    pub staff: bool,
}

/// What the caller has with us.
///
/// # Errors
/// Nobody is signed in.
#[server(name = ViewBelongings, prefix = "/fn", endpoint = "account_view", output = Json, input = GetUrl)]
pub async fn account_view() -> Result<Overview, ApiError> {
    let Asking { commerce, visit } = asking().await?;
    let belongings = commerce.view_belongings(&visit.caller).await?;
    Ok(Overview { belongings, staff: !visit.caller.staff_roles().is_empty() })
}

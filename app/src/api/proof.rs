//! Proving the e-mail address of a checkout's contact.

use domain::checkout::CheckoutView;
use domain::ids::CheckoutId;
use jiff::Timestamp;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::error::ApiError;
use super::json::Json;

#[cfg(feature = "ssr")]
use super::form::{Flash, Next, answered};
#[cfg(feature = "ssr")]
use super::visit::{Asking, asking, language, remember};
#[cfg(feature = "ssr")]
use crate::pages::checkout::address;

/// The name of the form that takes the code.
pub const PROOF_FORM: &str = "proof";

/// A code that is on its way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CodeOnItsWay {
    /// Where it goes.
    pub email: String,
    /// Until when it is good.
    #[serde(with = "domain::iso::instant")]
    pub good_until: Timestamp,
}

#[cfg(feature = "ssr")]
impl From<commerce::flows::CodeSent> for CodeOnItsWay {
    fn from(sent: commerce::flows::CodeSent) -> Self {
        Self { email: sent.email.to_string(), good_until: sent.good_until }
    }
}

/// Sends another code to the contact's address.
///
/// # Errors
/// Too soon after the last one.
#[server(prefix = "/fn", endpoint = "ask_for_proof", output = Json)]
pub async fn ask_for_proof(id: CheckoutId) -> Result<CodeOnItsWay, ApiError> {
    let Asking { commerce, visit } = asking().await?;
    let sent = commerce.ask_for_proof(&visit, id, language()).await.map(CodeOnItsWay::from);
    answered(PROOF_FORM, &(), sent, |sent| Next::back().telling(Some(Flash::news(PROOF_FORM, sent))))
}

/// Checks the code.
///
/// # Errors
/// It is not the right one, or not any more.
#[server(prefix = "/fn", endpoint = "prove_email", output = Json)]
pub async fn prove_email(id: CheckoutId, code: String) -> Result<CheckoutView, ApiError> {
    let Asking { commerce, visit } = asking().await?;
    let proved = commerce.prove_email(&visit, id, &code, language()).await;
    if let Some(cookie) = proved.as_ref().ok().and_then(|proved| proved.cookie.as_ref()) {
        remember(cookie, commerce.clock());
    }
    answered(PROOF_FORM, &(), proved.map(|proved| proved.view), |view| Next::to(address::after_proof(view)))
}

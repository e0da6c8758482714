//! Trials: asking for one, proving its address, seeing it, buying it.

use domain::ids::{CheckoutId, TrialId};
use domain::refusal::Refusal;
use domain::trial::{TrialForm, TrialView};
use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;
use serde::{Deserialize, Serialize};

use super::error::ApiError;
use super::json::Json;
use super::proof::CodeOnItsWay;

#[cfg(feature = "ssr")]
use super::form::{Flash, Next, answered};
#[cfg(feature = "ssr")]
use super::visit::{Asking, asking, language, remember};
#[cfg(feature = "ssr")]
use crate::pages::checkout::address as checkout_address;
#[cfg(feature = "ssr")]
use crate::pages::trial::address;

/// The name of the form that asks for a trial.
pub const ASK_FORM: &str = "trial_ask";
/// The name of the form that takes the code of a trial.
pub const PROOF_FORM: &str = "trial_proof";
/// The name of the form that starts a trial whose address was proved before, and buys one.
pub const TRIAL_FORM: &str = "trial";

/// A trial that was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TrialAsked {
    /// Which one.
    pub trial: TrialId,
    /// A code is on its way, and has to be entered first.
    pub code_sent: bool,
}

/// What became of a trial whose address was proved.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TrialProved {
    /// The trial to show.
    pub trial: TrialId,
    /// The proved address, with which this browser is signed in now.
    pub email: String,
    /// Why none was started; empty where one was.
    pub refused: Vec<Refusal>,
}

/// Asks for a trial.
///
/// # Errors
/// What is missing or wrong in the form; too many codes; for a proved address, that the company has had a trial.
#[server(prefix = "/fn", endpoint = "start_trial", output = Json)]
pub async fn start_trial(#[server(flatten)] form: TrialForm) -> Result<TrialAsked, ApiError> {
    let Asking { commerce, visit } = asking().await?;
    let asked = commerce.start_trial(&visit, &form, language()).await;
    if let Some(cookie) = asked.as_ref().ok().and_then(|asked| asked.cookie.as_ref()) {
        remember(cookie, commerce.clock());
    }
    let asked = asked.map(|asked| TrialAsked { trial: asked.trial, code_sent: asked.code_sent });
    answered(ASK_FORM, &form, asked, |asked| Next::to(address::after_asking(*asked)))
}

/// Sends another code to the address of a trial.
///
/// # Errors
/// Too soon after the last one.
#[server(prefix = "/fn", endpoint = "ask_trial_code", output = Json)]
pub async fn ask_trial_code(id: TrialId) -> Result<CodeOnItsWay, ApiError> {
    let Asking { commerce, visit } = asking().await?;
    let sent = commerce.ask_trial_code(&visit, id, language()).await.map(CodeOnItsWay::from);
    answered(PROOF_FORM, &(), sent, |sent| Next::back().telling(Some(Flash::news(PROOF_FORM, sent))))
}

/// Checks the code of a trial, which starts it. Whatever becomes of the trial, a right code signs this browser in.
///
/// # Errors
/// It is not the right code, or not any more.
#[server(prefix = "/fn", endpoint = "prove_trial", output = Json)]
pub async fn prove_trial(id: TrialId, code: String) -> Result<TrialProved, ApiError> {
    let Asking { commerce, visit } = asking().await?;
    let proved = commerce.prove_trial(&visit, id, &code, language()).await;
    if let Some(cookie) = proved.as_ref().ok().and_then(|proved| proved.cookie.as_ref()) {
        remember(cookie, commerce.clock());
    }
    let proved = proved.map(|proved| TrialProved {
        trial: *proved.outcome.as_ref().unwrap_or(&id),
        email: proved.email.to_string(),
        refused: proved.outcome.err().map(Refusal::from).into_iter().collect(),
    });
    answered(PROOF_FORM, &(), proved, |proved| {
        let refused = Some(proved.refused.clone()).filter(|refused| !refused.is_empty());
        let told = refused.map(|refused| Flash::refused(TRIAL_FORM, &(), ApiError::refused(refused)));
        Next::to(address::trial(proved.trial)).telling(told)
    })
}

/// Starts a trial for whoever has proved its address before.
///
/// # Errors
/// Another address was proved, the request is too old, or the company has had one.
#[server(prefix = "/fn", endpoint = "provision_trial", output = Json)]
pub async fn provision_trial(id: TrialId) -> Result<TrialId, ApiError> {
    let Asking { commerce, visit } = asking().await?;
    let started = commerce.provision_trial(&visit, id).await;
    answered(TRIAL_FORM, &(), started, |id| Next::to(address::trial(*id)))
}

/// A trial as the caller sees it now.
///
/// # Errors
/// There is none that the caller may see.
#[server(name = ViewTrial, prefix = "/fn", endpoint = "trial_view", output = Json, input = GetUrl)]
pub async fn trial_view(id: TrialId) -> Result<TrialView, ApiError> {
    let Asking { commerce, visit } = asking().await?;
    Ok(commerce.view_trial(&visit, id).await?)
}

/// Opens the checkout in which a trial is bought.
///
/// # Errors
/// Not the caller's to buy; bought before; over for too long.
#[server(prefix = "/fn", endpoint = "convert_trial", output = Json)]
pub async fn convert_trial(id: TrialId) -> Result<CheckoutId, ApiError> {
    let Asking { commerce, visit } = asking().await?;
    let started = commerce.convert_trial(&visit, id).await;
    if let Some(cookie) = started.as_ref().ok().and_then(|started| started.cookie.as_ref()) {
        remember(cookie, commerce.clock());
    }
    answered(TRIAL_FORM, &(), started.map(|started| started.checkout), |id| Next::to(checkout_address::plan(*id)))
}

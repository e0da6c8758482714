//! Checkouts: opening one, seeing it, and the forms of the plan and the details step.

use domain::account::Purchaser;
use domain::checkout::{CheckoutView, DetailsForm, EditAnswer, SelectionForm};
use domain::ids::CheckoutId;
use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;

use super::error::ApiError;
use super::json::Json;

#[cfg(feature = "ssr")]
use super::form::{Flash, Next, answered};
#[cfg(feature = "ssr")]
use super::visit::{Asking, asking, language, remember};
#[cfg(feature = "ssr")]
use crate::pages::checkout::{address, news::News};

/// The name of the forms that open a checkout.
pub const START_FORM: &str = "start";

/// Opens a checkout with what was chosen on the plan page.
///
/// # Errors
/// What cannot be understood, or cannot be sold so.
#[server(prefix = "/fn", endpoint = "start_checkout", output = Json)]
pub async fn start_checkout(#[server(flatten)] form: SelectionForm) -> Result<CheckoutId, ApiError> {
    let Asking { commerce, visit } = asking().await?;
    let started = async { commerce.start_checkout(&visit, form.read(commerce.catalogue())?).await }.await;
    if let Some(cookie) = started.as_ref().ok().and_then(|started| started.cookie.as_ref()) {
        remember(cookie, commerce.clock());
    }
    answered(START_FORM, &form, started.map(|started| started.checkout), |id| Next::to(address::plan(*id)))
}

/// A checkout as the caller sees it now.
///
/// # Errors
/// There is none that the caller may see.
#[server(name = ViewCheckout, prefix = "/fn", endpoint = "checkout_view", output = Json, input = GetUrl)]
pub async fn checkout_view(id: CheckoutId) -> Result<CheckoutView, ApiError> {
    let Asking { commerce, visit } = asking().await?;
    Ok(commerce.view_checkout(&visit.caller, id).await?)
}

/// The name of the form that chooses the account that buys.
pub const ACCOUNT_FORM: &str = "account";

/// Chooses the account that buys, and the place of it; its own details are filled in.
///
/// # Errors
/// It is not the caller's to buy for, or has no such place; the checkout is not open.
#[server(prefix = "/fn", endpoint = "buy_for", output = Json)]
pub async fn buy_for(id: CheckoutId, account: Purchaser) -> Result<CheckoutView, ApiError> {
    let Asking { commerce, visit } = asking().await?;
    answered(ACCOUNT_FORM, &(), commerce.buy_for(&visit.caller, id, account).await, |_| Next::back())
}

/// Saves the plan step, made on the picture with this version. `step` is what a button beside a quantity sends without
/// script, like `seats:-1`.
///
/// # Errors
/// What cannot be understood, or cannot be sold so.
#[server(prefix = "/fn", endpoint = "edit_plan", output = Json)]
pub async fn edit_plan(
    id: CheckoutId,
    version: u32,
    #[server(flatten)] form: SelectionForm,
    #[server(default)] step: String,
) -> Result<EditAnswer, ApiError> {
    let Asking { commerce, visit } = asking().await?;
    let form = form.stepped(&step);
    let answer = async { commerce.edit_plan(&visit.caller, id, version, form.read(commerce.catalogue())?).await }.await;
    let next = || if step.is_empty() { Next::to(address::details(id)) } else { Next::back() };
    answered("plan", &form, answer, |answer| next().telling(News::of(answer).flash()))
}

/// Saves the details step, made on the picture with this version, as far as it is filled in. `stay` is sent by the button
/// that takes a country over without script.
///
/// # Errors
/// What cannot be kept.
#[server(prefix = "/fn", endpoint = "edit_details", output = Json)]
pub async fn edit_details(
    id: CheckoutId,
    version: u32,
    #[server(flatten)] form: DetailsForm,
    #[server(default)] stay: String,
) -> Result<EditAnswer, ApiError> {
    let Asking { commerce, visit } = asking().await?;
    let answer = async { commerce.edit_details(&visit, id, version, form.read()?, language()).await }.await;
    answered("details", &form, answer, |answer| match answer.wrong() {
        _ if !stay.is_empty() => Next::back(),
        [] => Next::to(address::next(&answer.view)).telling(News::of(answer).flash()),
        wrong => Next::back().telling(Some(Flash::refused("details", &form, ApiError::refused(wrong.to_vec())))),
    })
}

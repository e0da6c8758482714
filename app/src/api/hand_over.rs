//! Handing a checkout to whoever approves or pays: sending it, taking it back, following it.

use domain::checkout::CheckoutView;
use domain::ids::CheckoutId;
use leptos::prelude::*;

use super::error::ApiError;
use super::json::Json;

#[cfg(feature = "ssr")]
use super::form::{Next, answered};
#[cfg(feature = "ssr")]
use super::visit::{Asking, asking, language};
#[cfg(feature = "ssr")]
use crate::pages::checkout::address;

/// The name of the form that sends a checkout.
pub const HAND_OVER_FORM: &str = "hand_over";

/// Sends a checkout to an approver, with a note.
///
/// # Errors
/// No address, or one whose approval would not count; a note that is too long; the checkout is not complete.
#[server(prefix = "/fn", endpoint = "hand_over_checkout", output = Json)]
pub async fn hand_over_checkout(
    id: CheckoutId,
    approver: String,
    #[server(default)] message: String,
) -> Result<CheckoutView, ApiError> {
    let Asking { commerce, visit } = asking().await?;
    let sent = commerce.hand_over_checkout(&visit.caller, id, &approver, &message, language()).await;
    let typed = std::collections::BTreeMap::from([("approver", &approver), ("message", &message)]);
    answered(HAND_OVER_FORM, &typed, sent, |_| Next::to(address::review(id)))
}

/// Takes a checkout back from its approver.
///
/// # Errors
/// Nobody has it.
#[server(prefix = "/fn", endpoint = "take_back_checkout", output = Json)]
pub async fn take_back_checkout(id: CheckoutId) -> Result<CheckoutView, ApiError> {
    let Asking { commerce, visit } = asking().await?;
    let taken = commerce.take_back_checkout(&visit.caller, id).await;
    answered(HAND_OVER_FORM, &(), taken, |_| Next::to(address::review(id)))
}

/// A ticket that opens the stream of a checkout's events, once and soon.
///
/// # Errors
/// There is no checkout that the caller may see.
#[server(prefix = "/fn", endpoint = "checkout_ticket", output = Json)]
pub async fn checkout_ticket(id: CheckoutId) -> Result<String, ApiError> {
    let Asking { commerce, visit } = asking().await?;
    Ok(commerce.checkout_ticket(&visit.caller, id).await?.secret.reveal())
}

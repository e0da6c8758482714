//! How long a checkout is kept, and how it goes on or ends.

use domain::checkout::CheckoutView;
use domain::ids::CheckoutId;
use leptos::prelude::*;

use super::error::ApiError;
use super::json::Json;

#[cfg(feature = "ssr")]
use super::form::{Next, answered};
#[cfg(feature = "ssr")]
use super::visit::{Asking, asking, remember};
#[cfg(feature = "ssr")]
use crate::pages::checkout::address;

/// Gives the buyer more time.
///
/// # Errors
/// The checkout is not open.
#[server(prefix = "/fn", endpoint = "extend_checkout", output = Json)]
pub async fn extend_checkout(id: CheckoutId) -> Result<CheckoutView, ApiError> {
    let Asking { commerce, visit } = asking().await?;
    let view = commerce.extend_checkout(&visit.caller, id).await;
    answered("checkout", &(), view, |_| Next::back())
}

/// The checkout in which an expired one goes on, with today's prices.
///
/// # Errors
/// It has not expired, or came to another end.
#[server(prefix = "/fn", endpoint = "resume_checkout", output = Json)]
pub async fn resume_checkout(id: CheckoutId) -> Result<CheckoutId, ApiError> {
    let Asking { commerce, visit } = asking().await?;
    let resumed = commerce.resume_checkout(&visit, id).await;
    if let Some(cookie) = resumed.as_ref().ok().and_then(|resumed| resumed.cookie.as_ref()) {
        remember(cookie, commerce.clock());
    }
    answered("checkout", &(), resumed.map(|resumed| resumed.checkout), |id| Next::to(address::plan(*id)))
}

/// Calls a checkout off.
///
/// # Errors
/// An order of it waits, or it is past being open.
#[server(prefix = "/fn", endpoint = "cancel_checkout", output = Json)]
pub async fn cancel_checkout(id: CheckoutId) -> Result<(), ApiError> {
    let Asking { commerce, visit } = asking().await?;
    let cancelled = commerce.cancel_checkout(&visit.caller, id).await;
    answered("checkout", &(), cancelled, |()| Next::back())
}

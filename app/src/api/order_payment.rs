//! The payment of an order that waits for it, from the order's own page.

use domain::ids::OrderId;
use leptos::prelude::*;

use super::error::ApiError;
use super::json::Json;

#[cfg(feature = "ssr")]
use super::form::{Next, answered};
#[cfg(feature = "ssr")]
use super::visit::{Asking, asking};

/// The name of the form that calls an order off.
pub const CANCEL_FORM: &str = "cancel_order";

/// Calls an order off while it waits at its gates.
///
/// # Errors
/// It goes through already.
#[server(prefix = "/fn", endpoint = "cancel_order", output = Json)]
pub async fn cancel_order(order: OrderId) -> Result<(), ApiError> {
    let Asking { commerce, visit } = asking().await?;
    answered(CANCEL_FORM, &(), commerce.cancel_order(&visit.caller, order).await, |()| Next::back())
}

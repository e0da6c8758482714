//! The coupon of a checkout.

use domain::checkout::EditAnswer;
use domain::ids::CheckoutId;
use leptos::prelude::*;

use super::error::ApiError;
use super::json::Json;

#[cfg(feature = "ssr")]
use super::form::{Next, answered};
#[cfg(feature = "ssr")]
use super::visit::{Asking, asking};
#[cfg(feature = "ssr")]
use crate::pages::checkout::news::News;

/// Applies a coupon, on the picture with this version.
///
/// # Errors
/// Every reason why it does not apply.
#[server(prefix = "/fn", endpoint = "apply_coupon", output = Json)]
pub async fn apply_coupon(id: CheckoutId, version: u32, coupon: String) -> Result<EditAnswer, ApiError> {
    let Asking { commerce, visit } = asking().await?;
    let answer = commerce.apply_coupon(&visit.caller, id, version, &coupon).await;
    let typed = [("coupon", &coupon)];
    let typed = std::collections::BTreeMap::from(typed);
    answered("coupon", &typed, answer, |answer| Next::back().telling(News::of(answer).flash()))
}

/// Takes the coupon off, on the picture with this version.
///
/// # Errors
/// The checkout is not open.
#[server(prefix = "/fn", endpoint = "remove_coupon", output = Json)]
pub async fn remove_coupon(id: CheckoutId, version: u32) -> Result<EditAnswer, ApiError> {
    let Asking { commerce, visit } = asking().await?;
    let answer = commerce.remove_coupon(&visit.caller, id, version).await;
    answered("coupon", &(), answer, |answer| Next::back().telling(News::of(answer).flash()))
}

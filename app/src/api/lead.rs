//! Asking sales to get in touch.

use domain::ids::LeadId;
use domain::lead::LeadForm;
use leptos::prelude::*;

use super::error::ApiError;
use super::json::Json;

#[cfg(feature = "ssr")]
use super::form::{Next, answered};
#[cfg(feature = "ssr")]
use super::visit::{Asking, asking, language};
#[cfg(feature = "ssr")]
use crate::pages::contact::sent_address;

/// The name of the form.
pub const LEAD_FORM: &str = "lead";

/// Keeps who asks, and writes to them and to sales.
///
/// # Errors
/// What is missing or wrong in the form.
#[server(prefix = "/fn", endpoint = "contact_sales", output = Json)]
pub async fn contact_sales(#[server(flatten)] form: LeadForm) -> Result<LeadId, ApiError> {
    let Asking { commerce, visit } = asking().await?;
    let lead = commerce.submit_lead(&visit, &form, language()).await;
    answered(LEAD_FORM, &form, lead.map(|lead| lead.id), |id| Next::to(sent_address(*id)))
}

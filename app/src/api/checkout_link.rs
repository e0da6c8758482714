//! Links to a checkout: to copy and to mail.

use domain::email::Email;
use domain::ids::CheckoutId;
use jiff::Timestamp;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::error::ApiError;
use super::json::Json;

#[cfg(feature = "ssr")]
use super::form::{Flash, Next, answered};
#[cfg(feature = "ssr")]
use super::visit::{Asking, asking, language};

/// The name of the form that hands a checkout on.
pub const SHARE_FORM: &str = "share";

/// A link that opens a checkout once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CheckoutLink {
    /// The address, with the secret in it.
    pub url: String,
    /// Until when it can be opened.
    #[serde(with = "domain::iso::instant")]
    pub expires_at: Timestamp,
}

/// Makes a link to copy.
///
/// # Errors
/// The checkout is not open.
#[server(prefix = "/fn", endpoint = "share_checkout", output = Json)]
pub async fn share_checkout(id: CheckoutId) -> Result<CheckoutLink, ApiError> {
    let Asking { commerce, visit } = asking().await?;
    let shared = commerce.share_checkout(&visit.caller, id).await?;
    Ok(CheckoutLink { url: shared.url, expires_at: shared.expires_at })
}

/// Mails a link, with a note.
///
/// # Errors
/// No address, a note that is too long, too many links to this address; the checkout is not open.
#[server(prefix = "/fn", endpoint = "send_checkout", output = Json)]
pub async fn send_checkout(id: CheckoutId, email: String, #[server(default)] note: String) -> Result<Email, ApiError> {
    let Asking { commerce, visit } = asking().await?;
    let sent = commerce.send_checkout(&visit.caller, id, &email, &note, language()).await;
    let typed = std::collections::BTreeMap::from([("email", &email), ("note", &note)]);
    answered(SHARE_FORM, &typed, sent, |email| Next::back().telling(Some(Flash::news(SHARE_FORM, email))))
}

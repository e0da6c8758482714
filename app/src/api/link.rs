//! What becomes of a link that somebody was sent: looked at, and followed by whoever says so.

use domain::access::Scope;
use jiff::Timestamp;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::error::ApiError;
use super::json::Json;

#[cfg(feature = "ssr")]
use super::form::{Next, answered};
#[cfg(feature = "ssr")]
use super::visit::{Asking, asking, remember};
#[cfg(feature = "ssr")]
use crate::pages::checkout::address;

/// The name of the form that follows a link.
#[cfg(feature = "ssr")]
const LINK_FORM: &str = "link";

/// A link that leads somewhere.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum LinkSeen {
    /// This browser has followed it before.
    Followed {
        /// Where it leads.
        to: String,
    },
    /// Nobody has followed it.
    Waiting {
        /// What it opens.
        opens: Scope,
        /// Whether it opens that to be approved.
        approves: bool,
        /// Until when.
        #[serde(with = "domain::iso::instant")]
        until: Timestamp,
    },
}

/// Where a link leads. It can still be followed afterwards.
///
/// # Errors
/// There is no such link, it was used elsewhere, or its time is over.
#[server(prefix = "/fn", endpoint = "look_at_link", output = Json)]
pub async fn look_at_link(secret: String) -> Result<LinkSeen, ApiError> {
    let Asking { commerce, visit } = asking().await?;
    let seen = commerce.look_at_link(&visit, &secret).await?;
    Ok(match seen.followed {
        true => LinkSeen::Followed { to: address::of(seen.scope) },
        false => LinkSeen::Waiting { opens: seen.scope, approves: seen.approves, until: seen.expires_at },
    })
}

/// Follows a link, and answers where it leads. The browser may open that from now on.
///
/// # Errors
/// There is no such link, it was used elsewhere, or its time is over.
#[server(prefix = "/fn", endpoint = "redeem_link", output = Json)]
pub async fn redeem_link(secret: String) -> Result<String, ApiError> {
    let Asking { commerce, visit } = asking().await?;
    let redeemed = commerce.redeem_link(&visit, &secret).await;
    if let Some(cookie) = redeemed.as_ref().ok().and_then(|redeemed| redeemed.cookie.as_ref()) {
        remember(cookie, commerce.clock());
    }
    answered(LINK_FORM, &(), redeemed.map(|redeemed| address::of(redeemed.scope)), |to| Next::to(to.clone()))
}

//! Our own people: finding customers, and doing something for one.

use domain::email::Email;
use domain::ids::{AccountId, TrialId};
use domain::staff::{CustomerSeen, Found};
use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;
use serde::{Deserialize, Serialize};

use super::error::ApiError;
use super::json::Json;

#[cfg(feature = "ssr")]
use super::form::{Flash, Next, answered};
#[cfg(feature = "ssr")]
use super::visit::{Asking, asking, provided};

/// Where our own people begin.
pub const STAFF: &str = "/staff";
/// The name of the form that begins to act on a customer's behalf, and of those that do something then.
pub const ACT_FORM: &str = "act";
/// The name of the form that gives an account to another owner.
pub const RESTORE_FORM: &str = "restore";

/// What was done for a customer a moment ago.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Done {
    /// Its trial ends on another day.
    Extended(#[serde(with = "domain::iso::date")] jiff::civil::Date),
    /// Somebody else answers for it.
    Restored(Email),
}

/// A customer, and what only the server can say about it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CustomerShown {
    /// Everything that there is.
    pub seen: CustomerSeen,
    /// The country of its address in the reader's language; blank where there is none.
    pub country: String,
}

/// The page of a customer.
#[must_use]
pub fn customer(account: AccountId) -> String {
    format!("{STAFF}?account={account}")
}

/// What a search finds; what waits where nothing is searched for.
///
/// # Errors
/// Not one of us.
#[server(prefix = "/fn", endpoint = "staff_search", output = Json, input = GetUrl)]
pub async fn staff_search(#[server(default)] q: String) -> Result<Found, ApiError> {
    let Asking { commerce, visit } = asking().await?;
    Ok(commerce.search_customers(&visit.caller, &q).await?)
}

/// A customer.
///
/// # Errors
/// Not one of us; there is no such account.
#[server(prefix = "/fn", endpoint = "staff_customer", output = Json, input = GetUrl)]
pub async fn staff_customer(account: AccountId) -> Result<CustomerShown, ApiError> {
    let Asking { commerce, visit } = asking().await?;
    let seen = commerce.view_customer(&visit.caller, account).await?;
    let words = provided::<messages::Words>()?;
    let country = seen.account.profile.address.country.map(|country| words.country(country).to_owned());
    Ok(CustomerShown { seen, country: country.unwrap_or_default() })
}

/// Begins to act on a customer's behalf.
///
/// # Errors
/// No reason; not one of us who may.
#[server(prefix = "/fn", endpoint = "staff_act", output = Json)]
pub async fn staff_act(account: AccountId, #[server(default)] reason: String) -> Result<(), ApiError> {
    let Asking { commerce, visit } = asking().await?;
    let begun = commerce.act_on_behalf(&visit, account, &reason).await.map(drop);
    let typed = std::collections::BTreeMap::from([("reason", reason.as_str())]);
    answered(ACT_FORM, &typed, begun, |()| Next::to(customer(account)))
}

/// Stops acting on a customer's behalf.
///
/// # Errors
/// Not one of us.
#[server(prefix = "/fn", endpoint = "staff_stop_acting", output = Json)]
pub async fn staff_stop_acting() -> Result<Option<AccountId>, ApiError> {
    let Asking { commerce, visit } = asking().await?;
    let stopped = commerce.stop_acting(&visit).await;
    answered(ACT_FORM, &(), stopped, |account| Next::to(account.map_or(STAFF.to_owned(), customer)))
}

/// Gives a customer's trial more days.
///
/// # Errors
/// Nobody acts on its behalf here; too many days or none; bought meanwhile.
#[server(prefix = "/fn", endpoint = "staff_extend_trial", output = Json)]
pub async fn staff_extend_trial(trial: TrialId, days: u32) -> Result<(), ApiError> {
    let Asking { commerce, visit } = asking().await?;
    let ends = commerce.extend_trial(&visit, trial, days).await.map(domain::moment::utc_date);
    let told = ends.as_ref().ok().map(|ends| Flash::news(ACT_FORM, &Done::Extended(*ends)));
    answered(ACT_FORM, &(), ends.map(drop), |()| Next::back().telling(told))
}

/// Makes somebody else answer for an account whose owner is lost.
///
/// # Errors
/// No reason, no address, nobody who is known; not one of us who may.
#[server(prefix = "/fn", endpoint = "staff_restore_owner", output = Json)]
pub async fn staff_restore_owner(
    account: AccountId,
    #[server(default)] email: String,
    #[server(default)] restore_reason: String,
) -> Result<(), ApiError> {
    let Asking { commerce, visit } = asking().await?;
    let done = commerce.restore_owner(&visit.caller, account, &email, &restore_reason).await;
    let typed = std::collections::BTreeMap::from([("email", &email), ("restore_reason", &restore_reason)]);
    let told = email.parse().ok().map(|email| Flash::news(RESTORE_FORM, &Done::Restored(email)));
    answered(RESTORE_FORM, &typed, done, |()| Next::to(customer(account)).telling(told))
}

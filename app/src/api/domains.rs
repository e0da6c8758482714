//! Mail domains of an account, and asking to join because of one.

use domain::account::{JoinOffer, Role};
use domain::ids::{AccountId, DomainClaimId, JoinRequestId};
use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;
use serde::{Deserialize, Serialize};

use super::error::ApiError;
use super::json::Json;

#[cfg(feature = "ssr")]
use super::account::{MEMBERS_FORM, changed};
#[cfg(feature = "ssr")]
use super::form::{Flash, Next, answered};
#[cfg(feature = "ssr")]
use super::visit::{Asking, asking};

/// The name of the forms about domains.
pub const DOMAINS_FORM: &str = "domains";
/// The name of the form that asks to join.
pub const JOIN_FORM: &str = "join";

/// What has just become of a domain.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DomainNews {
    /// It is claimed.
    Claimed(String),
    /// It is the account's.
    Verified(String),
    /// It was given up.
    Released(String),
}

/// Claims a domain.
///
/// # Errors
/// No domain, one where anybody can have an address, claimed already, or too many; not the caller's to decide.
#[server(prefix = "/fn", endpoint = "claim_domain", output = Json)]
pub async fn claim_domain(account: AccountId, domain: String) -> Result<DomainNews, ApiError> {
    let Asking { commerce, visit } = asking().await?;
    let claimed = commerce.claim_domain(&visit.caller, account, &domain).await;
    let typed = std::collections::BTreeMap::from([("domain", &domain)]);
    answered(DOMAINS_FORM, &typed, claimed.map(|claim| DomainNews::Claimed(claim.domain.to_string())), told)
}

/// Has the record looked up that shows whose a domain is.
///
/// # Errors
/// It is not there or says something else; the domain is another account's; the claim is over; nobody answers.
#[server(prefix = "/fn", endpoint = "verify_domain", output = Json)]
pub async fn verify_domain(account: AccountId, claim: DomainClaimId) -> Result<DomainNews, ApiError> {
    let Asking { commerce, visit } = asking().await?;
    let verified = commerce.verify_domain(&visit.caller, account, claim).await;
    answered(DOMAINS_FORM, &(), verified.map(|claim| DomainNews::Verified(claim.domain.to_string())), told)
}

/// Gives a domain up.
///
/// # Errors
/// The claim is over; not the caller's to decide.
#[server(prefix = "/fn", endpoint = "release_domain", output = Json)]
pub async fn release_domain(account: AccountId, claim: DomainClaimId) -> Result<DomainNews, ApiError> {
    let Asking { commerce, visit } = asking().await?;
    let released = commerce.release_domain(&visit.caller, account, claim).await;
    answered(DOMAINS_FORM, &(), released.map(|claim| DomainNews::Released(claim.domain.to_string())), told)
}

/// The account that the caller can ask to join, if there is one.
///
/// # Errors
/// Nobody is signed in.
#[server(name = ViewJoinOffer, prefix = "/fn", endpoint = "join_offer", output = Json, input = GetUrl)]
pub async fn join_offer() -> Result<Option<JoinOffer>, ApiError> {
    let Asking { commerce, visit } = asking().await?;
    Ok(commerce.join_offer(&visit.caller).await?)
}

/// Asks to join it.
///
/// # Errors
/// There is none; they wait already, or heard “no” a short while ago; too many wait.
#[server(prefix = "/fn", endpoint = "ask_to_join", output = Json)]
pub async fn ask_to_join() -> Result<(), ApiError> {
    let Asking { commerce, visit } = asking().await?;
    let asked = commerce.ask_to_join(&visit.caller).await;
    answered(JOIN_FORM, &(), asked, |()| Next::back().telling(Some(Flash::news(JOIN_FORM, &true))))
}

/// Takes somebody in who asks to join.
///
/// # Errors
/// The request was answered or has lost its point; not the caller's to answer.
#[server(prefix = "/fn", endpoint = "approve_join", output = Json)]
pub async fn approve_join(account: AccountId, request: JoinRequestId, role: Role) -> Result<(), ApiError> {
    let Asking { commerce, visit } = asking().await?;
    answered(MEMBERS_FORM, &(), commerce.approve_join(&visit.caller, account, request, role).await, changed)
}

/// Says no to somebody who asks to join.
///
/// # Errors
/// As [`approve_join`].
#[server(prefix = "/fn", endpoint = "decline_join", output = Json)]
pub async fn decline_join(account: AccountId, request: JoinRequestId) -> Result<(), ApiError> {
    let Asking { commerce, visit } = asking().await?;
    answered(MEMBERS_FORM, &(), commerce.decline_join(&visit.caller, account, request).await, changed)
}

#[cfg(feature = "ssr")]
fn told(news: &DomainNews) -> Next {
    Next::back().telling(Some(Flash::news(DOMAINS_FORM, news)))
}

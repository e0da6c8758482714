//! What an approver does with a checkout: approves it, returns it with a note, says something.

use domain::checkout::CheckoutView;
use domain::ids::CheckoutId;
use domain::iso::Day;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::error::ApiError;
use super::json::Json;
use super::review::Changed;

#[cfg(feature = "ssr")]
use super::form::{Next, answered};
#[cfg(feature = "ssr")]
use super::review::Shown;
#[cfg(feature = "ssr")]
use super::visit::{Asking, asking};

/// The name of the form that approves.
pub const APPROVE_FORM: &str = "approve";
/// The name of the form that returns.
pub const RETURN_FORM: &str = "return";
/// The name of the form that comments.
pub const COMMENT_FORM: &str = "comment";

/// What became of approving.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ApprovalAnswer {
    /// The checkout is approved, and with its buyer again.
    Approved(Box<CheckoutView>),
    /// Nothing is approved: the quote is another one now.
    Changed(Box<Changed>),
}

/// Approves the quote with this hash, which was made on this day from this version of the checkout.
///
/// # Errors
/// The caller does not have it to approve, or their approval does not count.
#[server(prefix = "/fn", endpoint = "approve_checkout", output = Json)]
pub async fn approve_checkout(
    id: CheckoutId,
    version: u32,
    as_of: Day,
    quote_hash: String,
) -> Result<ApprovalAnswer, ApiError> {
    let Asking { commerce, visit } = asking().await?;
    let shown = Shown { version, as_of: as_of.0 };
    let answer = on_the_server::approve(&commerce, &visit.caller, (id, shown), &quote_hash).await;
    let difference = |answer: &ApprovalAnswer| match answer {
        ApprovalAnswer::Approved(_) => None,
        ApprovalAnswer::Changed(changed) => Some(changed.told(APPROVE_FORM, shown)),
    };
    answered(APPROVE_FORM, &(), answer, |answer| Next::back().telling(difference(answer)))
}

/// Returns a checkout to its buyer.
///
/// # Errors
/// No note, or one that is too long; the caller does not have it.
#[server(prefix = "/fn", endpoint = "return_checkout", output = Json)]
pub async fn return_checkout(id: CheckoutId, #[server(default)] note: String) -> Result<CheckoutView, ApiError> {
    let Asking { commerce, visit } = asking().await?;
    let returned = commerce.return_checkout(&visit.caller, id, &note).await;
    let typed = std::collections::BTreeMap::from([("note", &note)]);
    answered(RETURN_FORM, &typed, returned, |_| Next::back())
}

/// Says something to the buyer.
///
/// # Errors
/// Nothing said, or too much; the caller does not have it.
#[server(prefix = "/fn", endpoint = "comment_checkout", output = Json)]
pub async fn comment_checkout(id: CheckoutId, #[server(default)] comment: String) -> Result<CheckoutView, ApiError> {
    let Asking { commerce, visit } = asking().await?;
    let said = commerce.comment_checkout(&visit.caller, id, &comment).await;
    let typed = std::collections::BTreeMap::from([("comment", &comment)]);
    answered(COMMENT_FORM, &typed, said, |_| Next::back())
}

#[cfg(feature = "ssr")]
mod on_the_server {
    use commerce::commerce::Commerce;
    use commerce::error::CommerceError;
    use commerce::flows::{ApproveQuote, Approved};
    use domain::access::Caller;
    use domain::ids::CheckoutId;

    use super::{ApprovalAnswer, Changed, Shown};

    pub async fn approve(
        commerce: &Commerce,
        caller: &Caller,
        (checkout, Shown { version, as_of }): (CheckoutId, Shown),
        quote_hash: &str,
    ) -> Result<ApprovalAnswer, CommerceError> {
        match commerce.approve_checkout(caller, ApproveQuote { checkout, version, as_of, quote_hash }).await? {
            Approved::Approved(view) => Ok(ApprovalAnswer::Approved(view)),
            Approved::Changed(changed) => {
                Ok(ApprovalAnswer::Changed(Box::new(Changed::seen(commerce, caller, checkout, *changed).await?)))
            }
        }
    }
}

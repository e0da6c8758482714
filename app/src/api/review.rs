//! The last button: what was shown is accepted, or the difference comes back and nothing is charged.

use domain::checkout::CheckoutView;
use domain::ids::CheckoutId;
use domain::iso::Day;
use domain::quote::Quote;
use domain::refusal::Refusal;
use jiff::civil::Date;
use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;
use serde::{Deserialize, Serialize};

use super::error::ApiError;
use super::json::Json;
use super::payment::Standing;

#[cfg(feature = "ssr")]
use super::form::answered;
#[cfg(feature = "ssr")]
use super::visit::{Asking, asking};

/// The name of the form with the last button.
pub const REVIEW_FORM: &str = "review";

/// What became of pressing it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Answer {
    /// The order is placed, and its payment stands so.
    Placed(Box<Standing>),
    /// Nothing was placed and nothing charged: the quote is another one now.
    Changed(Box<Changed>),
}

/// The quote that was shown and the one of now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Changed {
    /// As shown, where it can be made again.
    pub shown: Option<Quote>,
    /// As of now, where there is one.
    pub now: Option<Quote>,
    /// Why there is none.
    pub objections: Vec<Refusal>,
    /// The checkout as it is now.
    pub checkout: CheckoutView,
}

/// Which quote a page showed: what it is made again from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shown {
    /// The version of the checkout.
    pub version: u32,
    /// The day.
    #[serde(with = "domain::iso::date")]
    pub as_of: Date,
}

/// Accepts the quote with this hash, which was made on this day from this version of the checkout. `terms` is the version
/// of the terms that was ticked, `renewal` is not empty when renewals were.
///
/// # Errors
/// Every reason why it cannot be bought as it is.
#[server(prefix = "/fn", endpoint = "accept", output = Json)]
pub async fn accept(
    id: CheckoutId,
    version: u32,
    as_of: Day,
    quote_hash: String,
    #[server(default)] terms: String,
    #[server(default)] renewal: String,
) -> Result<Answer, ApiError> {
    let Asking { commerce, visit } = asking().await?;
    let shown = Shown { version, as_of: as_of.0 };
    let accepted = on_the_server::ticked(&quote_hash, &terms, &renewal);
    let answer = on_the_server::accept(&commerce, &visit.caller, (id, shown), accepted).await;
    let typed = std::collections::BTreeMap::from([("terms", &terms), ("renewal", &renewal)]);
    answered(REVIEW_FORM, &typed, answer, |answer| on_the_server::next(answer, shown))
}

/// The quote that a page showed, for comparison; `None` where it cannot be made any more.
///
/// # Errors
/// There is no such checkout that the caller may see.
#[server(prefix = "/fn", endpoint = "shown_quote", output = Json, input = GetUrl)]
pub async fn shown_quote(id: CheckoutId, version: u32, as_of: Day) -> Result<Option<Quote>, ApiError> {
    let Asking { commerce, visit } = asking().await?;
    Ok(commerce.shown_quote(&visit.caller, id, (version, as_of.0)).await?)
}

#[cfg(feature = "ssr")]
mod on_the_server {
    use commerce::commerce::Commerce;
    use commerce::error::CommerceError;
    use commerce::flows::{AcceptQuote, Accepted, ChangedQuote};
    use domain::access::Caller;
    use domain::checkout::Acceptances;
    use domain::ids::CheckoutId;

    use super::{Answer, Changed, REVIEW_FORM, Shown};
    use crate::api::error::ApiError;
    use crate::api::form::{Flash, Next};
    use crate::api::visit::network_country;
    use crate::pages::checkout::address;
    use crate::pages::checkout::turn::Turn;

    impl Changed {
        /// What has changed, with the checkout as the caller sees it now.
        pub async fn seen(
            commerce: &Commerce,
            caller: &Caller,
            checkout: CheckoutId,
            ChangedQuote { shown, now }: ChangedQuote,
        ) -> Result<Self, CommerceError> {
            let checkout = commerce.view_checkout(caller, checkout).await?;
            let (now, objections) = now.map_or_else(|refused| (None, refused), |now| (Some(now), Vec::new()));
            Ok(Self { shown, now, objections, checkout })
        }

        /// What the page says without script: why there is nothing to accept in this form, or what it had shown.
        pub fn told(&self, form: &str, shown: Shown) -> Flash {
            match self.objections.as_slice() {
                [] => Flash::news(REVIEW_FORM, &shown),
                objections => Flash::refused(form, &(), ApiError::refused(objections.to_vec())),
            }
        }
    }

    pub fn ticked<'a>(quote_hash: &'a str, terms: &'a str, renewal: &str) -> Acceptances<'a> {
        let terms_version = (!terms.is_empty()).then_some(terms);
        Acceptances { quote_hash, terms_version, renewal: !renewal.is_empty() }
    }

    pub async fn accept(
        commerce: &Commerce,
        caller: &Caller,
        (checkout, Shown { version, as_of }): (CheckoutId, Shown),
        accepted: Acceptances<'_>,
    ) -> Result<Answer, CommerceError> {
        let accept = AcceptQuote { checkout, version, as_of, accepted, network: network_country() };
        match commerce.accept_quote(caller, &accept).await? {
            Accepted::Placed { .. } => {
                Ok(Answer::Placed(Box::new(commerce.standing_once_placed(caller, checkout).await?.into())))
            }
            Accepted::Changed(changed) => {
                Ok(Answer::Changed(Box::new(Changed::seen(commerce, caller, checkout, *changed).await?)))
            }
        }
    }

    /// Without script: to the order, to what is missing, or back to the difference.
    pub fn next(answer: &Answer, shown: Shown) -> Next {
        match answer {
            Answer::Changed(changed) => Next::back().telling(Some(changed.told(REVIEW_FORM, shown))),
            Answer::Placed(standing) => match Turn::of(standing) {
                Turn::ToOrder(order) => Next::to(address::order(order)),
                Turn::GoOn => Next::to(address::next(&standing.checkout)),
                Turn::Confirm { .. } | Turn::Wait => Next::back(),
            },
        }
    }
}

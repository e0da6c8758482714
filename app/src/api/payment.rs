//! How a checkout is paid: the ways to pay, choosing one, and where the payment stands. No card number ever comes here:
//! the provider's fields exchange it for a token.

use domain::checkout::{CheckoutView, Step};
use domain::ids::{CheckoutId, OrderId, PaymentMethodId};
use domain::payment::{DeclineReason, IntentState, MethodKind};
use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;
use serde::{Deserialize, Serialize};

use super::error::ApiError;
use super::json::Json;

#[cfg(feature = "ssr")]
use super::visit::{Asking, asking};

/// How a checkout can be paid, and is going to be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaymentFacts {
    /// What can be typed in anew, and where.
    pub ways: Vec<Way>,
    /// The way to pay that is chosen.
    pub chosen: Option<MethodKind>,
    /// Why the last payment failed, as long as the chosen way to pay is the one that failed.
    pub declined: Option<DeclineReason>,
    /// What the buyer's account has saved.
    pub saved: Vec<Saved>,
    /// The version of the terms to accept.
    pub terms_version: String,
    /// Where they are read.
    pub terms_url: String,
}

/// Fields of the provider's.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Way {
    /// What is typed into them.
    pub kind: WayKind,
    /// The provider's origin: messages go there and come from there.
    pub origin: String,
    /// The page to frame.
    pub url: String,
}

/// What is typed into fields.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WayKind {
    /// A card.
    Card,
    /// An account for direct debits.
    Debit,
}

/// A way to pay that the buyer's account has saved.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Saved {
    /// By which it is chosen.
    pub id: PaymentMethodId,
    /// What it is.
    pub kind: MethodKind,
}

/// How a checkout goes on once a way to pay is chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GoesOn {
    /// The step to go on with.
    pub next: Step,
    /// Whether only the proof of the e-mail address is missing there.
    pub awaits_proof: bool,
}

/// Where the payment of a checkout stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Standing {
    /// The checkout: open again where the payment failed.
    pub checkout: CheckoutView,
    /// Its order, while there is one.
    pub order: Option<OrderId>,
    /// Where the last attempt to pay stands; `None` where nothing is due.
    pub payment: Option<IntentState>,
}

/// The ways to pay a checkout.
///
/// # Errors
/// There is no such checkout that the caller may see.
#[server(prefix = "/fn", endpoint = "payment_view", output = Json, input = GetUrl)]
pub async fn payment_view(id: CheckoutId) -> Result<PaymentFacts, ApiError> {
    let Asking { commerce, visit } = asking().await?;
    Ok(commerce.view_payment(&visit.caller, id).await?.into())
}

/// Pays with what the provider's fields gave this token for.
///
/// # Errors
/// No such way to pay, or the provider does not answer; the checkout is not open.
#[server(prefix = "/fn", endpoint = "choose_method", output = Json)]
pub async fn choose_method(id: CheckoutId, token: String) -> Result<GoesOn, ApiError> {
    let Asking { commerce, visit } = asking().await?;
    commerce.choose_method(&visit.caller, id, &token).await?;
    Ok(commerce.view_checkout(&visit.caller, id).await?.into())
}

/// Pays with what the buyer's account has saved.
///
/// # Errors
/// No such way to pay that the caller may use; the checkout is not open.
#[server(prefix = "/fn", endpoint = "choose_saved_method", output = Json)]
pub async fn choose_saved_method(id: CheckoutId, saved: PaymentMethodId) -> Result<GoesOn, ApiError> {
    let Asking { commerce, visit } = asking().await?;
    commerce.choose_saved_method(&visit.caller, id, saved).await?;
    Ok(commerce.view_checkout(&visit.caller, id).await?.into())
}

/// Asks the provider how the payment of a checkout stands.
///
/// # Errors
/// There is no such checkout that the caller may see.
#[server(prefix = "/fn", endpoint = "payment_state", output = Json)]
pub async fn payment_state(id: CheckoutId) -> Result<Standing, ApiError> {
    let Asking { commerce, visit } = asking().await?;
    Ok(commerce.follow_payment(&visit.caller, id).await?.into())
}

/// Calls off a payment that waits for the buyer's confirmation; the order is kept, and can be paid another way.
///
/// # Errors
/// It does not wait for that.
#[server(prefix = "/fn", endpoint = "give_up_payment", output = Json)]
pub async fn give_up_payment(id: CheckoutId) -> Result<Standing, ApiError> {
    let Asking { commerce, visit } = asking().await?;
    if let Some(order) = commerce.payment_standing(&visit.caller, id).await?.order {
        commerce.give_up_payment(&visit.caller, order).await?;
    }
    Ok(commerce.payment_standing(&visit.caller, id).await?.into())
}

#[cfg(feature = "ssr")]
mod from_commerce {
    use commerce::flows::{PaymentStanding, PaymentView};
    use commerce::ports::gateway::{FieldsFrame, FieldsKind};

    use domain::checkout::CheckoutView;

    use super::{GoesOn, PaymentFacts, Saved, Standing, Way, WayKind};

    impl From<CheckoutView> for GoesOn {
        fn from(view: CheckoutView) -> Self {
            Self { next: view.current, awaits_proof: view.awaits_proof() }
        }
    }

    impl From<PaymentView> for PaymentFacts {
        /// Names of the provider's for ways to pay stay on the server.
        fn from(view: PaymentView) -> Self {
            let PaymentView { ways, chosen, declined, saved, terms_version, terms_url } = view;
            let saved = saved.into_iter().map(|saved| Saved { id: saved.id, kind: saved.method.kind });
            Self {
                ways: ways.into_iter().map(Way::from).collect(),
                chosen: chosen.map(|method| method.kind),
                declined,
                saved: saved.collect(),
                terms_version,
                terms_url,
            }
        }
    }

    impl From<FieldsFrame> for Way {
        fn from(frame: FieldsFrame) -> Self {
            let kind = match frame.kind {
                FieldsKind::Card => WayKind::Card,
                FieldsKind::Debit => WayKind::Debit,
            };
            Self { kind, origin: frame.origin, url: frame.url.into() }
        }
    }

    impl From<PaymentStanding> for Standing {
        fn from(standing: PaymentStanding) -> Self {
            let PaymentStanding { checkout, order, payment } = standing;
            Self { checkout, order, payment }
        }
    }
}

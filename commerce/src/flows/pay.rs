//! Asks the provider to reserve the money of an attempt. The attempt, its key and the question were written down before;
//! nothing here runs inside a transaction.

use domain::ids::IntentId;
use domain::order::Order;
use domain::payment::{Call, DeclineReason, GatewayFact, GatewayNews, IntentState, Method, PaymentIntent};
use domain::refusal::Refusal;
use url::Url;

use super::gateway_outcome::{Asked, follow};
use crate::commerce::Commerce;
use crate::crash::CrashPoint;
use crate::error::CommerceError;
use crate::ports::gateway::{Authorise, Buyer, GatewayError, Payment};
use crate::store::events::Change;
use crate::store::{StoreError, Tx, orders, payment_intents};

impl Commerce {
    /// Asks, or asks again with the same key, and takes the answer in. No answer leaves the outcome unknown: the job that
    /// was enqueued with the attempt asks again.
    pub(super) async fn reserve(&self, order: &Order, intent: &PaymentIntent) -> Result<IntentState, StoreError> {
        match self.authorise(order, intent).await {
            Ok(state) => Ok(state),
            Err(Asked::Store(error)) => Err(error),
            Err(Asked::Gateway(error)) => {
                tracing::warn!(intent = %intent.id, %error, "the outcome of a payment is unknown");
                self.store().write(|tx| async move { follow(&tx, &orders::get(&tx, order.id).await?).await }).await?;
                Ok(intent.state())
            }
        }
    }

    /// Asks, or asks again with the same key, and takes the answer in. A request that the provider rejects has failed.
    pub(super) async fn authorise(&self, order: &Order, intent: &PaymentIntent) -> Result<IntentState, Asked> {
        let request = self.authorisation(order, intent);
        let answer = match self.gateway().authorise(&intent.key(Call::Authorise), &request).await {
            Ok(payment) => payment,
            Err(GatewayError::Rejected { code, message }) => {
                tracing::error!(intent = %intent.id, code, message, "the provider rejects a payment");
                rejected(intent.id, self.now())
            }
            Err(unknown) => return Err(Asked::Gateway(unknown)),
        };
        self.crash_point(CrashPoint::Authorised).await;
        let state = self.take_in(&answer).await.map_err(Asked::Store)?;
        self.crash_point(CrashPoint::OrderCommitted).await;
        Ok(state.unwrap_or_else(|| intent.state()))
    }

    /// The same request for the same attempt, whenever it is asked: the key would not be accepted with another.
    fn authorisation(&self, order: &Order, intent: &PaymentIntent) -> Authorise {
        let address = self.url(&format!("/orders/{}", order.id));
        let buyer = Url::parse(&address).map_or(Buyer::Absent, |return_url| Buyer::Present { return_url });
        Authorise {
            intent: intent.id,
            order: order.id,
            account: order.account,
            amount: intent.amount,
            method: intent.method.reference.clone(),
            save_method: order.acceptance.renewal.is_some(),
            buyer,
            description: format!("{} {}", self.seller().house.seller, order.id),
        }
    }

    /// What a token of the provider's fields stands for. Asked of the provider: what a page says of a card is not
    /// believed.
    ///
    /// # Errors
    /// There is no such way to pay, or the provider does not answer.
    pub(super) async fn describe_method(&self, token: &str) -> Result<Method, CommerceError> {
        match self.wallet().describe(token).await {
            Ok(Some(method)) => Ok(method),
            Ok(None) | Err(GatewayError::Rejected { .. }) => {
                Err(CommerceError::refused(Refusal::new("payment_method_unknown").on("payment")))
            }
            Err(GatewayError::Unknown(why)) => {
                tracing::warn!(why, "the provider could not be asked about a way to pay");
                Err(CommerceError::refused(Refusal::new("payment_provider_away").on("payment")))
            }
        }
    }
}

/// Writes down a new attempt and that it is about to be asked for.
///
/// # Errors
/// The order takes no payment now; the database failed.
pub(super) async fn begin_payment(tx: &Tx, order: &Order, method: Method) -> Result<PaymentIntent, CommerceError> {
    let earlier = payment_intents::of_order(tx, order.id).await?;
    let id: IntentId = tx.id();
    let intent = order.start_payment(id, method, &earlier, tx.now()).map_err(CommerceError::refused)?;
    let intent = intent.ask_authorise(tx.now()).map_err(CommerceError::refused)?;
    let by = &domain::access::Actor::System;
    payment_intents::insert(tx, &intent, Change { event: "payment_asked", by }).await?;
    Ok(intent)
}

/// A request that was rejected reserved nothing; the provider has no name for it, so we give it one. It would be rejected
/// again: another way to pay is asked for.
fn rejected(intent: IntentId, now: jiff::Timestamp) -> Payment {
    let reference = format!("rejected:{intent}");
    let news = GatewayNews::Failed { reason: DeclineReason::Generic };
    let facts = vec![GatewayFact { reference: reference.clone(), at: now, news }];
    Payment { reference, intent, facts }
}

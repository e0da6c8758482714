//! Takes in what the provider says about a payment. The one way in: for its answers, its webhooks, the buyer's return and
//! reconciliation.
//!
//! What is said late, twice or out of order leads to the same state: facts are kept by kind, and the order follows from
//! all of them ([`domain::payment::evidence`]). Saying what is known changes nothing and writes nothing.

use domain::access::{Action, Actor, Caller};
use domain::ids::OrderId;
use domain::order::Order;
use domain::payment::{IntentState, PaymentIntent};
use jiff::Timestamp;

use super::order_changes::write_order;
use super::reach_order::reach_order;
use crate::commerce::Commerce;
use crate::error::CommerceError;
use crate::ports::gateway::{GatewayError, NotAWebhook, Payment, Webhook};
use crate::store::events::Change;
use crate::store::{StoreError, Tx, orders, payment_intents, payment_methods, webhook_receipts};

impl Commerce {
    /// Takes in what the provider knows of a payment; returns where the payment stands then, `None` if it is none of ours.
    ///
    /// # Errors
    /// The database failed.
    pub(super) async fn take_in(&self, payment: &Payment) -> Result<Option<IntentState>, StoreError> {
        self.store().write(|tx| async move { take_in(&tx, payment).await }).await
    }

    /// Takes in a webhook of the provider, `received_at` by the real clock. A repeated one does nothing, one about a
    /// payment of another shop is passed over.
    ///
    /// # Errors
    /// The inner one: it must not be believed. The outer one: the database failed, and the webhook has to come again.
    pub async fn receive_webhook(
        &self,
        webhook: &Webhook<'_>,
        received_at: Timestamp,
    ) -> Result<Result<(), NotAWebhook>, CommerceError> {
        let notice = match self.gateway().read_webhook(webhook, received_at) {
            Ok(Some(notice)) => notice,
            Ok(None) => return Ok(Ok(())),
            Err(refused) => return Ok(Err(refused)),
        };
        let notice = &notice;
        self.store()
            .write(|tx| async move {
                if webhook_receipts::first(&tx, notice.provider, &notice.event).await? {
                    heard_of(&tx, &notice.payment).await?;
                }
                Ok::<_, CommerceError>(())
            })
            .await?;
        Ok(Ok(()))
    }

    /// The buyer is back from the bank's page, or has waited: asks the provider how the payment of an order stands. A
    /// provider that does not answer changes nothing.
    ///
    /// # Errors
    /// No order that the caller may see; the database failed.
    pub async fn look_again(&self, caller: &Caller, order: OrderId) -> Result<Option<IntentState>, CommerceError> {
        let (order, _) = reach_order(self.store().read(), caller, order, Action::ViewOrder, self.now()).await?;
        let intents = payment_intents::of_order(self.store().read(), order.id).await?;
        let Some(last) = intents.last() else { return Ok(None) };
        if last.state().is_terminal() {
            return Ok(Some(last.state()));
        }
        match self.ask_about(last).await {
            Ok(state) => Ok(Some(state)),
            Err(Asked::Store(error)) => Err(error.into()),
            Err(Asked::Gateway(error)) => {
                tracing::warn!(intent = %last.id, %error, "the provider could not be asked");
                Ok(Some(last.state()))
            }
        }
    }

    /// Asks the provider what it knows of an attempt, and takes it in.
    ///
    /// # Errors
    /// The provider or the database failed.
    pub(super) async fn ask_about(&self, intent: &PaymentIntent) -> Result<IntentState, Asked> {
        let known = match self.gateway().find(intent.id).await.map_err(Asked::Gateway)? {
            Some(payment) => self.take_in(&payment).await.map_err(Asked::Store)?,
            None => None,
        };
        Ok(known.unwrap_or_else(|| intent.state()))
    }
}

/// Why an answer could not be had or kept.
#[derive(Debug, thiserror::Error)]
pub(super) enum Asked {
    /// The provider failed.
    #[error(transparent)]
    Gateway(GatewayError),
    /// The database failed.
    #[error(transparent)]
    Store(StoreError),
}

/// The same on the word of a webhook: it moves an order as a job does.
async fn heard_of(tx: &Tx, payment: &Payment) -> Result<(), CommerceError> {
    if let Some(known) = payment_intents::find(tx, payment.intent).await? {
        reach_order(tx, &Caller::SYSTEM, known.order, Action::AdvanceOrder, tx.now()).await?;
    }
    take_in(tx, payment).await?;
    Ok(())
}

async fn take_in(tx: &Tx, payment: &Payment) -> Result<Option<IntentState>, StoreError> {
    let Some(known) = payment_intents::find(tx, payment.intent).await? else {
        tracing::info!(intent = %payment.intent, "the provider speaks of a payment that is not known here");
        return Ok(None);
    };
    let heard = payment.facts.iter().fold(known.clone(), PaymentIntent::observe);
    if heard != known {
        write_intent(tx, &known, &heard).await?;
    }
    let order = orders::get(tx, heard.order).await?;
    follow(tx, &order).await?;
    Ok(Some(heard.state()))
}

/// Writes what an attempt has become; a way to pay that the provider has saved is kept for renewals.
///
/// # Errors
/// The database failed.
pub(super) async fn write_intent(tx: &Tx, before: &PaymentIntent, now: &PaymentIntent) -> Result<(), StoreError> {
    let event = if before.status() == now.status() { "payment_noted" } else { event(&now.state()) };
    payment_intents::update(tx, now, Change { event, by: &Actor::System }).await?;
    let saved = |intent: &PaymentIntent| intent.evidence.authorised.as_ref().and_then(|a| a.saved_method.clone());
    if saved(before).is_none() && saved(now).is_some() {
        let account = orders::get(tx, now.order).await?.account;
        payment_methods::keep(tx, account, &now.method).await?;
    }
    Ok(())
}

/// Brings an order in line with the attempts to pay it.
///
/// # Errors
/// The database failed.
pub(super) async fn follow(tx: &Tx, order: &Order) -> Result<(), StoreError> {
    let intents = payment_intents::of_order(tx, order.id).await?;
    let mixed_up =
        |error: domain::order::OrderRefusal| StoreError::Corrupt { what: "order", reason: error.to_string() };
    let followed = order.clone().follow_payments(&intents, tx.now()).map_err(mixed_up)?;
    write_order(tx, order, &followed, &intents, &Actor::System).await
}

fn event(state: &IntentState) -> &'static str {
    match state {
        IntentState::RequiresMethod | IntentState::Unknown { .. } => "payment_asked",
        IntentState::RequiresAction { .. } => "payment_requires_action",
        IntentState::Authorised { .. } => "payment_authorised",
        IntentState::Processing { .. } => "payment_processing",
        IntentState::Captured { .. } => "payment_captured",
        IntentState::PartiallyRefunded { .. } => "payment_partially_refunded",
        IntentState::Refunded { .. } => "payment_refunded",
        IntentState::Failed { .. } => "payment_failed",
        IntentState::Cancelled { .. } => "payment_cancelled",
    }
}

//! What follows from a change of an order, in the transaction that changes it: one place for all flows.
//!
//! The row and its event; the checkout completed, or open again; a coupon given back; a mail when a payment that had
//! opened its gate is lost; and the job that does whatever is due next.

use domain::access::Actor;
use domain::checkout::CheckoutState;
use domain::ids::OrderId;
use domain::moment::after;
use domain::order::{Duty, Order, OrderState, Settlement, duties};
use domain::payment::PaymentIntent;
use jiff::SignedDuration;
use serde::{Deserialize, Serialize};

use crate::mails::{self, Letter};
use crate::store::events::Change;
use crate::store::jobs::NewJob;
use crate::store::{StoreError, Tx, checkouts, coupon_redemptions, orders, users};

/// The kind of job that does what is due for an order.
pub const ADVANCE_ORDER: &str = "advance_order";

/// How long whoever asked the provider is left to take its answer in before a job asks again.
const ANSWER_TIME: SignedDuration = SignedDuration::from_secs(15);
/// A payment that is decided this long after it was asked for is news by mail: the buyer has left the page.
const BUYER_WAITS: SignedDuration = SignedDuration::from_mins(2);

/// What the job knows.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub(super) struct AdvanceOrder {
    pub order: OrderId,
}

/// Writes what an order has become, and everything that follows from it.
///
/// # Errors
/// The database failed.
pub(super) async fn write_order(
    tx: &Tx,
    before: &Order,
    now: &Order,
    intents: &[PaymentIntent],
    by: &Actor,
) -> Result<(), StoreError> {
    if before != now {
        orders::update(tx, now, Change { event: event(before, now, intents), by }).await?;
        if !now.state.is_live() && !matches!(now.state, OrderState::Provisioned { .. }) {
            coupon_redemptions::give_back(tx, now.id).await?;
        }
        if payment_lost(before, now, intents, tx.now()) {
            let buyer = &now.acceptance.email;
            let language = users::get(tx, buyer.user).await?.language;
            mails::post(tx, &buyer.email, &language, Letter::PaymentFailed { order: now.id }).await?;
        }
    }
    follow_in_checkout(tx, now, intents, by).await?;
    enqueue_what_is_due(tx, now, intents).await
}

/// Enqueues the job that does what is due for an order, if anything is.
///
/// # Errors
/// The database failed.
pub(super) async fn enqueue_what_is_due(tx: &Tx, order: &Order, intents: &[PaymentIntent]) -> Result<(), StoreError> {
    let due = duties(order, intents, tx.now());
    let deliver = order.may_provision().is_ok() || matches!(order.state, OrderState::Provisioning { .. });
    if due.is_empty() && !deliver {
        return Ok(());
    }
    let only_answers = !deliver && due.iter().all(|duty| matches!(duty, Duty::AskAgain { .. }));
    let run_at = if only_answers { after(tx.now(), ANSWER_TIME) } else { tx.now() };
    enqueue(tx, order.id, run_at).await
}

/// Enqueues the job for an order, once.
///
/// # Errors
/// The database failed.
pub(super) async fn enqueue(tx: &Tx, order: OrderId, run_at: jiff::Timestamp) -> Result<(), StoreError> {
    let corrupt = |error: serde_json::Error| StoreError::Corrupt { what: "job", reason: error.to_string() };
    let payload = serde_json::to_string(&AdvanceOrder { order }).map_err(corrupt)?;
    let unique_key = Some(format!("{ADVANCE_ORDER}:{order}"));
    tx.enqueue(NewJob { kind: ADVANCE_ORDER, payload, unique_key, run_at }).await
}

/// Brings the checkout in line: completed when the order is paid, open again when its payment did not go through.
async fn follow_in_checkout(tx: &Tx, order: &Order, intents: &[PaymentIntent], by: &Actor) -> Result<(), StoreError> {
    let before = checkouts::get(tx, order.checkout).await?;
    let now = match before.clone().follow_order(order, intents, tx.now()) {
        Ok(now) if now != before => now,
        Ok(_) => return Ok(()),
        Err(refusal) => {
            tracing::error!(checkout = %before.id, order = %order.id, %refusal, "a checkout does not follow its order");
            return Ok(());
        }
    };
    let event = match &now.state {
        CheckoutState::Completed { .. } => "checkout_completed",
        CheckoutState::Confirming { .. } => "checkout_confirmed",
        CheckoutState::Cancelled { .. } => "checkout_cancelled",
        _ => "checkout_reopened",
    };
    checkouts::update(tx, &now, Change { event, by }).await
}

/// Whether the buyer has to hear by mail that they must pay again: the payment had opened the gate, or was decided long
/// after it was asked for.
fn payment_lost(before: &Order, now: &Order, intents: &[PaymentIntent], at: jiff::Timestamp) -> bool {
    if now.to_pay_again(intents).is_none() {
        return false;
    }
    let asked = intents.last().and_then(|intent| intent.asked.authorise);
    let late = asked.is_some_and(|asked| after(asked, BUYER_WAITS) < at);
    before.gates.payment.is_open() || (before.gates.payment != now.gates.payment && late)
}

/// The event's name: what happened to the order, in one word.
fn event(before: &Order, now: &Order, intents: &[PaymentIntent]) -> &'static str {
    match &now.state {
        OrderState::AwaitingGates if now.to_pay_again(intents).is_some() => "order_payment_failed",
        OrderState::AwaitingGates => "order_waits",
        OrderState::Committed { settlement, .. } => match settlement {
            Settlement::Paid { .. } => "order_paid",
            Settlement::Settling { .. } => "order_debit_started",
            Settlement::CaptureDue { .. } | Settlement::NothingDue => "order_committed",
        },
        OrderState::Provisioning { .. } => "order_provisioning",
        OrderState::Provisioned { .. } => "order_provisioned",
        OrderState::Failed { .. } => "order_failed",
        OrderState::Declined { .. } => "order_declined",
        OrderState::Cancelled { .. } if before.state.is_live() => "order_cancelled",
        OrderState::Cancelled { .. } => "order_closed",
    }
}

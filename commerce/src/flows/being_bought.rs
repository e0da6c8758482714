//! A trial is bought once: an order that is under way for it keeps any other back; one that waits for its buyer to pay again
//! gives way.

use domain::access::Actor;
use domain::order::{CancelReason, Order};
use domain::payment::PaymentIntent;
use domain::trial::{Trial, TrialRefusal};

use super::order_changes::write_order;
use crate::error::CommerceError;
use crate::store::{Tx, orders, payment_intents};

/// The orders for this trial that wait for their buyer to pay again, with the attempts so far.
///
/// # Errors
/// [`TrialRefusal::TrialBeingBought`] by an order that is under way; the trial never started; the database failed.
pub(super) async fn given_up(tx: &Tx, trial: &Trial) -> Result<Vec<(Order, Vec<PaymentIntent>)>, CommerceError> {
    let never = || CommerceError::refused(TrialRefusal::TrialNotStarted);
    let started = trial.started().ok_or_else(never)?;
    let mut waiting = Vec::new();
    for order in orders::of_subscription(tx, started.account, started.subscription).await? {
        if !order.state.is_live() {
            continue;
        }
        let intents = payment_intents::of_order(tx, order.id).await?;
        if order.to_pay_again(&intents).is_none() {
            return Err(CommerceError::refused(TrialRefusal::TrialBeingBought { order: order.id }));
        }
        waiting.push((order, intents));
    }
    Ok(waiting)
}

/// Sees to it that no order buys this trial, so that another can.
///
/// # Errors
/// As [`given_up`].
pub(super) async fn free_to_buy(tx: &Tx, trial: &Trial, by: &Actor) -> Result<(), CommerceError> {
    // Two checkouts of one trial take turns.
    tx.guard(&format!("convert:{}", trial.id)).await?;
    for (order, intents) in given_up(tx, trial).await? {
        let cancelled = order.clone().cancel(CancelReason::QuoteChanged, by.clone(), tx.now());
        write_order(tx, &order, &cancelled.map_err(CommerceError::refused)?, &intents, by).await?;
    }
    Ok(())
}

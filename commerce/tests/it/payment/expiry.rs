//! An authorisation that runs out, or a capture that the bank refuses, opens the payment gate again, with a mail.

use commerce::on_both_databases;
use domain::gate::Gate;
use jiff::SignedDuration;

use super::till::{TOTAL, Till};
use crate::it::provider::GOOD;

on_both_databases! {
    async fn a_hold_that_ran_out_at_the_provider_can_be_paid_again(world: &World) {
        let till = Till::open(world).await;
        let buyer = till.buyer(GOOD).await;
        let (id, _) = till.place(&buyer).await;
        // The capture is asked for in time by our clock, and too late by the provider's.
        till.provider.advance(8 * 86_400).await;
        till.work().await;
        let order = till.order(id).await;
        assert!(matches!(order.gates.payment, Gate::Expired { .. }), "{:?}", order.gates.payment);
        assert_eq!(till.subjects().await, [format!("Order {id}: the payment failed")]);
        assert_eq!(till.checkout(&buyer).await.status(), "open", "to be fixed there");
        till.choose(&buyer, GOOD).await;
        assert_eq!(till.place(&buyer).await.0, id, "the same order");
        till.work_patiently().await;
        assert_eq!(till.order(id).await.status(), "provisioned");
        assert_eq!(till.checkout(&buyer).await.status(), "completed");
        assert_eq!(till.provider.moved(Some(id), "capture").await, (1, TOTAL));
    }

    async fn a_hold_that_ran_out_by_our_clock_is_not_captured(world: &World) {
        let till = Till::open(world).await;
        let buyer = till.buyer(GOOD).await;
        let (id, _) = till.place(&buyer).await;
        let far = SignedDuration::from_hours(24 * 365 * 30);
        till.wait(far).await;
        till.work_patiently().await;
        assert_eq!(till.provider.moved(Some(id), "capture").await, (0, 0));
        assert_eq!(till.provider.moved(Some(id), "release").await, (1, TOTAL));
        assert!(matches!(till.order(id).await.gates.payment, Gate::Expired { .. }));
        assert_eq!(till.subjects().await, [format!("Order {id}: the payment failed")]);
    }

    async fn a_capture_that_the_bank_refuses_is_a_failed_payment(world: &World) {
        let till = Till::open(world).await;
        let buyer = till.buyer(GOOD).await;
        let (id, _) = till.place(&buyer).await;
        till.provider.decline_next("capture", "lost_card").await;
        till.work().await;
        assert_eq!(till.reason(id).await.as_deref(), Some("payment_declined"));
        assert_eq!(till.subjects().await, [format!("Order {id}: the payment failed")]);
        assert_eq!(till.provider.moved(Some(id), "capture").await, (0, 0));
    }
}

//! A provider that does not answer, or answers nonsense: the outcome is unknown, and asked for again with the same key.

use commerce::on_both_databases;
use domain::payment::IntentState;
use jiff::SignedDuration;

use super::till::{TOTAL, Till};
use crate::it::provider::GOOD;

on_both_databases! {
    async fn a_lost_answer_is_asked_for_again_and_charged_once(world: &World) {
        let till = Till::open(world).await;
        let buyer = till.buyer(GOOD).await;
        till.provider.fault("authorise", "hang_after").await;
        let (id, payment) = till.place(&buyer).await;
        assert!(matches!(payment, Some(IntentState::Unknown { .. })), "{payment:?}");
        assert_eq!(till.reason(id).await.as_deref(), Some("waiting_payment_outcome"));
        till.provider.fault("capture", "error_after").await;
        till.work_patiently().await;
        till.work_patiently().await;
        assert_eq!(till.provider.moved(Some(id), "authorise").await, (1, TOTAL));
        till.is_delivered_once(&buyer, id).await;
    }

    async fn a_request_that_never_arrived_is_sent_again(world: &World) {
        let till = Till::open(world).await;
        let buyer = till.buyer(GOOD).await;
        till.provider.fault("authorise", "error_before").await;
        let (id, _) = till.place(&buyer).await;
        assert_eq!(till.payments(id).await[0].status(), "unknown");
        till.provider.fault("capture", "error_before").await;
        till.work_patiently().await;
        till.work_patiently().await;
        till.is_delivered_once(&buyer, id).await;
    }

    async fn an_unknown_outcome_blocks_another_payment_until_it_is_resolved(world: &World) {
        let till = Till::open(world).await;
        let buyer = till.buyer(GOOD).await;
        till.provider.fault("authorise", "hang_after").await;
        let (id, _) = till.place(&buyer).await;
        let token = till.provider.token(GOOD).await;
        let refused = till.shop.choose_method(&buyer.caller, buyer.checkout, &token).await.unwrap_err();
        assert_eq!(refused.refusals()[0].code, "checkout_confirming");
        // Pressing the button again asks for the same payment, and finds it.
        let (again, payment) = till.place(&buyer).await;
        assert!(again == id && matches!(payment, Some(IntentState::Authorised { .. })), "{payment:?}");
        till.work().await;
        till.is_delivered_once(&buyer, id).await;
    }

    async fn reconciliation_finds_what_nobody_asked_about(world: &World) {
        let till = Till::open(world).await;
        let buyer = till.buyer(GOOD).await;
        till.provider.fault("authorise", "hang_after").await;
        let (id, _) = till.place(&buyer).await;
        world.forget_jobs().await;
        till.wait(SignedDuration::from_mins(2)).await;
        assert_eq!(till.shop.reconcile().await.unwrap(), 1);
        till.work().await;
        till.is_delivered_once(&buyer, id).await;
        assert_eq!(till.shop.reconcile().await.unwrap(), 0, "nothing is on its way any more");
    }

    async fn a_payment_that_fails_long_after_is_news_by_mail(world: &World) {
        let till = Till::open(world).await;
        let buyer = till.buyer(crate::it::provider::EMPTY).await;
        till.provider.fault("authorise", "error_before").await;
        let (id, _) = till.place(&buyer).await;
        till.wait(SignedDuration::from_mins(10)).await;
        till.work().await;
        assert_eq!(till.subjects().await, [format!("Order {id}: the payment failed")]);
        assert_eq!(till.checkout(&buyer).await.status(), "open");
    }

    async fn reconciliation_comes_again_every_minute(world: &World) {
        let till = Till::open(world).await;
        till.shop.schedule_reconciliation().await.unwrap();
        for _ in 0..3 {
            assert_eq!(commerce::jobs::drain(&world.store, &till.shop).await.unwrap(), 1);
            till.wait(SignedDuration::from_mins(1)).await;
        }
        world.forget_jobs().await;
    }
}

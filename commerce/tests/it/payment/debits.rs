//! A debit is accepted now and settles later: the order waits, committed, with a reason.

use commerce::on_both_databases;
use domain::payment::IntentState;
use jiff::SignedDuration;

use super::till::{TOTAL, Till};
use crate::it::provider::{ACCOUNT, GOOD, RETURNING};

on_both_databases! {
    async fn the_licence_follows_when_the_money_has_arrived(world: &World) {
        let till = Till::open(world).await;
        let buyer = till.buyer(ACCOUNT).await;
        let (id, payment) = till.place(&buyer).await;
        assert!(matches!(payment, Some(IntentState::Authorised { expires_at: None, .. })), "{payment:?}");
        till.work_patiently().await;
        assert_eq!(till.order(id).await.status(), "committed");
        assert_eq!(till.reason(id).await.as_deref(), Some("waiting_settlement"));
        assert_eq!(till.checkout(&buyer).await.status(), "completed");
        till.provider.settle(&till.provider.payment_of(id).await, None).await;
        till.wait(SignedDuration::from_mins(2)).await;
        till.shop.reconcile().await.unwrap();
        till.work().await;
        till.is_delivered_once(&buyer, id).await;
    }

    async fn one_that_comes_back_is_told_by_mail_and_can_be_paid_by_card(world: &World) {
        let till = Till::open(world).await;
        let buyer = till.buyer(RETURNING).await;
        let (id, _) = till.place(&buyer).await;
        till.work().await;
        till.provider.advance(3 * 86_400).await;
        till.wait(SignedDuration::from_hours(72)).await;
        till.shop.reconcile().await.unwrap();
        till.work().await;
        assert_eq!(till.order(id).await.status(), "awaiting_gates");
        assert_eq!(till.reason(id).await.as_deref(), Some("payment_debit_returned"));
        assert_eq!(till.subjects().await, [format!("Order {id}: the payment failed")]);

        let token = till.provider.token(GOOD).await;
        let paid = till.shop.pay_order(&buyer.caller, id, &token).await.unwrap();
        assert!(matches!(paid, IntentState::Authorised { .. }), "{paid:?}");
        till.work_patiently().await;
        assert_eq!(till.order(id).await.status(), "provisioned");
        assert_eq!(till.provider.moved(Some(id), "capture").await, (1, TOTAL));
    }
}

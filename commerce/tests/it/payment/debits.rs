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
        assert_eq!(till.checkout(&buyer).await.status(), "confirming", "the money is on its way");
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

        // The checkout is open again, at the prices of that day: three days of the term have not been paid for.
        assert_eq!(till.checkout(&buyer).await.status(), "open");
        till.choose(&buyer, GOOD).await;
        let (next, paid) = till.place(&buyer).await;
        assert!(matches!(paid, Some(IntentState::Authorised { .. })), "{paid:?}");
        assert_ne!(next, id);
        till.work_patiently().await;
        assert_eq!((till.order(id).await.status(), till.order(next).await.status()), ("cancelled", "provisioned"));
        assert_eq!(till.checkout(&buyer).await.status(), "completed");
        assert_eq!(till.provider.moved(Some(id), "capture").await, (0, 0));
        assert_eq!(till.provider.moved(Some(next), "capture").await, (1, TOTAL));
    }
}

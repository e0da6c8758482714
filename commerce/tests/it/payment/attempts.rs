//! Attempts to pay that fail, wait for the buyer, or are given up: the checkout is kept, and the next one goes through.

use commerce::on_both_databases;
use domain::payment::{DeclineReason, IntentState};
use jiff::SignedDuration;

use super::till::{TOTAL, Till};
use crate::it::provider::{ANOTHER_GOOD, CONFIRMED, EMPTY, GERMAN, GOOD};

on_both_databases! {
    async fn a_declined_card_keeps_everything_and_another_one_pays(world: &World) {
        let till = Till::open(world).await;
        let buyer = till.buyer(EMPTY).await;
        let (id, payment) = till.place(&buyer).await;
        let declined = IntentState::Failed { reason: DeclineReason::InsufficientFunds, retryable: false };
        assert_eq!(payment, Some(declined));
        assert_eq!(till.checkout(&buyer).await.status(), "open");
        assert_eq!(till.reason(id).await.as_deref(), Some("payment_insufficient_funds"));
        // The same card again is refused before anybody is asked.
        let refused = till.accept(&buyer).await.unwrap_err().refusals();
        assert_eq!(refused[0].code, "payment_insufficient_funds");
        till.choose(&buyer, GOOD).await;
        let (again, _) = till.place(&buyer).await;
        assert_eq!(again, id, "one order, two attempts");
        till.work_patiently().await;
        assert_eq!(till.payments(id).await.len(), 2);
        till.is_delivered_once(&buyer, id).await;
    }

    async fn a_confirmed_payment_goes_on_when_the_buyer_is_back(world: &World) {
        let till = Till::open(world).await;
        let buyer = till.buyer(CONFIRMED).await;
        let (id, payment) = till.place(&buyer).await;
        assert!(matches!(payment, Some(IntentState::RequiresAction { .. })), "{payment:?}");
        till.work_patiently().await;
        assert_eq!(till.reason(id).await.as_deref(), Some("waiting_payment_confirmation"));
        // Accepting again in another tab shows the same question.
        assert_eq!(till.place(&buyer).await, (id, payment));
        till.provider.authenticate(&till.provider.payment_of(id).await, "complete").await;
        let back = till.shop.look_again(&buyer.caller, id).await.unwrap();
        assert!(matches!(back, Some(IntentState::Authorised { .. })), "{back:?}");
        till.work().await;
        till.is_delivered_once(&buyer, id).await;
        let later = till.shop.look_again(&buyer.caller, id).await.unwrap();
        assert!(matches!(later, Some(IntentState::Captured { .. })), "{later:?}");
    }

    async fn a_failed_confirmation_opens_the_checkout_again(world: &World) {
        let till = Till::open(world).await;
        for (result, reason) in
            [("fail", DeclineReason::AuthenticationFailed), ("cancel", DeclineReason::AuthenticationCancelled)]
        {
            let buyer = till.buyer(CONFIRMED).await;
            let (id, _) = till.place(&buyer).await;
            till.provider.authenticate(&till.provider.payment_of(id).await, result).await;
            let back = till.shop.look_again(&buyer.caller, id).await.unwrap();
            assert_eq!(back, Some(IntentState::Failed { reason, retryable: true }), "{result}");
            assert_eq!(till.checkout(&buyer).await.status(), "open");
            // The same card may be tried again.
            assert_eq!(till.place(&buyer).await.0, id);
        }
        till.work_patiently().await;
    }

    async fn a_confirmation_that_is_given_up_lets_the_buyer_pay_another_way(world: &World) {
        let till = Till::open(world).await;
        let buyer = till.buyer(CONFIRMED).await;
        let (id, _) = till.place(&buyer).await;
        let given_up = till.shop.give_up_payment(&buyer.caller, id).await.unwrap();
        assert!(matches!(given_up, Some(IntentState::Cancelled { .. })), "{given_up:?}");
        assert_eq!(till.checkout(&buyer).await.status(), "open");
        till.choose(&buyer, ANOTHER_GOOD).await;
        assert_eq!(till.place(&buyer).await.0, id);
        till.work_patiently().await;
        till.is_delivered_once(&buyer, id).await;
    }

    async fn a_confirmation_that_never_comes_is_called_off_after_an_hour(world: &World) {
        let till = Till::open(world).await;
        let buyer = till.buyer(CONFIRMED).await;
        let (id, _) = till.place(&buyer).await;
        till.wait(SignedDuration::from_mins(59)).await;
        till.shop.reconcile().await.unwrap();
        till.work().await;
        assert_eq!(till.payments(id).await[0].status(), "requires_action");
        till.wait(SignedDuration::from_mins(2)).await;
        till.shop.reconcile().await.unwrap();
        till.work().await;
        assert_eq!(till.payments(id).await[0].status(), "cancelled");
        assert_eq!(till.checkout(&buyer).await.status(), "open");
        assert_eq!(till.provider.moved(Some(id), "authorise").await, (0, 0));
    }

    async fn the_evidence_is_of_the_card_that_paid(world: &World) {
        let till = Till::open(world).await;
        let buyer = till.buyer(EMPTY).await;
        let (id, _) = till.place(&buyer).await;
        till.choose(&buyer, GERMAN).await;
        assert_eq!(till.place(&buyer).await.0, id, "the same order");
        till.work().await;
        let order = till.order(id).await;
        let attempts = till.payments(id).await;
        assert_eq!(attempts.iter().map(|intent| intent.attempt).collect::<Vec<_>>(), [1, 2]);
        assert_eq!(order.acceptance.method.as_ref(), Some(&attempts[1].method));
        assert_eq!(order.acceptance.location.payment_method, "DE".parse().ok());
        assert_eq!(attempts[0].method.country(), "US".parse().ok());
    }

    async fn a_token_that_the_provider_does_not_know_is_refused(world: &World) {
        let till = Till::open(world).await;
        let buyer = till.buyer(GOOD).await;
        let refused = till.shop.choose_method(&buyer.caller, buyer.checkout, "pm_made_up").await.unwrap_err();
        assert_eq!(refused.refusals()[0].code, "payment_method_unknown");
        let (id, _) = till.place(&buyer).await;
        till.work().await;
        assert_eq!(till.provider.moved(Some(id), "capture").await, (1, TOTAL));
    }
}

//! Orders that end without delivery: what was reserved is released, what was taken is given back.

use commerce::on_both_databases;
use commerce::store::events::Change;
use commerce::store::{StoreError, orders, subscriptions};
use commerce::visit::Visit;
use domain::access::Actor;
use domain::checkout::KEPT_FOR;
use domain::order::{CancelReason, OrderState};
use domain::subscription::{Coverage, Package, Subscription};
use jiff::civil::date;

use super::till::{TOTAL, Till};
use crate::it::provider::{CONFIRMED, EMPTY, GOOD};

on_both_databases! {
    async fn a_cancelled_order_releases_what_waits(world: &World) {
        let till = Till::open(world).await;
        let buyer = till.buyer(CONFIRMED).await;
        let (id, _) = till.place(&buyer).await;
        till.shop.cancel_order(&buyer.caller, id).await.unwrap();
        till.shop.cancel_order(&buyer.caller, id).await.unwrap();
        assert_eq!(till.checkout(&buyer).await.status(), "open");
        // The buyer confirms at the bank at the same moment: what is reserved then is released.
        till.provider.authenticate(&till.provider.payment_of(id).await, "complete").await;
        till.work_patiently().await;
        assert_eq!(till.provider.moved(Some(id), "release").await, (1, TOTAL));
        assert_eq!(till.provider.moved(Some(id), "capture").await, (0, 0));
        assert_eq!(till.payments(id).await[0].status(), "cancelled");
    }

    async fn an_order_that_goes_through_cannot_be_cancelled(world: &World) {
        let till = Till::open(world).await;
        let buyer = till.buyer(GOOD).await;
        let (id, _) = till.place(&buyer).await;
        let refused = till.shop.cancel_order(&buyer.caller, id).await.unwrap_err();
        assert_eq!(refused.refusals()[0].code, "order_too_late_to_cancel");
        till.work().await;
        till.is_delivered_once(&buyer, id).await;
    }

    async fn a_cancelled_order_whose_outcome_was_unknown_takes_no_money(world: &World) {
        let till = Till::open(world).await;
        let buyer = till.buyer(GOOD).await;
        till.provider.fault("authorise", "hang_after").await;
        let (id, _) = till.place(&buyer).await;
        till.shop.cancel_order(&buyer.caller, id).await.unwrap();
        till.work_patiently().await;
        assert_eq!(till.provider.moved(Some(id), "release").await, (1, TOTAL));
        assert_eq!(till.provider.moved(Some(id), "capture").await, (0, 0));
    }

    async fn a_declined_order_can_be_cancelled_too(world: &World) {
        let till = Till::open(world).await;
        let buyer = till.buyer(EMPTY).await;
        let (id, _) = till.place(&buyer).await;
        till.shop.cancel_order(&buyer.caller, id).await.unwrap();
        till.work_patiently().await;
        assert_eq!(till.order(id).await.status(), "cancelled");
    }

    async fn an_order_left_unpaid_ends_with_its_checkout(world: &World) {
        let till = Till::open(world).await;
        let buyer = till.buyer(EMPTY).await;
        let (id, _) = till.place(&buyer).await;
        till.wait(KEPT_FOR).await;
        assert_eq!(till.shop.expire_checkouts().await.unwrap(), 1);
        assert_eq!(till.shop.expire_checkouts().await.unwrap(), 0);
        assert_eq!(till.checkout(&buyer).await.status(), "expired");
        let order = till.order(id).await;
        assert_eq!(order.closed_reason().map(|reason| reason.code).as_deref(), Some("order_cancelled_checkout_expired"));
        let refused = till.accept(&buyer).await.unwrap_err();
        assert_eq!(refused.refusals()[0].code, "checkout_expired");
        till.work_patiently().await;
        assert_eq!(till.provider.moved(Some(id), "authorise").await, (0, 0));
        assert_eq!(till.subjects().await, [""; 0]);
    }

    async fn an_order_that_is_being_paid_outlives_the_time_of_its_checkout(world: &World) {
        let till = Till::open(world).await;
        let buyer = till.buyer(CONFIRMED).await;
        let (id, _) = till.place(&buyer).await;
        till.wait(KEPT_FOR).await;
        assert_eq!(till.shop.expire_checkouts().await.unwrap(), 0);
        till.provider.authenticate(&till.provider.payment_of(id).await, "complete").await;
        till.shop.look_again(&buyer.caller, id).await.unwrap();
        till.work_patiently().await;
        assert_eq!(till.order(id).await.status(), "provisioned");
        assert_eq!(till.checkout(&buyer).await.status(), "completed");
        assert_eq!(till.provider.moved(Some(id), "capture").await, (1, TOTAL));
    }

    async fn whoever_comes_back_to_an_unpaid_order_too_late_goes_on_in_a_new_checkout(world: &World) {
        let till = Till::open(world).await;
        let buyer = till.buyer(EMPTY).await;
        let (id, _) = till.place(&buyer).await;
        till.wait(KEPT_FOR).await;
        let visit = Visit { caller: buyer.caller.clone(), ..till.shop.visit(None).await.unwrap() };
        let next = till.shop.resume_checkout(&visit, buyer.checkout).await.unwrap().checkout;
        assert_ne!(next, buyer.checkout);
        assert_eq!(till.order(id).await.status(), "cancelled");
        till.work_patiently().await;
    }

    async fn what_cannot_be_delivered_is_given_back_once(world: &World) {
        let till = Till::open(world).await;
        let buyer = till.buyer(GOOD).await;
        let (id, _) = till.place(&buyer).await;
        occupy(world, &till, id).await;
        // The answer to the refund is lost, twice.
        till.provider.fault("refund", "hang_after").await;
        till.provider.fault("refund", "error_after").await;
        for _ in 0..4 {
            till.work_patiently().await;
        }
        let order = till.order(id).await;
        assert!(
            matches!(order.state, OrderState::Cancelled { reason: CancelReason::CannotDeliver, .. }),
            "{:?}",
            order.state
        );
        assert_eq!(till.provider.moved(Some(id), "capture").await, (1, TOTAL));
        assert_eq!(till.provider.moved(Some(id), "refund").await, (1, TOTAL));
        assert_eq!(till.payments(id).await[0].status(), "refunded");
        let events = till.events(id).await;
        assert_eq!(events[events.len() - 2..], ["order_failed", "order_cancelled"]);
    }
}

/// Another order has started the subscription meanwhile.
async fn occupy(world: &commerce::testing::World, till: &Till<'_>, id: domain::ids::OrderId) {
    let order = &till.order(id).await;
    let write = world.store.write(|tx| async move {
        let package = Package { plan: "premium".to_owned(), seats: 1, addon: std::collections::BTreeMap::new() };
        let coverage = Coverage::first(date(2026, 11, 1), Some(date(2027, 11, 1)));
        let other = domain::ids::OrderId::from_bits(1);
        let fresh = Subscription::new(order.subscription, order.account, "suite");
        let running = fresh.activate(other, package, coverage, Actor::System, tx.now()).unwrap();
        orders::get(&tx, order.id).await?;
        let change = Change { event: "subscription_activated", by: &Actor::System };
        subscriptions::insert(&tx, &running, change).await?;
        Ok::<_, StoreError>(())
    });
    write.await.unwrap();
}

//! What there may be one of, there is one of, whoever tries at once: the database itself says so.

use commerce::on_both_databases;
use commerce::store::{
    Store, StoreError, billing_accounts, coupon_redemptions, orders, payment_intents, subscriptions, trials, users,
};
use domain::access::Actor;
use domain::account::Role;
use domain::ids::{OrderId, SubscriptionId};
use domain::order::{CancelReason, Order};
use domain::payment::{DeclineReason, GatewayFact, GatewayNews, IntentState, PaymentIntent};
use domain::subscription::Subscription;
use domain::trial::Trial;

use sea_orm::ConnectionTrait as _;

use super::samples::{ACCOUNT, CHANGE, CHECKOUT, customer, intent, order, started, trial, user};

async fn place(store: &Store, order: &Order) -> Result<(), StoreError> {
    store.write(|tx| async move { orders::insert(&tx, order, CHANGE).await }).await
}

async fn pay(store: &Store, intent: &PaymentIntent) -> Result<(), StoreError> {
    store.write(|tx| async move { payment_intents::insert(&tx, intent, CHANGE).await }).await
}

fn is_unique<T: std::fmt::Debug>(result: Result<T, StoreError>) {
    assert!(matches!(result, Err(StoreError::Unique(_))), "{result:?}");
}

fn heard(intent: PaymentIntent, reference: &str, news: GatewayNews) -> PaymentIntent {
    let at = intent.created_at;
    intent.observe(&GatewayFact { reference: reference.to_owned(), at, news })
}

on_both_databases! {
    async fn one_person_an_address(world: &World) {
        let add = async |bits, email: &str| {
            let user = &user(bits, email);
            world.store.write(|tx| async move { users::insert(&tx, user, CHANGE).await }).await
        };
        add(1, "Ada@Acme.com").await.unwrap();
        is_unique(add(2, "ada@acme.COM").await);
        let found = users::by_email(world.store.read(), &"ADA@acme.com".parse().unwrap()).await.unwrap();
        assert_eq!(found.unwrap().email.as_str(), "Ada@Acme.com");
    }

    async fn whoever_answers_for_an_account_is_a_member_of_it(world: &World) {
        customer(&world.store).await;
        let gone = world.store.write(|tx| async move {
            let sql = format!("DELETE FROM memberships WHERE account_id = '{ACCOUNT}'");
            tx.execute_unprepared(&sql).await?;
            Ok::<_, StoreError>(())
        });
        assert!(gone.await.is_err(), "the transaction cannot end so");
        let kept = billing_accounts::get(world.store.read(), ACCOUNT).await.unwrap();
        let theirs = billing_accounts::of_user(world.store.read(), kept.primary_owner()).await.unwrap();
        assert_eq!(theirs, [(ACCOUNT, Role::Owner)]);
    }

    async fn one_live_order_a_checkout(world: &World) {
        customer(&world.store).await;
        place(&world.store, &order(1)).await.unwrap();
        is_unique(place(&world.store, &order(2)).await);
        let over = &order(1).cancel(CancelReason::QuoteChanged, Actor::System, world.clock.now()).unwrap();
        world.store.write(|tx| async move { orders::update(&tx, over, CHANGE).await }).await.unwrap();
        place(&world.store, &order(2)).await.unwrap();
        let live = orders::live_of_checkout(world.store.read(), CHECKOUT).await.unwrap();
        assert_eq!(live.map(|order| order.id), Some(OrderId::from_bits(2)));
    }

    async fn of_orders_placed_at_once_one_is(world: &World) {
        customer(&world.store).await;
        let placed = (1..=6).map(|bits| async move { place(&world.store, &order(bits)).await });
        let placed = futures::future::join_all(placed).await;
        assert_eq!(placed.iter().filter(|result| result.is_ok()).count(), 1, "{placed:?}");
    }

    async fn one_payment_under_way_an_order(world: &World) {
        customer(&world.store).await;
        place(&world.store, &order(1)).await.unwrap();
        pay(&world.store, &intent(1)).await.unwrap();
        is_unique(pay(&world.store, &intent(2)).await);

        let failed = heard(intent(1), "pi_1", GatewayNews::Failed { reason: DeclineReason::InsufficientFunds });
        let update = async |intent: &PaymentIntent| {
            world.store.write(|tx| async move { payment_intents::update(&tx, intent, CHANGE).await }).await
        };
        update(&failed).await.unwrap();
        pay(&world.store, &intent(2)).await.unwrap();

        // A fact about money is kept, also when it comes late and another attempt is under way.
        let captured = heard(failed, "pi_1", GatewayNews::Captured { amount: intent(1).amount });
        update(&captured).await.unwrap();
        let all = payment_intents::of_order(world.store.read(), OrderId::from_bits(1)).await.unwrap();
        assert!(matches!(all[0].state(), IntentState::Captured { .. }) && all.len() == 2);

        // One name of the gateway's is one payment of ours.
        is_unique(update(&heard(intent(2), "pi_1", GatewayNews::Processing)).await);
    }

    async fn one_trial_a_company_and_product_once_started(world: &World) {
        customer(&world.store).await;
        let ask = async |trial: &Trial| {
            world.store.write(|tx| async move { trials::insert(&tx, trial, CHANGE).await }).await.unwrap();
        };
        let start = async |trial: Trial, bits| {
            let running = &started(trial, bits);
            let subscription = &Subscription::new(SubscriptionId::from_bits(bits), ACCOUNT, "suite");
            let stored = world.store.write(|tx| async move {
                subscriptions::insert(&tx, subscription, CHANGE).await?;
                trials::update(&tx, running, CHANGE).await
            });
            stored.await
        };
        let all = [trial(1, "ada@acme.com"), trial(2, "bob@mail.acme.com"), trial(3, "eve@other.com")];
        for trial in &all {
            ask(trial).await;
        }
        let [ada, bob, eve] = all;
        start(ada, 11).await.unwrap();
        is_unique(start(bob, 12).await);
        start(eve, 13).await.unwrap();
    }

    async fn a_limited_coupon_is_redeemed_as_often_as_it_may_be(world: &World) {
        customer(&world.store).await;
        // Orders of one checkout, one after the other, so that there are five.
        for bits in 1..=5 {
            place(&world.store, &order(bits)).await.unwrap();
            let over = &order(bits).cancel(CancelReason::QuoteChanged, Actor::System, world.clock.now()).unwrap();
            world.store.write(|tx| async move { orders::update(&tx, over, CHANGE).await }).await.unwrap();
        }
        let redeem = |bits| {
            world.store.write(move |tx| async move {
                if coupon_redemptions::count_exclusively(&tx, "LAST2").await? >= 2 {
                    return Ok(false);
                }
                coupon_redemptions::redeem(&tx, "LAST2", OrderId::from_bits(bits)).await?;
                Ok::<_, StoreError>(true)
            })
        };
        let redeemed = futures::future::join_all((1..=5).map(redeem)).await;
        let redeemed: Vec<bool> = redeemed.into_iter().map(Result::unwrap).collect();
        assert_eq!(redeemed.iter().filter(|done| **done).count(), 2, "{redeemed:?}");

        let winner = redeemed.iter().position(|done| *done).unwrap();
        let winner = OrderId::from_bits(u128::try_from(winner).unwrap() + 1);
        world.store.write(|tx| async move { coupon_redemptions::give_back(&tx, winner).await }).await.unwrap();
        assert_eq!(coupon_redemptions::count(world.store.read(), "LAST2").await.unwrap(), 1);
    }
}

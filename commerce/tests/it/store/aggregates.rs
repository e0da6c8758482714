//! Aggregates read back as they were written, each change with its event, found by what they are looked for.

use commerce::on_both_databases;
use commerce::store::{
    StoreError, billing_accounts, checkouts, events, orders, payment_intents, payment_methods, quotes, subscriptions,
    trials, users, webhook_receipts,
};
use domain::access::Actor;
use domain::account::Role;
use domain::checkout::KEPT_FOR;
use domain::ids::{CheckoutId, MembershipId, SubscriptionId, UserId};
use domain::order::CancelReason;
use domain::subscription::Subscription;
use jiff::SignedDuration;

use super::samples::{
    ACCOUNT, CHANGE, CHECKOUT, OWNER, account, card, checkout, customer, intent, order, started, trial, user,
};

on_both_databases! {
    async fn checkouts_and_orders(world: &World) {
        customer(&world.store).await;
        let db = world.store.read();
        assert_eq!(checkouts::get(db, CHECKOUT).await.unwrap(), checkout());
        assert_eq!(quotes::find(db, "h1").await.unwrap().as_deref(), Some("{}"));
        let placed = &order(1);
        world.store.write(|tx| async move { orders::insert(&tx, placed, CHANGE).await }).await.unwrap();
        assert_eq!(orders::live_of_checkout(db, CHECKOUT).await.unwrap().as_ref(), Some(placed));
        assert_eq!(orders::of_account(db, ACCOUNT, 9).await.unwrap(), std::slice::from_ref(placed));
        assert_eq!(orders::in_states(db, &["awaiting_gates"], 9).await.unwrap(), [placed.id]);

        let over = &placed.clone().cancel(CancelReason::ByBuyer, Actor::System, world.clock.now()).unwrap();
        let change = events::Change { event: "order_cancelled", by: &Actor::User { user: OWNER } };
        world.store.write(|tx| async move { orders::update(&tx, over, change).await }).await.unwrap();
        assert_eq!(orders::get(db, placed.id).await.unwrap(), *over);
        assert_eq!(orders::live_of_checkout(db, CHECKOUT).await.unwrap(), None);
        assert_eq!(orders::in_states(db, &["awaiting_gates"], 9).await.unwrap(), []);

        let said = events::after(db, &placed.id.to_string(), 0, 9).await.unwrap();
        let names: Vec<_> = said.iter().map(|event| (event.sequence, event.name.as_str())).collect();
        assert_eq!(names, [(1, "made"), (2, "order_cancelled")]);
        assert_eq!(said[1].snapshot, serde_json::to_string(over).unwrap());
        assert_eq!(said[1].actor.0, Actor::User { user: OWNER });
    }

    async fn checkouts_whose_time_is_over_are_found(world: &World) {
        customer(&world.store).await;
        let due = async |by: SignedDuration| {
            checkouts::due_to_expire(world.store.read(), world.clock.now() + by, 9).await.unwrap()
        };
        assert_eq!(due(KEPT_FOR - SignedDuration::from_secs(1)).await, []);
        assert_eq!(due(KEPT_FOR).await, [CHECKOUT]);
        let expired = &checkout().expire(world.clock.now() + KEPT_FOR).unwrap();
        world.store.write(|tx| async move { checkouts::update(&tx, expired, CHANGE).await }).await.unwrap();
        assert_eq!(due(KEPT_FOR).await, []);
    }

    async fn payments_and_ways_to_pay(world: &World) {
        customer(&world.store).await;
        let (placed, paying) = (&order(1), &intent(1));
        let stored = world.store.write(|tx| async move {
            orders::insert(&tx, placed, CHANGE).await?;
            payment_intents::insert(&tx, paying, CHANGE).await?;
            payment_methods::keep(&tx, ACCOUNT, &card()).await?;
            payment_methods::keep(&tx, ACCOUNT, &card()).await
        });
        stored.await.unwrap();
        let db = world.store.read();
        assert_eq!(payment_intents::of_order(db, placed.id).await.unwrap(), std::slice::from_ref(paying));
        assert_eq!(payment_intents::get(db, paying.id).await.unwrap(), *paying);
        assert_eq!(payment_intents::by_reference(db, "pi_1").await.unwrap(), None);
        let saved = payment_methods::of_account(db, ACCOUNT).await.unwrap();
        assert_eq!((saved.len(), &saved[0].state.0), (1, &card()));
    }

    async fn accounts_and_their_members(world: &World) {
        customer(&world.store).await;
        let (eve, db) = (UserId::from_bits(9), world.store.read());
        let with_eve = &account().add(MembershipId::from_bits(9), eve, Role::Technical, world.clock.now()).unwrap();
        let stored = world.store.write(|tx| async move {
            users::insert(&tx, &user(9, "eve@acme.com"), CHANGE).await?;
            billing_accounts::update(&tx, with_eve, CHANGE).await
        });
        stored.await.unwrap();
        assert_eq!(billing_accounts::of_user(db, eve).await.unwrap(), [(ACCOUNT, Role::Technical)]);
        let alone = &with_eve.clone().remove(eve).unwrap();
        world.store.write(|tx| async move { billing_accounts::update(&tx, alone, CHANGE).await }).await.unwrap();
        assert_eq!(billing_accounts::of_user(db, eve).await.unwrap(), []);
        assert_eq!(billing_accounts::of_user(db, OWNER).await.unwrap(), [(ACCOUNT, Role::Owner)]);
        assert_eq!(billing_accounts::get(db, ACCOUNT).await.unwrap(), account());
    }

    async fn trials_and_subscriptions(world: &World) {
        customer(&world.store).await;
        let (asked, db) = (&trial(1, "ada@acme.com"), world.store.read());
        let running = &started(asked.clone(), 7);
        let subscription = &Subscription::new(SubscriptionId::from_bits(7), ACCOUNT, "suite");
        world.store.write(|tx| async move { trials::insert(&tx, asked, CHANGE).await }).await.unwrap();
        assert_eq!(trials::started_by(db, &asked.company, "suite").await.unwrap(), None);
        let stored = world.store.write(|tx| async move {
            subscriptions::insert(&tx, subscription, CHANGE).await?;
            trials::update(&tx, running, CHANGE).await
        });
        stored.await.unwrap();
        assert_eq!(trials::started_by(db, &asked.company, "suite").await.unwrap().as_ref(), Some(running));
        assert_eq!(trials::of_subscription(db, subscription.id).await.unwrap().as_ref(), Some(running));
        assert_eq!(trials::get(db, asked.id).await.unwrap(), *running);
        assert_eq!(subscriptions::of_account(db, ACCOUNT).await.unwrap(), std::slice::from_ref(subscription));
    }

    async fn a_webhook_is_new_once(world: &World) {
        let first = |id: &'static str| {
            world.store.write(move |tx| async move { webhook_receipts::first(&tx, "sandbox", id).await })
        };
        assert!(first("evt_1").await.unwrap());
        assert!(!first("evt_1").await.unwrap());
        assert!(first("evt_2").await.unwrap());
    }

    async fn what_is_not_there_cannot_be_changed(world: &World) {
        let (checkout, placed) = (&checkout(), &order(1));
        let changed = world.store.write(|tx| async move { checkouts::update(&tx, checkout, CHANGE).await }).await;
        assert!(matches!(changed, Err(StoreError::Missing { what: "checkout", .. })), "{changed:?}");
        let changed = world.store.write(|tx| async move { orders::update(&tx, placed, CHANGE).await }).await;
        assert!(matches!(changed, Err(StoreError::Missing { what: "order", .. })), "{changed:?}");
        let unknown = CheckoutId::from_bits(99);
        assert_eq!(checkouts::find(world.store.read(), unknown).await.unwrap(), None);
        assert!(matches!(checkouts::get(world.store.read(), unknown).await, Err(StoreError::Missing { .. })));
    }
}

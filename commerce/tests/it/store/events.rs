//! Events are numbered without a gap, and heard of after the commit.

use commerce::on_both_databases;
use commerce::store::events::{self, Change, Follower};
use commerce::store::{Store, StoreError};
use domain::access::Actor;
use domain::ids::OrderId;
use sea_orm::ConnectionTrait as _;

const CHANGE: Change<'static> = Change { event: "order_changed", by: &Actor::System };

fn order() -> OrderId {
    OrderId::from_bits(7)
}

async fn record(store: &Store, snapshot: &str) -> i64 {
    store.write(|tx| async move { tx.record(order(), None, CHANGE, &snapshot).await }).await.unwrap()
}

on_both_databases! {
    async fn law_11_numbers_have_no_gap_however_many_record(world: &World) {
        let other = world.another_process(2).await;
        let mut writers = tokio::task::JoinSet::new();
        for n in 0..20 {
            let store = if n % 2 == 0 { world.store.clone() } else { other.clone() };
            writers.spawn(async move { record(&store, "s").await });
        }
        let mut answered = writers.join_all().await;
        answered.sort_unstable();
        assert_eq!(answered, (1..=20).collect::<Vec<_>>());
        let stored = events::after(world.store.read(), &order().to_string(), 0, 100).await.unwrap();
        assert_eq!(stored.iter().map(|event| event.sequence).collect::<Vec<_>>(), answered);
        other.close().await.unwrap();
    }

    async fn law_10_and_11_an_event_says_what_happened_to_what_by_whom_and_the_state_after(world: &World) {
        record(&world.store, "placed").await;
        let event = events::after(world.store.read(), &order().to_string(), 0, 9).await.unwrap().remove(0);
        assert_eq!((event.aggregate.as_str(), event.name.as_str()), ("order", "order_changed"));
        assert_eq!(event.actor.0, Actor::System);
        assert_eq!(event.snapshot, "\"placed\"");
        assert_eq!(event.occurred_at.0, world.clock.now());
    }

    async fn nobody_changes_or_deletes_one_but_to_take_somebody_out_of_it(world: &World) {
        record(&world.store, "placed").await;
        let run = async |sql: &str| {
            world.store.write(|tx| async move { Ok::<_, StoreError>(tx.execute_unprepared(sql).await?) }).await
        };
        for sql in [
            "DELETE FROM events",
            "UPDATE events SET snapshot = '{}'",
            "UPDATE events SET actor = '{}', redacted_at = NULL",
            "UPDATE events SET sequence = 7, redacted_at = 1",
            "UPDATE events SET name = 'order_forgotten', redacted_at = 1",
            "UPDATE events SET occurred_at = 1, redacted_at = 1",
            "UPDATE events SET aggregate_id = 'ord_1', redacted_at = 1",
            "UPDATE events SET account_id = 'acc_1', redacted_at = 1",
        ] {
            let refused = run(sql).await.unwrap_err().to_string();
            assert!(refused.contains("events are only added to"), "{sql}: {refused}");
        }
        run("UPDATE events SET snapshot = '{}', redacted_at = 2").await.unwrap();
        for sql in ["UPDATE events SET snapshot = '1'", "UPDATE events SET snapshot = '1', redacted_at = 2"] {
            assert!(run(sql).await.is_err(), "each redaction is noted: {sql}");
        }
        run("UPDATE events SET snapshot = '1', redacted_at = 3").await.unwrap();
        let event = events::after(world.store.read(), &order().to_string(), 0, 9).await.unwrap().remove(0);
        assert_eq!((event.sequence, event.name.as_str(), event.snapshot.as_str()), (1, "order_changed", "1"));
        assert!(event.redacted_at.is_some());
    }

    async fn a_refused_transaction_leaves_no_event_and_announces_none(world: &World) {
        let mut heard = world.store.announcements();
        let refused: Result<(), StoreError> = world
            .store
            .write(|tx| async move {
                tx.record(order(), None, CHANGE, &"lost").await?;
                Err(StoreError::Busy(1))
            })
            .await;
        assert!(refused.is_err());
        assert!(heard.try_recv().is_err());
        assert_eq!(record(&world.store, "kept").await, 1);
        assert_eq!(heard.try_recv().unwrap().sequence, 1);
    }

    async fn a_follower_gets_the_past_then_the_present_also_of_other_processes(world: &World) {
        for snapshot in ["1", "2", "3"] {
            record(&world.store, snapshot).await;
        }
        let mut follower = Follower::new(&world.store, &order().to_string(), 1);
        assert_eq!(follower.next().await.unwrap().sequence, 2);
        assert_eq!(follower.next().await.unwrap().sequence, 3);

        // A call that is dropped while it waits loses nothing.
        tokio::select! {
            biased;
            _ = follower.next() => unreachable!("nothing has happened yet"),
            () = std::future::ready(()) => {}
        }
        let recorded = tokio::spawn({
            let store = world.store.clone();
            async move { record(&store, "4").await }
        });
        assert_eq!(follower.next().await.unwrap().snapshot, "\"4\"");
        recorded.await.unwrap();

        let other = world.another_process(2).await;
        record(&other, "5").await;
        assert_eq!(follower.next().await.unwrap().sequence, 5);
        other.close().await.unwrap();
    }
}

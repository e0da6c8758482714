//! The queue: leases, keys, retries, the dead.

use commerce::jobs::{Failure, drain};
use commerce::on_both_databases;
use commerce::store::jobs::{self, Leased, NewJob};
use commerce::store::{Store, StoreError};
use commerce::testing::{World, beginning};
use jiff::SignedDuration;

use super::handlers::{Scripted, enqueue, job};

const MINUTE: SignedDuration = SignedDuration::from_mins(1);

async fn lease(world: &World, owner: &str) -> Vec<Leased> {
    jobs::lease(&world.store, owner, world.clock.now() + MINUTE, 10).await.unwrap()
}

async fn finish(store: &Store, job: &Leased) -> bool {
    store.write(|tx| async move { jobs::finish(&tx, job).await }).await.unwrap()
}

async fn later(world: &World, by: SignedDuration) {
    world.clock.advance(&world.store, by).await.unwrap();
}

on_both_databases! {
    async fn a_job_waits_for_its_time_and_is_gone_when_done(world: &World) {
        enqueue(&world.store, &[job("\"b\"", beginning() + MINUTE), job("\"a\"", beginning())]).await;
        let handler = Scripted::willing();
        assert_eq!(drain(&world.store, &handler).await.unwrap(), 1);
        later(world, MINUTE).await;
        assert_eq!(drain(&world.store, &handler).await.unwrap(), 1);
        assert_eq!(*handler.told(), ["\"a\"", "\"b\""]);
    }

    async fn nothing_is_enqueued_by_a_transaction_that_fails(world: &World) {
        let refused: Result<(), StoreError> = world
            .store
            .write(|tx| async move {
                tx.enqueue(job("{}", tx.now())).await?;
                Err(StoreError::Busy(1))
            })
            .await;
        assert!(refused.is_err());
        assert!(!jobs::any_due(world.store.read(), world.clock.now()).await.unwrap());
    }

    async fn a_lease_keeps_others_away_until_it_runs_out(world: &World) {
        enqueue(&world.store, &[job("{}", beginning())]).await;
        let crashed = lease(world, "one").await.remove(0);
        assert!(lease(world, "two").await.is_empty());
        later(world, MINUTE).await;
        let taken_over = lease(world, "two").await.remove(0);
        assert_eq!(taken_over.attempts, 2);

        // The first was not dead, only slow: what it says counts no more.
        assert!(!finish(&world.store, &crashed).await);
        assert!(finish(&world.store, &taken_over).await);
    }

    async fn two_who_lease_at_once_never_get_the_same_job(world: &World) {
        let waiting: Vec<NewJob> = (0..30).map(|n| job(&n.to_string(), beginning())).collect();
        enqueue(&world.store, &waiting).await;
        let other = world.another_process(2).await;
        let mut takers = tokio::task::JoinSet::new();
        for n in 0..6 {
            let store = if n % 2 == 0 { world.store.clone() } else { other.clone() };
            takers.spawn(async move {
                jobs::lease(&store, &format!("owner-{n}"), beginning() + MINUTE, 5).await.unwrap()
            });
        }
        let taken: Vec<Leased> = takers.join_all().await.into_iter().flatten().collect();
        let mut payloads: Vec<i32> = taken.iter().map(|job| job.payload.parse().unwrap()).collect();
        payloads.sort_unstable();
        payloads.dedup();
        assert_eq!(payloads.len(), taken.len(), "a job was leased twice");
        for job in jobs::lease(&world.store, "rest", beginning() + MINUTE, 30).await.unwrap().iter().chain(&taken) {
            assert!(finish(&world.store, job).await);
        }
        other.close().await.unwrap();
    }

    async fn a_failure_is_tried_again_after_a_growing_wait_and_then_given_up(world: &World) {
        enqueue(&world.store, &[job("{}", beginning())]).await;
        let handler = Scripted::new(Err(Failure::Later("the bank is away".to_owned())));
        // Waits are at least half of 60 and of 120 seconds, and at most all of it.
        for (seconds, runs) in [(0, 1), (29, 0), (31, 1), (59, 0), (61, 1), (3_600, 0)] {
            later(world, SignedDuration::from_secs(seconds)).await;
            assert_eq!(drain(&world.store, &handler).await.unwrap(), runs, "after {seconds} s more");
        }
        let dead = jobs::dead(world.store.read()).await.unwrap().remove(0);
        assert_eq!((dead.last_error.as_str(), dead.attempts), ("the bank is away", 3));

        // Somebody mended the bank.
        let id = dead.id.0;
        assert!(world.store.write(|tx| async move { jobs::revive(&tx, id).await }).await.unwrap());
        let handler = Scripted::willing();
        assert_eq!(drain(&world.store, &handler).await.unwrap(), 1);
        assert!(!world.store.write(|tx| async move { jobs::revive(&tx, id).await }).await.unwrap());
    }

    async fn what_waiting_cannot_mend_is_given_up_at_once(world: &World) {
        enqueue(&world.store, &[job("{}", beginning())]).await;
        let handler = Scripted::new(Err(Failure::Never("550 no such user".to_owned())));
        assert_eq!(drain(&world.store, &handler).await.unwrap(), 1);
        assert_eq!(drain(&world.store, &handler).await.unwrap(), 0);
        let dead = jobs::dead(world.store.read()).await.unwrap().remove(0);
        assert_eq!((dead.last_error.as_str(), dead.attempts), ("550 no such user", 1));
        assert_eq!(dead.dead_at.0, beginning());
        let id = dead.id.0;
        world.store.write(|tx| async move { jobs::revive(&tx, id).await }).await.unwrap();
        drain(&world.store, &Scripted::willing()).await.unwrap();
    }

    async fn of_jobs_with_the_same_key_one_waits_at_the_earlier_time(world: &World) {
        let keyed = |payload: &str, run_at| NewJob { unique_key: Some("k".to_owned()), ..job(payload, run_at) };
        enqueue(&world.store, &[keyed("1", beginning() + MINUTE), keyed("2", beginning()), keyed("3", beginning() + MINUTE)])
            .await;
        let handler = Scripted::willing();
        assert_eq!(drain(&world.store, &handler).await.unwrap(), 1);
        assert_eq!(*handler.told(), ["1"]);
    }

    async fn enqueued_again_while_it_runs_a_job_runs_once_more(world: &World) {
        let keyed = NewJob { unique_key: Some("k".to_owned()), ..job("{}", beginning()) };
        enqueue(&world.store, std::slice::from_ref(&keyed)).await;
        let running = lease(world, "one").await.remove(0);
        enqueue(&world.store, &[keyed.clone(), keyed.clone()]).await;
        assert!(lease(world, "two").await.is_empty());
        assert!(finish(&world.store, &running).await);

        let again = lease(world, "one").await.remove(0);
        assert_eq!(again.attempts, 1);
        // Given up while somebody asks for it anew: it is not dead, it runs.
        enqueue(&world.store, &[keyed]).await;
        let again = &again;
        assert!(world.store.write(|tx| async move { jobs::bury(&tx, again, "no").await }).await.unwrap());
        assert!(jobs::dead(world.store.read()).await.unwrap().is_empty());
        assert_eq!(drain(&world.store, &Scripted::willing()).await.unwrap(), 1);
    }

    async fn the_depth_counts_what_waits_and_what_is_due_for_how_long(world: &World) {
        enqueue(&world.store, &[job("1", beginning()), job("2", beginning() + MINUTE * 2)]).await;
        later(world, MINUTE).await;
        let depth = jobs::depth(world.store.read(), world.clock.now()).await.unwrap().remove(0);
        assert_eq!((depth.kind.as_str(), depth.waiting, depth.dead), ("test", 2, 0));
        assert_eq!(depth.oldest_due.unwrap().0, beginning());
        later(world, MINUTE).await;
        drain(&world.store, &Scripted::willing()).await.unwrap();
    }
}

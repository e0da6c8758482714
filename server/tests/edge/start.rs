//! What a server sees to when it starts: the work that comes again and again is in the queue, and is done.

use std::time::Duration;

use commerce::store::jobs;
use commerce::testing::{Backend, Database};
use jiff::Timestamp;
use tokio::sync::oneshot;
use tokio::time::timeout;

use crate::shop::Shop;

/// Starts a server twice on one database, and wants its rounds to have been made each time.
async fn rounds_are_made(backend: Backend) {
    let database = Database::fresh(backend).await;
    for _ in 0..2 {
        let Shop { server, directory: _directory } = Shop::open(&[("KASSA_DATABASE_URL", &database.address())]).await;
        let state = server.state().clone();
        let (stop, stopped) = oneshot::channel::<()>();
        let running = tokio::spawn(server.prepare().await.unwrap().run(async move {
            let _ = stopped.await;
        }));
        let store = state.commerce().store();
        let rounds = async {
            // What has been done is in the queue again for later, so that nothing is due.
            loop {
                let depth = jobs::depth(store.read(), Timestamp::MAX).await.unwrap();
                let due = jobs::any_due(store.read(), state.commerce().now()).await.unwrap();
                let kinds: Vec<_> = depth.iter().map(|depth| (depth.kind.as_str(), depth.waiting)).collect();
                if kinds == [("expire_checkouts", 1), ("recheck_domains", 1), ("reconcile", 1), ("sweep", 1)] && !due {
                    break;
                }
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
        };
        timeout(Duration::from_secs(20), rounds).await.expect("the rounds are made");
        stop.send(()).unwrap();
        running.await.unwrap().unwrap();
    }
    database.remove().await;
}

#[tokio::test]
async fn a_shop_does_not_start_on_a_database_that_is_not_up_to_date() {
    let Shop { server, directory: _directory } = Shop::not_migrated().await;
    let error = server.prepare().await.err().expect("a refusal").to_string();
    assert!(error.starts_with("the database is not up to date: run `kassa migrate`, which does "), "{error}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn rounds_are_made_on_sqlite() {
    rounds_are_made(Backend::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn rounds_are_made_on_postgres() {
    rounds_are_made(Backend::Postgres).await;
}

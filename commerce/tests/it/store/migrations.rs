//! The schema goes up from nothing, once, whoever tries.

use commerce::clock::Clock;
use commerce::random::Random;
use commerce::store::{PoolSizes, Store};
use commerce::testing::{Backend, Database};

async fn open(database: &Database) -> Store {
    Store::open(&database.url(), PoolSizes::default(), Clock::real(), Random::system()).await.unwrap()
}

async fn goes_up_once(backend: Backend) {
    let database = Database::empty(backend).await;
    let (one, two) = (open(&database).await, open(&database).await);
    let pending = one.pending().await.unwrap();
    assert_eq!(pending.first().map(String::as_str), Some("m0001_people"));

    // Two processes start at the same time.
    let (first, second) = tokio::join!(one.migrate(), two.migrate());
    first.unwrap();
    second.unwrap();
    assert!(one.pending().await.unwrap().is_empty());
    one.migrate().await.unwrap();

    one.close().await.unwrap();
    two.close().await.unwrap();
    database.remove().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn sqlite() {
    goes_up_once(Backend::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn postgres() {
    goes_up_once(Backend::Postgres).await;
}

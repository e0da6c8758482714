//! The one test harness: a fresh database of each kind for every test, a frozen clock, repeatable randomness.
//!
//! Behind the feature `testing`, so that other crates' tests can use it too. A scenario written once with
//! [`on_both_databases!`](crate::on_both_databases) runs on SQLite and on PostgreSQL, and fails when it leaves jobs
//! behind that nobody ran.

use std::future::Future;

use jiff::Timestamp;

use crate::clock::{Clock, Reading};
use crate::random::Random;
use crate::store::{PoolSizes, Store, jobs};

mod away;
mod database;
mod postgres;
mod python;
mod shop;
mod zone;

pub use away::Away;
pub use database::{Backend, Database};
pub use python::{python, script};
pub use shop::{TERMS_VERSION, demo_goods, parts, shop};
pub use zone::Zone;

/// What a scenario is given.
#[derive(Debug)]
pub struct World {
    /// The store, migrated and empty.
    pub store: Store,
    /// Its clock: it stands still until it is advanced.
    pub clock: Clock,
    /// Its randomness: the same for every run.
    pub random: Random,
    database: Database,
}

/// When every scenario begins.
#[must_use]
pub fn beginning() -> Timestamp {
    "2026-11-20T09:00:00Z".parse().expect("a timestamp")
}

impl World {
    /// A world of its own for one test.
    pub async fn new(backend: Backend) -> Self {
        let database = Database::fresh(backend).await;
        let clock = Clock::test(Reading::Frozen(beginning()));
        let random = Random::seeded(1);
        let store = Store::open(&database.url(), PoolSizes { readers: 4, writers: 8 }, clock.clone(), random.clone())
            .await
            .expect("the fresh database opens");
        Self { store, clock, random, database }
    }

    /// A second store on the same database, as another process would have it: with a clock and randomness of its own.
    pub async fn another_process(&self, seed: u64) -> Store {
        let clock = Clock::test(Reading::Frozen(beginning()));
        let sizes = PoolSizes { readers: 2, writers: 4 };
        Store::open(&self.database.url(), sizes, clock, Random::seeded(seed)).await.expect("the database opens again")
    }

    async fn end(self) {
        let left = jobs::depth(self.store.read(), Timestamp::MAX).await.expect("the queue can be read");
        assert!(left.is_empty(), "the scenario left jobs behind: {left:?}");
        self.store.close().await.expect("the store closes");
        self.database.remove().await;
    }
}

/// Runs one scenario in a world of its own. Called by [`on_both_databases!`](crate::on_both_databases).
pub async fn run<F: Future<Output = World>>(backend: Backend, scenario: impl FnOnce(World) -> F) {
    scenario(World::new(backend).await).await.end().await;
}

/// Makes two tests of each scenario, `NAME::sqlite` and `NAME::postgres`.
#[macro_export]
macro_rules! on_both_databases {
    ($($(#[$meta:meta])* async fn $name:ident($world:ident: &World) $body:block)+) => {$(
        $(#[$meta])*
        mod $name {
            use super::*;

            async fn scenario($world: &$crate::testing::World) $body

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn sqlite() {
                $crate::testing::run($crate::testing::Backend::Sqlite, async |world| {
                    scenario(&world).await;
                    world
                })
                .await;
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn postgres() {
                $crate::testing::run($crate::testing::Backend::Postgres, async |world| {
                    scenario(&world).await;
                    world
                })
                .await;
            }
        }
    )+};
}

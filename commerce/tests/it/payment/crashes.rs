//! A crash at every seam between accepting and the licence: started again, nobody intervening, it is one order, one
//! capture and one licence.
//!
//! A crash is a task that is dropped where it stands: what it had committed stays, what it held in memory is gone. The
//! same points kill the whole process in the end-to-end tests.

use std::sync::Arc;

use commerce::crash::{Crash, CrashPoint};
use commerce::jobs::drain;
use commerce::on_both_databases;
use commerce::store::orders;
use commerce::testing::demo_goods;
use jiff::SignedDuration;
use tokio::sync::Notify;

use super::till::{Till, accept, shop};
use crate::it::provider::GOOD;

on_both_databases! {
    async fn at_every_seam_it_is_one_order_one_capture_and_one_licence(world: &World) {
        for point in CrashPoint::ALL {
            let till = Till::open(world).await;
            let buyer = till.buyer(GOOD).await;
            let shown = till.shown(&buyer).await;

            // The first process: it accepts, works, and crashes at the point.
            let reached = Arc::new(Notify::new());
            let first = shop(&world.store, &till.provider, demo_goods(), Crash::stand_at(point, reached.clone()));
            let doomed = buyer.clone();
            let task = tokio::spawn(async move {
                accept(&first, &doomed, &shown).await.unwrap();
                drain(first.store(), &first).await.unwrap();
                unreachable!("it crashes before its work is done");
            });
            reached.notified().await;
            task.abort();
            assert!(task.await.unwrap_err().is_cancelled(), "{}", point.name());

            // The second process: leases of the first run out, and it does what is left.
            let store = world.another_process(2).await;
            let second = shop(&store, &till.provider, demo_goods(), Crash::NEVER);
            for _ in 0..3 {
                world.clock.advance(&world.store, SignedDuration::from_mins(6)).await.unwrap();
                drain(&store, &second).await.unwrap();
            }
            let session = till.checkout(&buyer).await;
            let id = session.order().expect("an order");
            let order = orders::get(store.read(), id).await.unwrap();
            assert_eq!(order.status(), "provisioned", "{}: {:?}", point.name(), order.state);
            assert_eq!(till.provider.moved(None, "authorise").await.0, 1, "{}", point.name());
            assert_eq!(till.provider.moved(None, "capture").await.0, 1, "{}", point.name());
            assert_eq!(till.provider.moved(None, "refund").await.0, 0, "{}", point.name());
            let licence = commerce::store::licences::issued_for(store.read(), &id.to_string()).await.unwrap();
            assert!(licence.is_some(), "{}", point.name());
            let receipts = till.subjects().await.into_iter().filter(|subject| subject.contains(&id.to_string())).count();
            assert_eq!(receipts, 1, "{}", point.name());
            // Pressing the button again after all this changes nothing.
            assert_eq!(till.place(&buyer).await.0, id, "{}", point.name());
            store.close().await.unwrap();
        }
    }
}

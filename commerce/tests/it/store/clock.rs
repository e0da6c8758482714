//! The test clock is shared through the database.

use commerce::clock::{Clock, ClockError};
use commerce::on_both_databases;
use commerce::testing::beginning;
use jiff::SignedDuration;

on_both_databases! {
    async fn is_shared_by_processes(world: &World) {
        world.clock.refresh(&world.store).await.unwrap();
        let other = world.another_process(2).await;
        let day = SignedDuration::from_hours(24);

        let moved = world.clock.advance(&world.store, day).await.unwrap();
        assert_eq!(moved, beginning() + day);
        assert_eq!(other.clock().now(), beginning());
        other.clock().refresh(&other).await.unwrap();
        assert_eq!(other.clock().now(), moved);

        // The other's advance starts from the shared reading, not from its own.
        world.clock.advance(&world.store, day).await.unwrap();
        assert_eq!(other.clock().advance(&other, day).await.unwrap(), beginning() + day * 3);
        other.close().await.unwrap();
    }

    async fn never_runs_backwards(world: &World) {
        let back = world.clock.advance(&world.store, SignedDuration::from_secs(-1)).await;
        assert!(matches!(back, Err(ClockError::Backwards)));
        let far = world.clock.advance(&world.store, SignedDuration::MAX).await;
        assert!(matches!(far, Err(ClockError::TooFar)));
        assert_eq!(world.clock.now(), beginning());
    }

    async fn the_real_clock_cannot_be_moved(world: &World) {
        let real = Clock::real();
        let refused = real.advance(&world.store, SignedDuration::from_secs(1)).await;
        assert!(matches!(refused, Err(ClockError::NotATestClock)));
    }
}

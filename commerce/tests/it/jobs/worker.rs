//! Workers: woken at once, side by side, stopped in order, not stopped by a handler that breaks.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use async_trait::async_trait;
use commerce::jobs::{Failure, Handler, Settings, Worker};
use commerce::on_both_databases;
use commerce::store::jobs::{self, Leased};
use commerce::testing::{World, beginning};
use domain::retry::Patience;
use tokio::sync::{Semaphore, mpsc};

use super::handlers::{PATIENCE, enqueue, job};

/// Never looks by itself within a test.
const ASLEEP: Settings = Settings {
    side_by_side: 4,
    look_every: Duration::from_secs(3_600),
    at_most: Duration::from_secs(30),
    publish_every: Duration::from_secs(3_600),
};

/// Tells the test when it begins, and ends when the test lets it.
struct Held {
    began: mpsc::UnboundedSender<String>,
    let_go: Arc<Semaphore>,
    done: AtomicU32,
}

#[async_trait]
impl Handler for Held {
    async fn run(&self, job: &Leased) -> Result<(), Failure> {
        self.began.send(job.payload.clone()).unwrap();
        self.let_go.acquire().await.unwrap().forget();
        if job.payload == "panic" && job.attempts == 1 {
            panic!("as told");
        }
        self.done.fetch_add(1, Ordering::SeqCst);
        Ok(())
    }

    fn patience(&self, _kind: &str) -> Patience {
        PATIENCE
    }
}

fn held() -> (Arc<Held>, mpsc::UnboundedReceiver<String>, Arc<Semaphore>) {
    let (began, begins) = mpsc::unbounded_channel();
    let let_go = Arc::new(Semaphore::new(0));
    (Arc::new(Held { began, let_go: Arc::clone(&let_go), done: AtomicU32::new(0) }), begins, let_go)
}

/// Waits for something that other tasks bring about, without a fixed time.
async fn until<F: Future<Output = bool>>(condition: impl Fn() -> F) {
    while !condition().await {
        tokio::task::yield_now().await;
    }
}

async fn nothing_waits(world: &World) -> bool {
    jobs::depth(world.store.read(), beginning()).await.unwrap().is_empty()
}

on_both_databases! {
    async fn a_transaction_wakes_the_worker_of_its_process(world: &World) {
        let (handler, mut begins, let_go) = held();
        let worker = Worker::start(world.store.clone(), handler.clone(), ASLEEP);
        let_go.add_permits(3);
        for payload in ["1", "2", "3"] {
            enqueue(&world.store, &[job(payload, beginning())]).await;
            assert_eq!(begins.recv().await.as_deref(), Some(payload));
        }
        until(|| nothing_waits(world)).await;
        worker.stop().await;
        assert_eq!(handler.done.load(Ordering::SeqCst), 3);
    }

    async fn jobs_of_other_processes_are_found_by_looking(world: &World) {
        let (handler, mut begins, let_go) = held();
        let settings = Settings { look_every: Duration::from_millis(5), ..ASLEEP };
        let worker = Worker::start(world.store.clone(), handler, settings);
        let other = world.another_process(2).await;
        let_go.add_permits(1);
        enqueue(&other, &[job("x", beginning())]).await;
        assert_eq!(begins.recv().await.as_deref(), Some("x"));
        worker.stop().await;
        other.close().await.unwrap();
    }

    async fn as_many_run_side_by_side_as_told_and_no_more(world: &World) {
        let (handler, mut begins, let_go) = held();
        let waiting: Vec<_> = (0..6).map(|n| job(&n.to_string(), beginning())).collect();
        enqueue(&world.store, &waiting).await;
        let worker = Worker::start(world.store.clone(), handler.clone(), ASLEEP);
        for _ in 0..4 {
            begins.recv().await.unwrap();
        }
        assert!(begins.try_recv().is_err(), "a fifth ran beside four");
        let_go.add_permits(6);
        until(|| nothing_waits(world)).await;
        worker.stop().await;
        assert_eq!(handler.done.load(Ordering::SeqCst), 6);
    }

    async fn stopping_waits_for_what_is_under_way(world: &World) {
        let (handler, mut begins, let_go) = held();
        enqueue(&world.store, &[job("slow", beginning())]).await;
        let worker = Worker::start(world.store.clone(), handler.clone(), ASLEEP);
        begins.recv().await.unwrap();
        let mut stopping = std::pin::pin!(worker.stop());
        assert!(futures::poll!(&mut stopping).is_pending());
        let_go.add_permits(1);
        stopping.await;
        assert_eq!(handler.done.load(Ordering::SeqCst), 1);

        enqueue(&world.store, &[job("late", beginning())]).await;
        let_go.add_permits(1);
        let worker = Worker::start(world.store.clone(), handler, ASLEEP);
        assert_eq!(begins.recv().await.as_deref(), Some("late"));
        worker.stop().await;
    }

    async fn a_handler_that_breaks_or_hangs_is_a_failure_like_others(world: &World) {
        let (handler, mut begins, let_go) = held();
        enqueue(&world.store, &[job("panic", beginning()), job("hang", beginning())]).await;
        let settings = Settings { at_most: Duration::from_millis(200), ..ASLEEP };
        let worker = Worker::start(world.store.clone(), handler.clone(), settings);
        begins.recv().await.unwrap();
        begins.recv().await.unwrap();
        let_go.add_permits(1);
        // One takes the permit: it panics, or is done. The other hangs until its time is over. All end in order.
        worker.stop().await;

        world.clock.advance(&world.store, jiff::SignedDuration::from_mins(1)).await.unwrap();
        let_go.add_permits(2);
        let worker = Worker::start(world.store.clone(), handler.clone(), ASLEEP);
        until(|| nothing_waits(world)).await;
        worker.stop().await;
        assert_eq!(handler.done.load(Ordering::SeqCst), 2);
    }
}

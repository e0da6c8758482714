//! A worker: takes due jobs out of the store and runs them side by side, until it is told to stop.
//!
//! Several may run, in one process or in many. One wakes at once when a transaction of its own process enqueued
//! something, and looks by itself every so often for what others enqueued and for what has become due.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use tokio::sync::watch;
use tokio::task::{JoinHandle, JoinSet};
use tokio::time::{Instant, timeout};

use super::settle::settle;
use super::{Failure, Handler, publish_figures};
use crate::store::jobs::{self, Leased};
use crate::store::{Store, StoreError};

/// How a worker works.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Settings {
    /// How many jobs run side by side.
    pub side_by_side: usize,
    /// How often it looks without being woken.
    pub look_every: Duration,
    /// How long one run may take. The lease is twice as long, in the time of the store's clock.
    pub at_most: Duration,
    /// How often it publishes figures.
    pub publish_every: Duration,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            side_by_side: 8,
            look_every: Duration::from_millis(250),
            at_most: Duration::from_secs(30),
            publish_every: Duration::from_secs(5),
        }
    }
}

/// A running worker. Dropped, it goes on; see [`Worker::stop`].
#[derive(Debug)]
pub struct Worker {
    stop: watch::Sender<bool>,
    task: JoinHandle<()>,
}

impl Worker {
    /// Starts one.
    #[must_use]
    pub fn start(store: Store, handler: Arc<dyn Handler>, settings: Settings) -> Self {
        let (stop, stopped) = watch::channel(false);
        let name = hex::encode(&store.random().bytes()[..8]);
        let shift = Shift { store, handler, settings, name, leases: 0, running: JoinSet::new() };
        Self { stop, task: tokio::spawn(shift.work(stopped)) }
    }

    /// Takes no more jobs, and returns when those under way are through.
    pub async fn stop(self) {
        let _ = self.stop.send(true);
        if let Err(error) = self.task.await {
            tracing::error!(%error, "a worker did not stop in order");
        }
    }
}

struct Shift {
    store: Store,
    handler: Arc<dyn Handler>,
    settings: Settings,
    name: String,
    /// Leases taken so far: makes each lease's owner a name of its own.
    leases: u64,
    running: JoinSet<()>,
}

impl Shift {
    async fn work(mut self, mut stopped: watch::Receiver<bool>) {
        let mut known = BTreeSet::new();
        let mut publish_at = Instant::now();
        while !*stopped.borrow() {
            if Instant::now() >= publish_at {
                publish_at = Instant::now() + self.settings.publish_every;
                if let Err(error) = publish_figures(&self.store, &mut known).await {
                    tracing::warn!(%error, "figures could not be published");
                }
            }
            let taken = self.take().await.unwrap_or_else(|error| {
                tracing::error!(%error, "jobs could not be taken");
                0
            });
            if taken > 0 && self.running.len() < self.settings.side_by_side {
                continue;
            }
            self.rest(&mut stopped).await;
        }
        while self.running.join_next().await.is_some() {}
    }

    /// Waits until there may be something to take, or no more.
    async fn rest(&mut self, stopped: &mut watch::Receiver<bool>) {
        let full = self.running.len() >= self.settings.side_by_side;
        tokio::select! {
            _ = stopped.changed() => {}
            Some(_) = self.running.join_next() => {}
            () = self.store.jobs_waiting().notified(), if !full => {}
            () = tokio::time::sleep(self.settings.look_every), if !full => {}
        }
    }

    /// Takes as many due jobs as there is room for and sets them going.
    async fn take(&mut self) -> Result<usize, StoreError> {
        while self.running.try_join_next().is_some() {}
        let room = self.settings.side_by_side.saturating_sub(self.running.len());
        if room == 0 {
            return Ok(0);
        }
        self.store.clock().refresh(&self.store).await?;
        let now = self.store.clock().now();
        if !jobs::any_due(self.store.read(), now).await? {
            return Ok(0);
        }
        self.leases += 1;
        let owner = format!("{}.{}", self.name, self.leases);
        let lease = SignedDuration::try_from(self.settings.at_most * 2).unwrap_or(SignedDuration::MAX);
        let until = now.saturating_add(lease).unwrap_or(Timestamp::MAX);
        let leased = jobs::lease(&self.store, &owner, until, i64::try_from(room).unwrap_or(i64::MAX)).await?;
        let taken = leased.len();
        for job in leased {
            let (store, handler, at_most) = (self.store.clone(), Arc::clone(&self.handler), self.settings.at_most);
            self.running.spawn(run(store, handler, job, at_most));
        }
        Ok(taken)
    }
}

/// Runs one job and records how it went. A panic or a run that takes too long is a failure like others.
async fn run(store: Store, handler: Arc<dyn Handler>, job: Leased, at_most: Duration) {
    let started = Instant::now();
    let doing = tokio::spawn({
        let (handler, job) = (Arc::clone(&handler), job.clone());
        async move { handler.run(&job).await }
    });
    let abort = doing.abort_handle();
    let outcome = match timeout(at_most, doing).await {
        Ok(Ok(outcome)) => outcome,
        Ok(Err(broken)) => Err(Failure::Later(format!("the handler broke off: {broken}"))),
        Err(_) => {
            abort.abort();
            Err(Failure::Later(format!("not done within {} s", at_most.as_secs())))
        }
    };
    metrics::histogram!("kassa_jobs_seconds", "kind" => job.kind.clone()).record(started.elapsed());
    if let Err(error) = settle(&store, handler.as_ref(), &job, outcome).await {
        // The lease runs out and the job runs again.
        tracing::error!(id = %job.id.0, kind = job.kind, %error, "how a job went could not be recorded");
    }
}

//! Handlers that do as the test says.

use std::sync::{Mutex, MutexGuard};

use async_trait::async_trait;
use commerce::jobs::{Failure, Handler};
use commerce::store::jobs::{Leased, NewJob};
use commerce::store::{Store, StoreError};
use domain::retry::Patience;
use jiff::Timestamp;

/// What tests try: three times, a minute apart at first.
pub const PATIENCE: Patience = Patience { first_seconds: 60, longest_seconds: 600, attempts: 3 };

/// Always gives the same answer, and keeps what it was told.
pub struct Scripted {
    answer: Result<(), Failure>,
    told: Mutex<Vec<String>>,
}

impl Scripted {
    pub fn new(answer: Result<(), Failure>) -> Self {
        Self { answer, told: Mutex::default() }
    }

    pub fn willing() -> Self {
        Self::new(Ok(()))
    }

    pub fn told(&self) -> MutexGuard<'_, Vec<String>> {
        self.told.lock().unwrap()
    }
}

#[async_trait]
impl Handler for Scripted {
    async fn run(&self, job: &Leased) -> Result<(), Failure> {
        self.told().push(job.payload.clone());
        self.answer.clone()
    }

    fn patience(&self, _kind: &str) -> Patience {
        PATIENCE
    }
}

pub fn job(payload: &str, run_at: Timestamp) -> NewJob {
    NewJob { kind: "test", payload: payload.to_owned(), unique_key: None, run_at }
}

pub async fn enqueue(store: &Store, jobs: &[NewJob]) {
    let enqueued = store.write(|tx| async move {
        for job in jobs {
            tx.enqueue(job.clone()).await?;
        }
        Ok::<_, StoreError>(())
    });
    enqueued.await.unwrap();
}

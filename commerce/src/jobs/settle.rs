//! What becomes of a job after it ran.

use domain::retry::Verdict;

use super::{Failure, Handler};
use crate::store::jobs::{self, Leased};
use crate::store::{Store, StoreError};

/// How a job ended, as counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ended {
    Done,
    Retried,
    Dead,
    /// Somebody else holds it by now: the lease had run out.
    LeaseLost,
}

impl Ended {
    const fn name(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Retried => "retried",
            Self::Dead => "dead",
            Self::LeaseLost => "lease_lost",
        }
    }
}

/// Records how `job` went.
pub(super) async fn settle(
    store: &Store,
    handler: &dyn Handler,
    job: &Leased,
    outcome: Result<(), Failure>,
) -> Result<Ended, StoreError> {
    let ended = store.write(|tx| {
        let outcome = outcome.clone();
        async move {
            let (met, ended) = match outcome {
                Ok(()) => (jobs::finish(&tx, job).await?, Ended::Done),
                Err(Failure::Never(reason)) => (jobs::bury(&tx, job, &reason).await?, Ended::Dead),
                Err(Failure::Later(reason)) => {
                    let failed = u32::try_from(job.attempts).unwrap_or(u32::MAX);
                    let patience = handler.patience(&job.kind);
                    match patience.after_failure(failed, tx.random().number(), tx.now()) {
                        Verdict::TryAgain { at } => (jobs::retry(&tx, job, at, &reason).await?, Ended::Retried),
                        Verdict::GiveUp => (jobs::bury(&tx, job, &reason).await?, Ended::Dead),
                    }
                }
            };
            Ok::<_, StoreError>(if met { ended } else { Ended::LeaseLost })
        }
    });
    let ended = ended.await?;
    report(job, &outcome, ended);
    Ok(ended)
}

fn report(job: &Leased, outcome: &Result<(), Failure>, ended: Ended) {
    metrics::counter!("kassa_jobs_total", "kind" => job.kind.clone(), "ended" => ended.name()).increment(1);
    let (id, kind, attempt) = (job.id.0, job.kind.as_str(), job.attempts);
    match (outcome, ended) {
        (_, Ended::LeaseLost) => tracing::warn!(%id, kind, attempt, "a job took longer than its lease"),
        (Err(reason), Ended::Dead) => tracing::error!(%id, kind, attempt, %reason, "a job was given up"),
        (Err(reason), _) => tracing::warn!(%id, kind, attempt, %reason, "a job failed and is tried again"),
        (Ok(()), _) => tracing::debug!(%id, kind, attempt, "a job is done"),
    }
}

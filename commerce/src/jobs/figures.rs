//! How much waits, for `/metrics`.

use std::collections::BTreeSet;

use crate::store::{Store, StoreError, jobs};

/// Publishes, for every kind of job, how many wait (`kassa_jobs_waiting`), how many were given up (`kassa_jobs_dead`) and
/// for how many seconds the longest due has been (`kassa_jobs_oldest_due_seconds`). `known` remembers the kinds published
/// before, whose figures go to zero when nothing is left of them.
///
/// # Errors
/// The database failed.
#[allow(clippy::cast_precision_loss, reason = "figures for dashboards")]
pub async fn publish_figures(store: &Store, known: &mut BTreeSet<String>) -> Result<(), StoreError> {
    let now = store.clock().now();
    let depths = jobs::depth(store.read(), now).await?;
    let gone: Vec<_> = known.iter().filter(|kind| depths.iter().all(|depth| depth.kind != **kind)).cloned().collect();
    for kind in gone {
        publish(&kind, 0, 0, 0);
    }
    for depth in depths {
        let age = depth.oldest_due.map_or(0, |since| now.duration_since(since.0).as_secs());
        publish(&depth.kind, depth.waiting, depth.dead, age);
        known.insert(depth.kind);
    }
    Ok(())
}

#[allow(clippy::cast_precision_loss, reason = "figures for dashboards")]
fn publish(kind: &str, waiting: i64, dead: i64, oldest_due_seconds: i64) {
    metrics::gauge!("kassa_jobs_waiting", "kind" => kind.to_owned()).set(waiting as f64);
    metrics::gauge!("kassa_jobs_dead", "kind" => kind.to_owned()).set(dead as f64);
    metrics::gauge!("kassa_jobs_oldest_due_seconds", "kind" => kind.to_owned()).set(oldest_due_seconds as f64);
}

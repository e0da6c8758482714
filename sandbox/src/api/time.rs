//! What happens by itself: holds run out, debits settle.

use std::time::Duration;

use crate::problem::Problem;
use crate::server::{App, Shared};
use crate::store::intents;

/// Looks every second, until the task is aborted.
pub async fn run(app: Shared) {
    loop {
        if let Err(problem) = app.pass_time().await {
            tracing::error!(%problem, "time could not pass");
        }
        tokio::time::sleep(Duration::from_secs(1)).await;
    }
}

impl App {
    /// Lets everything happen that is due by now. Says how many intents changed.
    ///
    /// # Errors
    /// `internal`.
    pub async fn pass_time(&self) -> Result<u32, Problem> {
        let mut changed = 0;
        loop {
            let now = self.clock.now();
            let due = intents::due(self.store.readers(), now).await?;
            if due.is_empty() {
                return Ok(changed);
            }
            for intent in due {
                let tx = self.store.begin().await?;
                let after = |intent: crate::intent::Intent| Ok(intent.pass_time(now).unwrap_or(intent));
                if intents::find(&tx, &intent.id).await?.is_some_and(|found| found.version == intent.version) {
                    self.step(&tx, &intent.id, after).await?;
                    changed += 1;
                }
                tx.commit().await.map_err(|error| Problem::from(crate::store::StoreError::from(error)))?;
                self.wake.notify_one();
            }
        }
    }
}

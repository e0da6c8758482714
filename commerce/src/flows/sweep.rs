//! Forgetting what has lost its use: old sessions, codes and links, and trials that were asked for and never started.

use domain::access::session;
use domain::code::SENDS_WITHIN;
use domain::moment::{after, days};
use domain::trial::REQUEST_DAYS;
use jiff::{SignedDuration, Timestamp};

use crate::commerce::Commerce;
use crate::store::jobs::NewJob;
use crate::store::{StoreError, Tx, email_codes, links, logout_tokens, sessions, sso_attempts, trials};

/// The kind of job that forgets.
pub const SWEEP: &str = "sweep";
/// How often it runs.
const EVERY: SignedDuration = days(1);
/// How long an expired link is kept, so that whoever follows it hears that it has expired.
const LINKS_KEPT: SignedDuration = days(90);

/// How long a request for a trial is kept that nobody proved an address for: somewhat longer than it waits for that, so
/// that whoever comes late hears that it has expired.
const REQUESTS_KEPT: SignedDuration = days(REQUEST_DAYS + 2);

/// How long a sign-in with a provider is kept, so that whoever comes late hears that it has expired.
const SIGN_INS_KEPT: SignedDuration = days(1);

/// How long a logout token is known again: longer than any is believed.
const LOGOUTS_KEPT: SignedDuration = days(3);

impl Commerce {
    /// Sees to it that old things are forgotten from now on, once a day. Called at every start.
    ///
    /// # Errors
    /// The database failed.
    pub async fn schedule_sweep(&self) -> Result<(), StoreError> {
        self.store().write(|tx| async move { schedule(&tx, tx.now()).await }).await
    }

    /// Forgets, and sees to it that it happens again tomorrow.
    ///
    /// # Errors
    /// The database failed.
    pub async fn sweep(&self) -> Result<(), StoreError> {
        self.store()
            .write(|tx| async move {
                let before = |kept: SignedDuration| tx.now().saturating_sub(kept).unwrap_or(Timestamp::MIN);
                let forgotten = (
                    sessions::sweep(&tx, before(session::ABSOLUTE)).await?,
                    email_codes::sweep(&tx, before(SENDS_WITHIN)).await?,
                    links::sweep(&tx, before(LINKS_KEPT)).await?,
                    trials::sweep(&tx, before(REQUESTS_KEPT)).await?,
                );
                let (sessions, codes, links, trials) = forgotten;
                sso_attempts::sweep(&tx, before(SIGN_INS_KEPT)).await?;
                logout_tokens::sweep(&tx, before(LOGOUTS_KEPT)).await?;
                tracing::info!(sessions, codes, links, trials, "forgotten");
                schedule(&tx, after(tx.now(), EVERY)).await
            })
            .await
    }
}

async fn schedule(tx: &Tx, run_at: Timestamp) -> Result<(), StoreError> {
    let unique_key = Some(SWEEP.to_owned());
    tx.enqueue(NewJob { kind: SWEEP, payload: "{}".to_owned(), unique_key, run_at }).await
}

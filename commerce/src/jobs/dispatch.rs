//! Which use case does which job.

use async_trait::async_trait;
use domain::retry::Patience;

use super::{Failure, Handler};
use crate::commerce::Commerce;
use crate::flows::{
    ADVANCE_ORDER, EXPIRE_CHECKOUTS, EXPIRE_TRIAL, RECHECK_DOMAIN, RECHECK_DOMAINS, RECONCILE, REMIND_TRIAL, SWEEP,
};
use crate::mails::SEND_MAIL;
use crate::store::jobs::Leased;

#[async_trait]
impl Handler for Commerce {
    async fn run(&self, job: &Leased) -> Result<(), Failure> {
        match job.kind.as_str() {
            SEND_MAIL => self.send_mail(&job.payload).await,
            ADVANCE_ORDER => self.advance_order(&job.payload).await,
            RECONCILE => Ok(self.reconcile_and_again().await?),
            SWEEP => Ok(self.sweep().await?),
            RECHECK_DOMAINS => Ok(self.recheck_domains_and_again().await?),
            RECHECK_DOMAIN => self.recheck_domain(&job.payload).await,
            EXPIRE_CHECKOUTS => Ok(self.expire_checkouts_and_again().await?),
            EXPIRE_TRIAL => self.expire_trial(&job.payload).await,
            REMIND_TRIAL => self.remind_trial(&job.payload).await,
            // A newer program on the same database may know it.
            unknown => Err(Failure::Later(format!("this program knows no job called {unknown}"))),
        }
    }

    fn patience(&self, kind: &str) -> Patience {
        match kind {
            RECONCILE | SWEEP | EXPIRE_CHECKOUTS | EXPIRE_TRIAL | REMIND_TRIAL | RECHECK_DOMAINS | RECHECK_DOMAIN => {
                Patience::BACKGROUND
            }
            _ => Patience::BUYER_WAITS,
        }
    }
}

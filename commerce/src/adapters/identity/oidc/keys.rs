//! A provider's keys: kept for an hour, and asked for again when none of them made a token, but not more often than allowed,
//! so that nobody makes us ask by sending nonsense (OpenID Connect Core 1.0, 10.1.1).

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use serde::Deserialize;
use url::Url;

use super::call::Http;
use super::jws::{Jwk, Signed};
use crate::ports::identity_provider::IdentityError;

/// How long keys are kept: as long as what a provider says of itself.
const KEPT: Duration = Duration::from_secs(3600);

#[derive(Deserialize)]
struct KeySet {
    // Keys of kinds that are not known here are no reason to know none.
    keys: Vec<serde_json::Value>,
}

pub(super) struct Keys {
    again_after: Duration,
    known: Mutex<Known>,
}

#[derive(Default)]
struct Known {
    keys: Option<Arc<[Jwk]>>,
    /// When that was.
    asked: Option<Instant>,
    /// When they were last asked for because one was missing.
    asked_again: Option<Instant>,
}

impl Keys {
    pub fn new(again_after: Duration) -> Self {
        Self { again_after, known: Mutex::default() }
    }

    /// Whether one of the keys made the signature.
    pub async fn check(&self, http: &Http, url: &Url, signed: &Signed) -> Result<(), IdentityError> {
        let keys = match self.fresh() {
            Some(keys) => keys,
            None => self.fetch(http, url).await?,
        };
        let by = |keys: &[Jwk]| signed.key_in(keys).map_or(Err(IdentityError::Signature), |key| signed.check(key));
        let checked = by(&keys);
        // A key may have changed under its name, or have none.
        if checked.is_ok() || !self.may_ask_again() {
            return checked;
        }
        by(&self.fetch(http, url).await?)
    }

    /// The keys that are kept, while they are not too old: one that the provider has withdrawn is not believed for long.
    fn fresh(&self) -> Option<Arc<[Jwk]>> {
        let known = self.lock();
        known.asked.filter(|at| at.elapsed() < KEPT)?;
        known.keys.clone()
    }

    /// Whether it is time; if so, it is not for whoever comes next.
    fn may_ask_again(&self) -> bool {
        let mut known = self.lock();
        let due = known.asked_again.is_none_or(|at| at.elapsed() >= self.again_after);
        if due {
            known.asked_again = Some(Instant::now());
        }
        due
    }

    async fn fetch(&self, http: &Http, url: &Url) -> Result<Arc<[Jwk]>, IdentityError> {
        let set: KeySet = http.get(url).await?;
        let keys: Arc<[Jwk]> = set.keys.into_iter().filter_map(|key| serde_json::from_value(key).ok()).collect();
        let mut known = self.lock();
        (known.keys, known.asked) = (Some(Arc::clone(&keys)), Some(Instant::now()));
        drop(known);
        Ok(keys)
    }

    fn lock(&self) -> MutexGuard<'_, Known> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

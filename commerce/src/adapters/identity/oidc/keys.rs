//! A provider's keys: kept, and asked for again when a token names one that is not known, but not more often than allowed,
//! so that nobody makes us ask by sending nonsense (OpenID Connect Core 1.0, 10.1.1).

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use serde::Deserialize;
use url::Url;

use super::call::Http;
use super::jws::{Jwk, Signed};
use crate::ports::identity_provider::IdentityError;

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
    /// When they were last asked for because one was missing.
    asked_again: Option<Instant>,
}

impl Keys {
    pub fn new(again_after: Duration) -> Self {
        Self { again_after, known: Mutex::default() }
    }

    /// Whether one of the keys made the signature.
    pub async fn check(&self, http: &Http, url: &Url, signed: &Signed) -> Result<(), IdentityError> {
        let known = self.lock().keys.clone();
        let keys = match known {
            Some(keys) => keys,
            None => self.fetch(http, url).await?,
        };
        if let Some(key) = signed.key_in(&keys) {
            return signed.check(key);
        }
        if !self.may_ask_again() {
            return Err(IdentityError::Signature);
        }
        let keys = self.fetch(http, url).await?;
        signed.key_in(&keys).map_or(Err(IdentityError::Signature), |key| signed.check(key))
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
        self.lock().keys = Some(Arc::clone(&keys));
        Ok(keys)
    }

    fn lock(&self) -> MutexGuard<'_, Known> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

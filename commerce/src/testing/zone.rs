//! Records of domains as a test sets them.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use async_trait::async_trait;

use crate::ports::dns::{Resolver, ResolverUnavailable};

/// What is in the DNS; clones share it. Without records at first.
#[derive(Clone, Debug, Default)]
pub struct Zone(Arc<Mutex<Records>>);

#[derive(Debug, Default)]
struct Records {
    texts: BTreeMap<String, Vec<String>>,
    away: bool,
}

impl Zone {
    /// From now on these are the TXT records of this name.
    pub fn set(&self, name: &str, texts: &[&str]) {
        let texts = texts.iter().map(|text| (*text).to_owned()).collect();
        self.0.lock().unwrap_or_else(PoisonError::into_inner).texts.insert(name.to_owned(), texts);
    }

    /// From now on nobody answers, or somebody does again.
    pub fn away(&self, away: bool) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).away = away;
    }
}

#[async_trait]
impl Resolver for Zone {
    async fn txt(&self, name: &str) -> Result<Vec<String>, ResolverUnavailable> {
        let records = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        match records.away {
            true => Err(ResolverUnavailable("the name server of this test is away".to_owned())),
            false => Ok(records.texts.get(name).cloned().unwrap_or_default()),
        }
    }
}

//! The store: SQLite or PostgreSQL, from one codebase.
//!
//! Owns connections, transactions and the schema. Reading goes through [`Store::read`], whose connections cannot write;
//! all writing goes through [`Store::write`], which on both databases behaves as if writers of the same rows took turns:
//! SQLite has one writer and begins IMMEDIATE; PostgreSQL runs REPEATABLE READ and the whole closure is run again when
//! another transaction got in between. Rules that span rows need a unique index or a [`Tx::guard`].
//!
//! One aggregate a file. The store knows no rule about what it keeps; it must not call a provider or render anything.

use std::sync::Arc;

use domain::access::Origin;
use sea_orm::DatabaseConnection;
use tokio::sync::{Notify, broadcast};

use crate::clock::Clock;
use crate::random::Random;

/// Announcements that a slow listener may lag behind before it has to look into the store itself.
const ANNOUNCEMENTS: usize = 1024;

pub mod actings;
pub mod billing_accounts;
pub mod checkouts;
pub mod clock;
mod connect;
pub mod coupon_redemptions;
pub mod demo_mails;
pub mod domain_claims;
pub mod email_codes;
mod error;
pub mod events;
pub mod identities;
pub mod invitations;
pub mod jobs;
pub mod join_requests;
pub mod leads;
pub mod licence_keys;
pub mod licences;
pub mod links;
pub mod logout_tokens;
pub mod mails;
mod migrations;
pub mod orders;
pub mod payment_intents;
pub mod payment_methods;
pub mod personal;
pub mod quotes;
mod rows;
pub mod search;
pub mod sessions;
pub mod sso_attempts;
pub mod subscriptions;
pub mod trials;
mod tx;
pub mod users;
mod values;
pub mod webhook_receipts;
mod write;

pub use connect::{DatabaseUrl, NotADatabaseUrl, PoolSizes};
pub use error::StoreError;
pub use tx::Tx;
pub use values::{Json, Micros, Text};

/// A database with Kassa's schema. Clones share connections.
#[derive(Clone, Debug)]
pub struct Store {
    inner: Arc<Inner>,
    origin: Option<Arc<Origin>>,
}

#[derive(Debug)]
struct Inner {
    writer: DatabaseConnection,
    readers: DatabaseConnection,
    clock: Clock,
    random: Random,
    jobs_waiting: Notify,
    announcements: broadcast::Sender<events::Announcement>,
}

impl Store {
    /// Connects. Makes the file of an SQLite database, but no table: see [`Store::migrate`].
    ///
    /// # Errors
    /// The database cannot be reached or opened.
    pub async fn open(url: &DatabaseUrl, sizes: PoolSizes, clock: Clock, random: Random) -> Result<Self, StoreError> {
        let (writer, readers) = connect::pools(url, sizes).await?;
        let (announcements, _) = broadcast::channel(ANNOUNCEMENTS);
        let inner = Inner { writer, readers, clock, random, jobs_waiting: Notify::new(), announcements };
        Ok(Self { inner: Arc::new(inner), origin: None })
    }

    /// The same store, whose events say that they were caused from there.
    #[must_use]
    pub fn caused_from(&self, origin: Origin) -> Self {
        Self { inner: Arc::clone(&self.inner), origin: Some(Arc::new(origin)) }
    }

    /// Connections that read what is committed, and cannot write.
    #[must_use]
    pub fn read(&self) -> &DatabaseConnection {
        &self.inner.readers
    }

    /// The clock that stamps what is written.
    #[must_use]
    pub fn clock(&self) -> &Clock {
        &self.inner.clock
    }

    /// Where ids come from.
    #[must_use]
    pub fn random(&self) -> &Random {
        &self.inner.random
    }

    /// Wakes one waiting worker when a transaction of this process has enqueued a job; a permit is kept when none waits.
    #[must_use]
    pub fn jobs_waiting(&self) -> &Notify {
        &self.inner.jobs_waiting
    }

    /// What transactions of this process record from now on. (Other processes' events are in the store only.)
    #[must_use]
    pub fn announcements(&self) -> broadcast::Receiver<events::Announcement> {
        self.inner.announcements.subscribe()
    }

    fn announce(&self, announcement: events::Announcement) {
        // Nobody listening is no failure.
        let _ = self.inner.announcements.send(announcement);
    }

    /// Brings the schema up to date, in one transaction; two processes may try at the same time.
    ///
    /// # Errors
    /// A statement failed; nothing was changed.
    pub async fn migrate(&self) -> Result<(), StoreError> {
        migrations::up(self).await
    }

    /// The names of migrations that this binary has and the database has not; empty when it is ready.
    ///
    /// # Errors
    /// The database failed.
    pub async fn pending(&self) -> Result<Vec<String>, StoreError> {
        migrations::pending(self.read()).await
    }

    /// Closes every connection, after those in use have been given back.
    ///
    /// # Errors
    /// The database failed.
    pub async fn close(&self) -> Result<(), StoreError> {
        self.inner.readers.close_by_ref().await?;
        self.inner.writer.close_by_ref().await?;
        Ok(())
    }
}

//! The one clock.
//!
//! Owns the only reading of the wall clock in the workspace (`clippy.toml` forbids it elsewhere). Everything that needs
//! the time is given it. Beside the real clock there is a test clock, for demonstrations and tests only: it can be
//! advanced, and its reading is a row of the database, so that every process on that database agrees on the time after
//! its next [`Clock::refresh`].
//!
//! Instants are cut to whole microseconds, as the database stores them: what was written reads back equal.

use std::sync::{Arc, RwLock};

use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};

use crate::store::{Store, StoreError, clock as row};

/// Tells the time. Clones tell the same time.
#[derive(Clone, Debug)]
pub struct Clock(Kind);

#[derive(Clone, Debug)]
enum Kind {
    Real,
    Test(Arc<RwLock<Reading>>),
    Standing(Timestamp),
}

/// How a test clock reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reading {
    /// It runs, ahead of the real clock by this much.
    Ahead(SignedDuration),
    /// It stands still until it is advanced.
    Frozen(Timestamp),
}

/// Why the clock cannot be advanced.
#[derive(Debug, thiserror::Error)]
pub enum ClockError {
    /// Only a test clock can be moved.
    #[error("this is the real clock: only a test clock can be advanced (KASSA_MODE=demo has one)")]
    NotATestClock,
    /// Time never runs backwards.
    #[error("a clock is advanced, never set back")]
    Backwards,
    /// The moment lies outside what a timestamp can say.
    #[error("that is too far in the future")]
    TooFar,
    /// The reading could not be stored.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Clock {
    /// The wall clock.
    #[must_use]
    pub const fn real() -> Self {
        Self(Kind::Real)
    }

    /// A clock that can be advanced. What the database says replaces `reading` at the first [`Clock::refresh`].
    #[must_use]
    pub fn test(reading: Reading) -> Self {
        Self(Kind::Test(Arc::new(RwLock::new(reading))))
    }

    /// A clock that always says `at`, whatever the database's test clock reads: the examples of a demonstration have a
    /// past, and are made with this.
    #[must_use]
    pub const fn standing(at: Timestamp) -> Self {
        Self(Kind::Standing(at))
    }

    /// Whether it can be advanced.
    #[must_use]
    pub const fn is_test(&self) -> bool {
        matches!(self.0, Kind::Test(_))
    }

    /// The present instant, in whole microseconds.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        match &self.0 {
            Kind::Real => wall(),
            Kind::Standing(at) => *at,
            Kind::Test(reading) => match *reading.read().unwrap_or_else(std::sync::PoisonError::into_inner) {
                Reading::Ahead(by) => wall().checked_add(by).unwrap_or(Timestamp::MAX),
                Reading::Frozen(at) => at,
            },
        }
    }

    /// The real time, whatever a test clock reads: for the age of signatures and answers on the wire only.
    #[must_use]
    pub fn real_now() -> Timestamp {
        wall()
    }

    /// The present day in UTC: the as-of day of every quote.
    #[must_use]
    pub fn today(&self) -> Date {
        self.now().to_zoned(jiff::tz::TimeZone::UTC).date()
    }

    /// Takes over the reading that another process may have stored; stores this clock's own where there is none yet.
    /// Does nothing on other clocks. Called before each request and each job in demo mode.
    ///
    /// # Errors
    /// The database failed.
    pub async fn refresh(&self, store: &Store) -> Result<(), StoreError> {
        let Kind::Test(shared) = &self.0 else { return Ok(()) };
        let stored = row::read(store.read()).await?;
        if let Some(stored) = stored {
            set(shared, stored);
        } else {
            let own = *shared.read().unwrap_or_else(std::sync::PoisonError::into_inner);
            store.write(|tx| async move { row::write(&tx, own).await }).await?;
        }
        Ok(())
    }

    /// Moves a test clock forward, for every process on this database, and returns the new present.
    ///
    /// # Errors
    /// It is no test clock, `by` is negative or too long, or the database failed.
    pub async fn advance(&self, store: &Store, by: SignedDuration) -> Result<Timestamp, ClockError> {
        let Kind::Test(shared) = &self.0 else { return Err(ClockError::NotATestClock) };
        if by.is_negative() {
            return Err(ClockError::Backwards);
        }
        self.refresh(store).await?;
        let moved = store
            .write(|tx| async move {
                let present = row::read(&tx).await?.unwrap_or(Reading::Ahead(SignedDuration::ZERO));
                let moved = match present {
                    Reading::Ahead(ahead) => {
                        let total = ahead.checked_add(by).ok_or(ClockError::TooFar)?;
                        wall().checked_add(total).map_err(|_| ClockError::TooFar)?;
                        Reading::Ahead(total)
                    }
                    Reading::Frozen(at) => Reading::Frozen(at.checked_add(by).map_err(|_| ClockError::TooFar)?),
                };
                row::write(&tx, moved).await?;
                Ok::<_, ClockError>(moved)
            })
            .await?;
        set(shared, moved);
        Ok(self.now())
    }
}

fn set(shared: &RwLock<Reading>, reading: Reading) {
    *shared.write().unwrap_or_else(std::sync::PoisonError::into_inner) = reading;
}

/// The wall clock, cut to microseconds.
#[allow(clippy::disallowed_methods, reason = "this is the one clock that the ban refers to")]
fn wall() -> Timestamp {
    let micros = Timestamp::now().as_microsecond();
    Timestamp::from_microsecond(micros).unwrap_or(Timestamp::MAX)
}

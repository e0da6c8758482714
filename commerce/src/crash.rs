//! Crash points: named places where a process kills itself when it is told to, to show that nothing is lost.
//!
//! They exist only in a demonstration and in tests, beside the test clock; in production none is ever set. A process
//! that reaches its point kills itself (SIGKILL): nothing is flushed, dropped or answered.

use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use rustix::process::{Signal, getpid, kill_process};
use tokio::sync::Notify;

use crate::commerce::Commerce;

/// A place between accepting an order and issuing its licence, or amid something else that is all or nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CrashPoint {
    /// The order is stored, and that its payment is about to be asked for; the provider was not asked.
    OrderPlaced,
    /// The provider has authorised; the answer is not stored.
    Authorised,
    /// The answer is stored and the order is committed; nothing was captured.
    OrderCommitted,
    /// It is stored that the capture is about to be asked for.
    CaptureRecorded,
    /// The provider has captured; the answer is not stored.
    Captured,
    /// The capture is stored; nothing was provisioned.
    CaptureStored,
    /// Provisioning has begun; no licence was issued.
    ProvisioningBegun,
    /// The licence is stored; its mail has not left.
    LicenceIssued,
    /// Somebody is being erased; nothing of it is committed.
    HalfErased,
}

/// The text names no crash point.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no such crash point")]
pub struct NotACrashPoint;

impl CrashPoint {
    /// Every crash point of an order, in the order of its life.
    pub const ALL: [Self; 8] = [
        Self::OrderPlaced,
        Self::Authorised,
        Self::OrderCommitted,
        Self::CaptureRecorded,
        Self::Captured,
        Self::CaptureStored,
        Self::ProvisioningBegun,
        Self::LicenceIssued,
    ];

    /// Its name in the configuration.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::OrderPlaced => "order_placed",
            Self::Authorised => "authorised",
            Self::OrderCommitted => "order_committed",
            Self::CaptureRecorded => "capture_recorded",
            Self::Captured => "captured",
            Self::CaptureStored => "capture_stored",
            Self::ProvisioningBegun => "provisioning_begun",
            Self::LicenceIssued => "licence_issued",
            Self::HalfErased => "half_erased",
        }
    }
}

impl fmt::Display for CrashPoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for CrashPoint {
    type Err = NotACrashPoint;

    fn from_str(text: &str) -> Result<Self, NotACrashPoint> {
        Self::ALL.into_iter().find(|point| point.name() == text).ok_or(NotACrashPoint)
    }
}

/// The crash point that this shop was told to die at, if any.
#[derive(Clone, Debug, Default)]
pub struct Crash(Option<(CrashPoint, Manner)>);

#[derive(Clone, Debug)]
enum Manner {
    Kill,
    Stand(Arc<Notify>),
}

impl Crash {
    /// Never.
    pub const NEVER: Self = Self(None);

    /// The process is killed at `point`. Only beside a test clock.
    #[must_use]
    pub const fn at(point: CrashPoint) -> Self {
        Self(Some((point, Manner::Kill)))
    }

    /// Whoever gets to `point` rings `reached` and goes no further, until it is dropped: for tests that crash a task and
    /// not their own process.
    #[must_use]
    pub const fn stand_at(point: CrashPoint, reached: Arc<Notify>) -> Self {
        Self(Some((point, Manner::Stand(reached))))
    }

    async fn reach(&self, here: CrashPoint) {
        match &self.0 {
            Some((point, Manner::Kill)) if *point == here => {
                eprintln!("crash point {point}: killed");
                // What nobody can catch, delay or clean up after; nothing is left but to wait for it.
                let _ = kill_process(getpid(), Signal::KILL);
                std::process::abort();
            }
            Some((point, Manner::Stand(reached))) if *point == here => {
                reached.notify_one();
                std::future::pending().await
            }
            _ => {}
        }
    }
}

impl Commerce {
    /// Ends here if this is the shop's crash point, and its clock a test clock.
    pub(crate) async fn crash_point(&self, here: CrashPoint) {
        if self.clock().is_test() {
            self.crash().reach(here).await;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn every_point_reads_back_and_only_its_own_is_reached() {
        for point in CrashPoint::ALL {
            assert_eq!(point.name().parse(), Ok(point));
            Crash::NEVER.reach(point).await;
        }
        assert_eq!("nowhere".parse::<CrashPoint>(), Err(NotACrashPoint));
        Crash::at(CrashPoint::Captured).reach(CrashPoint::Authorised).await;
    }
}

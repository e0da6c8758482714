//! How much one client may ask for: `KASSA_RATE_LIMIT`, `KASSA_BODY_LIMIT`, `KASSA_TIMEOUT`.

use std::num::{NonZeroU32, NonZeroUsize};
use std::time::Duration;

use super::Source;

/// Bounds on requests.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Pages and functions per minute and client address; a sixth of it for those that change something. 0 is no limit.
    pub requests_per_minute: u32,
    /// The largest body in bytes.
    pub body_bytes: usize,
    /// How long a response may take to begin.
    pub timeout: Duration,
}

impl Limits {
    pub(super) fn read(source: &mut Source) -> Self {
        let per_minute =
            source.optional("KASSA_RATE_LIMIT", "requests per minute and client, like 600; 0 for no limit");
        let bytes = source.optional::<NonZeroUsize>("KASSA_BODY_LIMIT", "bytes, 1 or more, like 262144");
        let seconds = source.optional::<NonZeroU32>("KASSA_TIMEOUT", "seconds, 1 or more, like 30");
        Self {
            requests_per_minute: per_minute.unwrap_or(600),
            body_bytes: bytes.map_or(256 * 1024, NonZeroUsize::get),
            timeout: Duration::from_secs(seconds.map_or(30, |seconds| seconds.get().into())),
        }
    }
}

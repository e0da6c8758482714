//! How much one client may ask for: `KASSA_RATE_LIMIT`, `KASSA_BODY_LIMIT`, `KASSA_TIMEOUT`.

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
        let bytes = source.optional("KASSA_BODY_LIMIT", "bytes, like 262144");
        let seconds = source.optional("KASSA_TIMEOUT", "seconds, like 30");
        Self {
            requests_per_minute: per_minute.unwrap_or(600),
            body_bytes: bytes.unwrap_or(256 * 1024),
            timeout: Duration::from_secs(seconds.unwrap_or(30)),
        }
    }
}

//! How often one client may ask: a bucket of requests per client address that refills steadily.
//!
//! Three buckets a client: one for reading, a smaller one for what changes something, because that is what costs, and the
//! smallest for codes that are entered, because that is what guessing needs. Files of the bundle are not counted, nor are
//! signed webhooks and logout tokens, which come in bursts from one address.

use std::collections::HashMap;
use std::net::{IpAddr, Ipv6Addr};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use axum::extract::{Request, State};
use axum::http::Method;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::ClientAddress;
use crate::error::AppError;
use crate::state::AppState;
use crate::{sso, webhooks};

/// Buckets remembered at most. When there are more, those that are full again are forgotten, and of the others those that
/// are nearest to it.
const REMEMBERED: usize = 100_000;
/// How many requests that read stand against one that changes something.
const READS_PER_WRITE: u32 = 6;
/// How many requests that read stand against one that enters a code.
const READS_PER_GUESS: u32 = 60;
/// Where codes are entered.
const GUESSES: [&str; 3] = ["/fn/verify_code", "/fn/prove_email", "/fn/prove_trial"];

/// The buckets of all clients.
#[derive(Debug)]
pub struct RateLimiter {
    per_minute: u32,
    buckets: Mutex<HashMap<(IpAddr, Kind), Bucket>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Kind {
    Read,
    Write,
    Guess,
}

/// When the bucket will be full again, from which follows how full it is now.
#[derive(Clone, Copy, Debug)]
struct Bucket {
    full_at: Instant,
}

impl RateLimiter {
    /// Allows each client `per_minute` requests a minute, all at once or spread; 0 allows everything.
    #[must_use]
    pub fn new(per_minute: u32) -> Self {
        Self { per_minute, buckets: Mutex::default() }
    }

    /// Takes a request out of a client's bucket.
    ///
    /// # Errors
    /// The bucket is empty: the seconds until it holds a request again, at least 1.
    fn take(&self, client: IpAddr, kind: Kind, now: Instant) -> Result<(), u32> {
        let size = match kind {
            Kind::Read => self.per_minute,
            Kind::Write => (self.per_minute / READS_PER_WRITE).max(1),
            Kind::Guess => (self.per_minute / READS_PER_GUESS).max(1),
        };
        if self.per_minute == 0 {
            return Ok(());
        }
        let window = Duration::from_secs(60);
        let refill = window / size;
        let mut buckets = self.buckets.lock().unwrap_or_else(PoisonError::into_inner);
        if buckets.len() >= REMEMBERED {
            make_room(&mut buckets, now);
        }
        let bucket = buckets.entry((network_of(client), kind)).or_insert(Bucket { full_at: now });
        let full_at = bucket.full_at.max(now) + refill;
        let missing = full_at.saturating_duration_since(now).saturating_sub(window);
        if missing.is_zero() {
            bucket.full_at = full_at;
            Ok(())
        } else {
            Err(u32::try_from(missing.as_secs()).unwrap_or(u32::MAX).saturating_add(1))
        }
    }
}

/// Forgets full buckets; and, where more than half is left, the half of them that is fullest. So there is room for many
/// more, and looking through all of them is rare.
fn make_room(buckets: &mut HashMap<(IpAddr, Kind), Bucket>, now: Instant) {
    buckets.retain(|_, bucket| bucket.full_at > now);
    if buckets.len() <= REMEMBERED / 2 {
        return;
    }
    let mut times: Vec<_> = buckets.values().map(|bucket| bucket.full_at).collect();
    let half = times.len() / 2;
    let (_, median, _) = times.select_nth_unstable(half);
    let median = *median;
    // Many may be equally full: of those as many as are too many.
    let mut to_forget = half;
    buckets.retain(|_, bucket| {
        let forget = to_forget > 0 && bucket.full_at <= median;
        to_forget -= usize::from(forget);
        !forget
    });
}

/// Whom an address belongs to: an IPv6 client has a network of 64 bits to itself (RFC 6177), and could ask from all of it.
fn network_of(client: IpAddr) -> IpAddr {
    match client {
        IpAddr::V4(_) => client,
        IpAddr::V6(address) => match address.to_ipv4_mapped() {
            Some(mapped) => IpAddr::V4(mapped),
            None => IpAddr::V6(Ipv6Addr::from_bits(address.to_bits() >> 64 << 64)),
        },
    }
}

pub(super) async fn limit(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let path = request.uri().path();
    let kind = match *request.method() {
        Method::GET | Method::HEAD => Kind::Read,
        _ if GUESSES.contains(&path) => Kind::Guess,
        _ => Kind::Write,
    };
    let client = request.extensions().get::<ClientAddress>().copied();
    let counted = path != webhooks::SANDBOX && !sso::is_backchannel(path) && !state.site().assets.has(path);
    if let Some(client) = client.filter(|_| counted)
        && let Err(seconds) = state.rate_limiter().take(client.bucket(), kind, Instant::now())
    {
        tracing::warn!("refused: the client asks too often");
        return AppError::TooMany { seconds }.into_response();
    }
    next.run(request).await
}

#[cfg(test)]
mod tests {
    use std::net::Ipv4Addr;

    use super::*;

    const ALICE: IpAddr = IpAddr::V4(Ipv4Addr::new(192, 0, 2, 1));
    const BOB: IpAddr = IpAddr::V4(Ipv4Addr::new(192, 0, 2, 2));

    #[test]
    fn a_bucket_empties_says_when_it_refills_and_does() {
        let limiter = RateLimiter::new(60);
        let start = Instant::now();
        for _ in 0..60 {
            assert_eq!(limiter.take(ALICE, Kind::Read, start), Ok(()));
        }
        assert_eq!(limiter.take(ALICE, Kind::Read, start), Err(2));
        assert_eq!(limiter.take(BOB, Kind::Read, start), Ok(()), "another client has a bucket of its own");
        assert_eq!(limiter.take(ALICE, Kind::Read, start + Duration::from_secs(1)), Ok(()));
        assert!(limiter.take(ALICE, Kind::Read, start + Duration::from_secs(1)).is_err());
    }

    #[test]
    fn changes_have_a_smaller_bucket_of_their_own() {
        let limiter = RateLimiter::new(60);
        let now = Instant::now();
        for _ in 0..10 {
            assert_eq!(limiter.take(ALICE, Kind::Write, now), Ok(()));
        }
        assert!(limiter.take(ALICE, Kind::Write, now).is_err());
        assert_eq!(limiter.take(ALICE, Kind::Read, now), Ok(()));
    }

    #[test]
    fn codes_that_are_entered_have_the_smallest() {
        let limiter = RateLimiter::new(600);
        let now = Instant::now();
        for _ in 0..10 {
            assert_eq!(limiter.take(ALICE, Kind::Guess, now), Ok(()));
        }
        assert_eq!(limiter.take(ALICE, Kind::Guess, now), Err(7));
        assert_eq!(limiter.take(ALICE, Kind::Write, now), Ok(()));
    }

    #[test]
    fn zero_is_no_limit() {
        let limiter = RateLimiter::new(0);
        let now = Instant::now();
        assert!((0..10_000).all(|_| limiter.take(ALICE, Kind::Write, now).is_ok()));
    }

    #[test]
    fn full_buckets_are_forgotten_when_there_are_too_many() {
        let limiter = RateLimiter::new(60);
        let start = Instant::now();
        for index in 0..u32::try_from(REMEMBERED).unwrap() {
            limiter.take(IpAddr::V4(Ipv4Addr::from_bits(index)), Kind::Read, start).unwrap();
        }
        limiter.take(ALICE, Kind::Read, start + Duration::from_secs(120)).unwrap();
        assert_eq!(limiter.buckets.lock().unwrap().len(), 1);
    }
    #[test]
    fn no_crowd_fills_the_memory() {
        let limiter = RateLimiter::new(60);
        let start = Instant::now();
        for index in 0..u32::try_from(REMEMBERED * 2 + 7).unwrap() {
            limiter.take(IpAddr::V4(Ipv4Addr::from_bits(index)), Kind::Read, start).unwrap();
        }
        assert!(limiter.buckets.lock().unwrap().len() <= REMEMBERED);
    }

    #[test]
    fn an_ipv6_client_has_one_bucket_however_many_addresses() {
        let limiter = RateLimiter::new(60);
        let now = Instant::now();
        let from = |address: &str| limiter.take(address.parse().unwrap(), Kind::Write, now);
        for host in 1..=10 {
            assert_eq!(from(&format!("2001:db8:1:2::{host}")), Ok(()));
        }
        assert!(from("2001:db8:1:2:ffff::1").is_err());
        assert_eq!(from("2001:db8:1:3::1"), Ok(()), "another network");
        for _ in 0..10 {
            assert_eq!(from("::ffff:192.0.2.1"), Ok(()));
        }
        assert!(from("192.0.2.1").is_err(), "the same client, written otherwise");
    }
}

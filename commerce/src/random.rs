//! Randomness, injected so that tests can repeat themselves.
//!
//! Owns how ids, secrets and jitter are drawn. The system's generator is the only one outside tests.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use jiff::{SignedDuration, Timestamp};
use sha2::{Digest, Sha256};

use crate::secret::Secret;

/// Bits of an id that are random; the other 48 are the time.
const RANDOM_BITS: u32 = 80;

/// Draws random things. Clones draw from the same source.
#[derive(Clone, Debug)]
pub struct Random(Source);

#[derive(Clone, Debug)]
enum Source {
    System,
    Seeded(Arc<Seeded>),
}

#[derive(Debug)]
struct Seeded {
    seed: u64,
    drawn: AtomicU64,
}

impl Random {
    /// The operating system's generator.
    #[must_use]
    pub const fn system() -> Self {
        Self(Source::System)
    }

    /// The same draws for the same seed. For tests only: everything it draws can be predicted.
    #[must_use]
    pub fn seeded(seed: u64) -> Self {
        Self(Source::Seeded(Arc::new(Seeded { seed, drawn: AtomicU64::new(0) })))
    }

    /// 32 random bytes.
    #[must_use]
    pub fn bytes(&self) -> [u8; 32] {
        match &self.0 {
            Source::System => {
                let mut bytes = [0; 32];
                getrandom::fill(&mut bytes).expect("the operating system always has random bytes once it has started");
                bytes
            }
            Source::Seeded(seeded) => {
                let drawn = seeded.drawn.fetch_add(1, Ordering::Relaxed);
                Sha256::new()
                    .chain_update(seeded.seed.to_be_bytes())
                    .chain_update(drawn.to_be_bytes())
                    .finalize()
                    .into()
            }
        }
    }

    /// The bits of an id that sorts by the millisecond it was drawn in: 48 bits of time, then 80 random ones. (UUID version
    /// 7, RFC 9562 section 5.7, without its version and variant marks, which our ids do not need.) After `previous` it is
    /// that and a random step of up to 32 bits, so that what happens at one instant sorts too (section 6.2, method 2).
    #[must_use]
    pub fn id(&self, now: Timestamp, previous: Option<u128>) -> u128 {
        if let Some(previous) = previous {
            return previous + 1 + u128::from(self.number());
        }
        let millis = u128::try_from(now.as_millisecond()).unwrap_or(0);
        let tail = self.bytes().iter().take(10).fold(0_u128, |bits, &byte| (bits << 8) | u128::from(byte));
        (millis << RANDOM_BITS) | tail
    }

    /// A secret of 256 bits.
    #[must_use]
    pub fn secret(&self) -> Secret {
        Secret::from_bytes(self.bytes())
    }

    /// Any of the numbers of 32 bits.
    #[must_use]
    pub fn number(&self) -> u32 {
        self.bytes().iter().take(4).fold(0, |number, &byte| (number << 8) | u32::from(byte))
    }

    /// A duration from zero up to, not including, `limit`; zero where `limit` is less than a microsecond.
    #[must_use]
    pub fn jitter(&self, limit: SignedDuration) -> SignedDuration {
        let micros = u32::try_from(limit.as_micros().max(0)).unwrap_or(u32::MAX);
        if micros == 0 {
            return SignedDuration::ZERO;
        }
        SignedDuration::from_micros(i64::from(self.below(micros)))
    }

    /// A number below `limit`, without bias: draws beyond the last whole multiple of `limit` are thrown away.
    fn below(&self, limit: u32) -> u32 {
        let usable = (u64::from(u32::MAX) + 1) / u64::from(limit) * u64::from(limit);
        loop {
            for chunk in self.bytes().chunks_exact(4) {
                let drawn = chunk.iter().fold(0_u32, |number, &byte| (number << 8) | u32::from(byte));
                if u64::from(drawn) < usable {
                    return drawn % limit;
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use domain::ids::OrderId;

    use super::*;

    #[test]
    fn ids_sort_by_time_and_by_what_they_come_after() {
        let random = Random::system();
        let early = Timestamp::from_millisecond(1_800_000_000_000).unwrap();
        let late = Timestamp::from_millisecond(1_800_000_000_001).unwrap();
        for _ in 0..100 {
            let first = random.id(early, None);
            assert_ne!(first, random.id(early, None));
            let next = random.id(early, Some(first));
            let ids = [first, next, random.id(late, None)].map(OrderId::from_bits);
            assert!(ids.is_sorted() && ids.map(|id| id.to_string()).is_sorted());
            assert!(ids[0] != ids[1] && ids[1] != ids[2]);
        }
    }

    #[test]
    fn a_seed_repeats_itself_and_the_system_does_not() {
        assert_eq!(Random::seeded(7).bytes(), Random::seeded(7).bytes());
        assert_ne!(Random::seeded(7).bytes(), Random::seeded(8).bytes());
        let random = Random::seeded(7);
        assert_ne!(random.bytes(), random.bytes());
        assert_ne!(Random::system().bytes(), Random::system().bytes());
    }

    #[test]
    fn draws_below_the_limit_reach_every_value() {
        let random = Random::seeded(1);
        let mut seen = [0_u32; 6];
        for _ in 0..6_000 {
            let drawn = random.below(6);
            seen[usize::try_from(drawn).unwrap()] += 1;
        }
        assert!(seen.iter().all(|&count| (800..1200).contains(&count)), "{seen:?}");
    }

    #[test]
    fn jitter_stays_below_its_limit() {
        let random = Random::seeded(3);
        let limit = SignedDuration::from_millis(5);
        assert!((0..1_000).all(|_| (SignedDuration::ZERO..limit).contains(&random.jitter(limit))));
        assert_eq!(random.jitter(SignedDuration::ZERO), SignedDuration::ZERO);
    }
}

//! Ids and jitter: the system's own, or from a seed, so that a whole week can be replayed from one number.

use std::sync::Mutex;
use std::time::Duration;

use chrono::{DateTime, Utc};
use uuid::Uuid;

/// Where ids and jitter come from.
pub trait Chance: Send + Sync + std::fmt::Debug {
    /// Ten random bytes: what a UUIDv7 needs beside the time.
    fn bytes(&self) -> [u8; 10];

    /// A new id, in order of time.
    fn id(&self, now: DateTime<Utc>) -> String {
        let millis = u64::try_from(now.timestamp_millis()).unwrap_or(0);
        uuid::Builder::from_unix_timestamp_millis(millis, &self.bytes())
            .into_uuid()
            .to_string()
    }

    /// A span between nothing and the one given, so that instances and retries do not march in step.
    fn jitter(&self, span: Duration) -> Duration {
        span.mul_f64(f64::from(self.bytes()[0]) / 256.0)
    }
}

/// The system's source of chance.
#[derive(Debug, Default, Clone, Copy)]
pub struct SystemChance;

impl Chance for SystemChance {
    #[expect(
        clippy::disallowed_methods,
        reason = "this is the door to the system's chance"
    )]
    fn bytes(&self) -> [u8; 10] {
        // Bytes 6 and 8 of a UUIDv4 carry its version and variant; the others are random.
        let [a, b, c, d, e, f, _, g, _, h, i, j, ..] = Uuid::new_v4().into_bytes();
        [a, b, c, d, e, f, g, h, i, j]
    }
}

/// Chance from a seed: the same number gives the same ids (SplitMix64).
#[derive(Debug)]
pub struct SeededChance(Mutex<u64>);

impl SeededChance {
    /// Starts from a number.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self(Mutex::new(seed))
    }

    fn next(&self) -> u64 {
        let mut state = self
            .0
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner);
        *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = *state;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }
}

impl Chance for SeededChance {
    fn bytes(&self) -> [u8; 10] {
        let mut bytes = [0; 10];
        bytes[..8].copy_from_slice(&self.next().to_be_bytes());
        bytes[8..].copy_from_slice(&self.next().to_be_bytes()[..2]);
        bytes
    }
}

//! Whether the pulse is still heard: ticks beat it, readiness listens.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// Three missed beats are too many.
const SILENCE: Duration = Duration::from_secs(190);

/// When the heartbeat was last heard. A clone hears the same heart.
#[derive(Clone, Debug)]
pub struct Heartbeat {
    began: Instant,
    last: Arc<AtomicU64>,
}

impl Default for Heartbeat {
    fn default() -> Self {
        Self {
            began: Instant::now(),
            last: Arc::default(),
        }
    }
}

impl Heartbeat {
    /// Notes a beat.
    pub fn beat(&self) {
        self.last
            .store(self.began.elapsed().as_secs(), Ordering::Relaxed);
    }

    /// Whether it was heard lately.
    #[must_use]
    pub fn lives(&self) -> bool {
        self.began
            .elapsed()
            .saturating_sub(Duration::from_secs(self.last.load(Ordering::Relaxed)))
            < SILENCE
    }
}

//! What time it is: the system's own, or one that a test or the demo sets.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use chrono::{DateTime, SubsecRound, Utc};
use tokio::sync::watch;

/// The time, and waiting for it. Everything that waits, waits on this.
pub trait Clock: Send + Sync + std::fmt::Debug {
    /// The present instant, to the second: nothing that Headway computes is finer.
    fn now(&self) -> DateTime<Utc>;

    /// Ends when the instant has come.
    fn wait_until(&self, instant: DateTime<Utc>) -> Pin<Box<dyn Future<Output = ()> + Send>>;
}

/// The system's clock.
#[derive(Debug, Default, Clone, Copy)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(
        clippy::disallowed_methods,
        reason = "this is the door to the system's clock"
    )]
    fn now(&self) -> DateTime<Utc> {
        Utc::now().trunc_subsecs(0)
    }

    fn wait_until(&self, instant: DateTime<Utc>) -> Pin<Box<dyn Future<Output = ()> + Send>> {
        let ahead = (instant - self.now()).to_std().unwrap_or_default();
        Box::pin(tokio::time::sleep(ahead))
    }
}

/// A clock that stands still until it is set.
#[derive(Debug, Clone)]
pub struct SetClock(Arc<watch::Sender<DateTime<Utc>>>);

impl SetClock {
    /// Stands at an instant.
    #[must_use]
    pub fn at(instant: DateTime<Utc>) -> Self {
        Self(Arc::new(watch::Sender::new(instant)))
    }

    /// Moves on; a clock never goes backwards, so an earlier instant changes nothing.
    pub fn set(&self, instant: DateTime<Utc>) {
        self.0.send_if_modified(|now| {
            let moves = instant > *now;
            *now = instant.max(*now);
            moves
        });
    }
}

impl Clock for SetClock {
    fn now(&self) -> DateTime<Utc> {
        *self.0.borrow()
    }

    fn wait_until(&self, instant: DateTime<Utc>) -> Pin<Box<dyn Future<Output = ()> + Send>> {
        let mut now = self.0.subscribe();
        Box::pin(async move {
            // An error means that the clock is gone, and with it everybody who could wait.
            let _ = now.wait_for(|now| *now >= instant).await;
        })
    }
}

/// The time on the wall, whatever clock Headway lives by: only for the age of what Slack signed.
#[must_use]
pub fn wall() -> DateTime<Utc> {
    SystemClock.now()
}

//! Moving a clock that stands still: tick and worker run at every instant where something falls due, until both
//! have nothing more to do. The demo lives by it, and so do scenarios.

use std::sync::Arc;

use chrono::{DateTime, Utc};

use super::serve::worker;
use crate::app::App;
use crate::clock::{Clock, SetClock};
use crate::deliver::{Step, Worker};

/// Is told every instant at which the clock is put.
pub type Follower = Arc<dyn Fn(DateTime<Utc>) + Send + Sync>;

/// Walks a clock, and Headway with it.
pub struct Walker {
    app: App,
    worker: Worker,
    clock: SetClock,
    follower: Follower,
}

/// How the clock gets to a later time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pace {
    /// Stopping wherever something falls due.
    Walk,
    /// At once, as after downtime.
    Jump,
}

impl Walker {
    /// Walks this clock; the follower is told every instant at which it is put.
    #[must_use]
    pub fn new(app: App, clock: SetClock, follower: Follower) -> Self {
        Self {
            worker: worker(&app),
            app,
            clock,
            follower,
        }
    }

    /// Moves the clock, and does what falls due on the way or, after a jump, what is still wanted.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn move_to(&mut self, target: DateTime<Utc>, pace: Pace) -> anyhow::Result<()> {
        if pace == Pace::Jump {
            self.put_clock(target);
        }
        loop {
            let waits = self.settle().await?;
            let now = self.clock.now();
            let planned = self.app.next_planned(now).await?;
            let next = [waits, planned]
                .into_iter()
                .flatten()
                .filter(|at| *at > now)
                .min();
            match next.filter(|next| *next <= target) {
                Some(next) => self.put_clock(next),
                None if now < target => self.put_clock(target),
                None => return Ok(()),
            }
        }
    }

    /// Does all that is due at the time at which the clock stands; gives when there is more to do.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn settle(&mut self) -> anyhow::Result<Option<DateTime<Utc>>> {
        loop {
            let now = self.clock.now();
            let ticked = self.app.tick(now).await?;
            match (ticked.done, self.worker.step(now).await?) {
                (0, Step::Empty) => return Ok(None),
                (0, Step::WaitUntil(later)) if later > now => return Ok(Some(later)),
                _ => {}
            }
        }
    }

    /// Opens the conversations with everybody who may be asked, as `serve` does, so that an ask need not wait for it.
    ///
    /// # Errors
    /// When the store does not answer, or no company was imported.
    pub async fn opens_ahead(&self) -> anyhow::Result<()> {
        let people = self.app.whom_to_open().await?;
        self.worker.open_ahead(&people).await?;
        Ok(())
    }

    fn put_clock(&self, instant: DateTime<Utc>) {
        (self.follower)(instant);
        self.clock.set(instant);
    }
}

//! The ledger's worker: claims what is due, asks what to say, sends it, learns what became of it.
//!
//! Invariants: a request goes out only between `begin_attempt` and `settle`, under a lease that outlives it; whether
//! it is still wanted is asked just before; the ledger decides, this room only carries out. Never SQL, never blocks.
//!
//! Races that are accepted: a person may answer between *still wanted* and the request, and then gets a reminder that
//! crossed the answer. A post that Slack commits more than five minutes late may stand there twice.

use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use futures_util::future::BoxFuture;
use tokio::sync::Notify;
use tokio_util::sync::CancellationToken;

use crate::chance::Chance;
use crate::clock::Clock;
use crate::crash;
use crate::domain::delivery::Delivery;
use crate::domain::id::{PersonId, WorkspaceId};
use crate::slack::Client;
use crate::store::{Store, StoreError};

mod gone;
mod instead;
mod job;
mod look;
mod pace;
mod place;
mod run;
mod send;

pub use crate::app::{Batch, Say};
pub use run::run;

/// How long a claimed row is ours, and again from the beginning of each attempt: so much longer than a call that after
/// a crash nobody looks for the message earlier than half a minute after the attempt can have ended.
const LEASE: Duration = Duration::from_secs(90);
/// How many rows are claimed at once.
const BATCH: u32 = 8;

/// Why it is not known what to say; the delivery is tried again later.
pub type CannotSay = Box<dyn std::error::Error + Send + Sync>;

/// Where what to say comes from.
pub type Sayer = Arc<
    dyn Fn(Delivery, DateTime<Utc>, Arc<Batch>) -> BoxFuture<'static, Result<Say, CannotSay>>
        + Send
        + Sync,
>;

/// What a step did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Something; there may be more.
    Worked,
    /// Nothing is due before this instant.
    WaitUntil(DateTime<Utc>),
    /// Nothing is due at all.
    Empty,
}

/// The worker of one workspace.
pub struct Worker {
    store: Store,
    slack: Client,
    clock: Arc<dyn Clock>,
    chance: Arc<dyn Chance>,
    workspace: WorkspaceId,
    owner: String,
    say: Sayer,
    reserved: pace::Reserved,
    wake: Arc<Notify>,
}

impl Worker {
    /// A worker with a name of its own, so that two instances never take each other's rows.
    #[must_use]
    pub fn new(
        store: Store,
        slack: Client,
        clock: Arc<dyn Clock>,
        chance: Arc<dyn Chance>,
        workspace: WorkspaceId,
        say: Sayer,
    ) -> Self {
        let owner = chance.id(clock.now());
        Self {
            store,
            slack,
            clock,
            chance,
            workspace,
            owner,
            say,
            reserved: pace::Reserved::default(),
            wake: Arc::new(Notify::new()),
        }
    }

    /// Whoever enqueued something wakes the worker with this.
    #[must_use]
    pub fn wake(&self) -> Arc<Notify> {
        Arc::clone(&self.wake)
    }

    /// Is woken by this instead.
    #[must_use]
    pub fn woken_by(self, wake: Arc<Notify>) -> Self {
        Self { wake, ..self }
    }

    /// Claims a batch of what is due at `now` and carries it out. Never sleeps.
    ///
    /// # Errors
    /// Where the ledger cannot be read or written. Rows that were claimed are free again when their lease ends.
    pub async fn step(&self, now: DateTime<Utc>) -> Result<Step, StoreError> {
        self.step_unless(now, &CancellationToken::new()).await
    }

    /// As [`Worker::step`], but what was not begun when `stop` was cancelled is given back.
    async fn step_unless(
        &self,
        now: DateTime<Utc>,
        stop: &CancellationToken,
    ) -> Result<Step, StoreError> {
        if self.store.halted(&self.workspace).await?.is_some() {
            return Ok(Step::Empty);
        }
        let batch = self
            .store
            .claim(&self.workspace, &self.owner, now, LEASE, BATCH)
            .await?;
        if batch.is_empty() {
            let next = self.store.next_due(&self.workspace).await?;
            let soonest = now + TimeDelta::seconds(1);
            return Ok(next.map_or(Step::Empty, |due| Step::WaitUntil(due.max(soonest))));
        }
        crash::point("claimed");
        let mut next = job::Next::GoOn;
        let read = Arc::default();
        for delivery in batch {
            let job = job::Job {
                worker: self,
                delivery,
                read: &read,
            };
            if next != job::Next::GoOn || stop.is_cancelled() {
                job.give_back().await?;
            } else {
                next = job.work().await?;
            }
        }
        Ok(match next {
            job::Next::Wait(until) => Step::WaitUntil(until),
            job::Next::GoOn | job::Next::Halt => Step::Worked,
        })
    }

    /// Opens the conversations with people ahead of their messages, as many as Slack takes at once; how many are
    /// still to be opened.
    ///
    /// # Errors
    /// Where the ledger cannot be read or written. What Slack refuses is seen again when something is sent.
    pub async fn open_ahead(&self, people: &[PersonId]) -> Result<usize, StoreError> {
        place::open_ahead(self, people).await
    }
}

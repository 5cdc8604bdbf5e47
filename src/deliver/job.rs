//! One claimed row: from the claim to what the ledger writes down about it.

use std::sync::Arc;

use chrono::{DateTime, Utc};

use super::{Batch, Worker};
use crate::crash;
use crate::domain::delivery::{Delivery, NewDelivery, State, Subject, Target};
use crate::domain::delivery_rules::{Outcome, Refusal, Settled, Verdict, back_off};
use crate::domain::id::DeliveryId;
use crate::slack::{Class, SlackError};
use crate::store::StoreError;

/// A row that is ours for a while.
pub struct Job<'a> {
    pub worker: &'a Worker,
    pub delivery: Delivery,
    /// What saying the rows of the same claim has read.
    pub read: &'a Arc<Batch>,
}

/// Whether the batch goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Next {
    GoOn,
    /// Not before this instant.
    Wait(DateTime<Utc>),
    Halt,
}

/// What to write down of a job that came to its end.
pub struct Done {
    pub verdict: Verdict,
    /// What the message says, where Slack has just taken it.
    pub said: Option<String>,
}

impl From<Verdict> for Done {
    fn from(verdict: Verdict) -> Self {
        let said = None;
        Self { verdict, said }
    }
}

/// Why a job ended before its usual end.
pub enum Stop {
    /// With this to write down.
    Verdict(Verdict),
    /// Not now: pacing, a hold, or something that we need first.
    Later(DateTime<Utc>, String),
    /// This second has no room for another post, whosever.
    Full(DateTime<Utc>),
    /// The lease went to somebody else.
    NotOurs,
    /// The installation is gone.
    Dead(SlackError),
    /// The ledger cannot be used.
    Broken(StoreError),
}

impl From<StoreError> for Stop {
    fn from(error: StoreError) -> Self {
        Self::Broken(error)
    }
}

impl Job<'_> {
    /// Carries the row out and writes down what became of it.
    pub async fn work(&self) -> Result<Next, StoreError> {
        let done = match self.delivery.state {
            State::Unknown => self.look().await,
            State::Sent => self.look_last().await.map(Done::from),
            _ => self.send().await,
        };
        match done {
            Ok(done) => self.settle(done).await?,
            Err(Stop::Verdict(verdict)) => self.settle(verdict.into()).await?,
            Err(Stop::Later(due, why)) => self.put_back(due, &why).await?,
            Err(Stop::Full(until)) => {
                self.give_back().await?;
                return Ok(Next::Wait(until));
            }
            Err(Stop::NotOurs) => {
                tracing::warn!(delivery = %self.delivery.id, "a lease ended before its request began");
            }
            Err(Stop::Dead(error)) => {
                self.halt(&error).await?;
                return Ok(Next::Halt);
            }
            Err(Stop::Broken(error)) => return Err(error),
        }
        Ok(Next::GoOn)
    }

    /// Gives the row back untouched, at its place in the order.
    pub async fn give_back(&self) -> Result<(), StoreError> {
        self.put_back(self.delivery.due, "waits for its turn").await
    }

    pub fn now(&self) -> DateTime<Utc> {
        self.worker.clock.now()
    }

    /// The outcome of a call that failed; a limit holds for the whole method.
    pub async fn outcome(&self, method: &str, error: &SlackError) -> Result<Outcome, Stop> {
        Ok(match error.class {
            Class::Retry { after } => {
                self.hold(method, error).await?;
                Outcome::NotSent(after)
            }
            Class::Unknown => Outcome::Unknown,
            Class::Target | Class::Expired => Outcome::Refused(Refusal::Target),
            Class::Misconfigured { .. } => Outcome::Refused(Refusal::Misconfigured),
            Class::OurBug => Outcome::Refused(Refusal::OurBug),
            Class::Dead => return Err(Stop::Dead(error.clone())),
        })
    }

    /// Where Slack says how long to wait, everybody waits with this method.
    pub async fn hold(&self, method: &str, error: &SlackError) -> Result<(), Stop> {
        if let Class::Retry { after: Some(after) } = error.class {
            let until = self.now() + after;
            tracing::warn!(method, code = error.code, %until, "Slack asks us to wait");
            let worker = self.worker;
            worker.store.hold(&worker.workspace, method, until).await?;
        }
        Ok(())
    }

    /// Chance, so that instances and retries do not march in step.
    pub fn jitter(&self) -> std::time::Duration {
        let wait = back_off(self.delivery.attempts + 1);
        self.worker.chance.jitter(wait / 2)
    }

    async fn settle(&self, done: Done) -> Result<(), StoreError> {
        let Done { verdict, said } = done;
        let worker = self.worker;
        let delivery = &self.delivery;
        let now = self.now();
        self.log(&verdict);
        if matches!(verdict.settled, Settled::Failed { .. }) {
            self.say_instead(now).await?;
            self.say_elsewhere(now).await?;
        }
        self.forget_who_is_gone(&verdict).await?;
        // The notices come first: when we die between the two, the row is settled again, and a notice that is there
        // already is not enqueued twice.
        if verdict.notify {
            self.notify(now).await?;
            crash::point("admins told, not settled");
        }
        let (store, workspace, owner) = (&worker.store, &worker.workspace, &worker.owner);
        let settled = &verdict.settled;
        match &said {
            Some(said) => {
                let what = (settled, said.as_str());
                store
                    .settle_said(workspace, &delivery.id, owner, what, now)
                    .await?
            }
            None => {
                store
                    .settle(workspace, &delivery.id, owner, settled, now)
                    .await?
            }
        };
        crash::point("settled");
        Ok(())
    }

    /// Back to where it was, for later; a row whose fate is unknown is looked for again before anything is sent.
    async fn put_back(&self, due: DateTime<Utc>, why: &str) -> Result<(), StoreError> {
        let delivery = &self.delivery;
        let error = delivery.error.clone().unwrap_or_else(|| why.to_owned());
        let settled = match (delivery.state, &delivery.message) {
            (State::Unknown, _) => Settled::Unknown {
                due,
                looks: delivery.looks,
                error,
            },
            (State::Sent, Some((channel, ts))) => Settled::Sent {
                channel: channel.clone(),
                ts: ts.clone(),
                wanted: delivery.wanted,
                look_again: Some(due),
            },
            _ => Settled::Retry { due, error },
        };
        let worker = self.worker;
        worker
            .store
            .settle(
                &worker.workspace,
                &delivery.id,
                &worker.owner,
                &settled,
                self.now(),
            )
            .await
            .map(|_| ())
    }

    async fn halt(&self, error: &SlackError) -> Result<(), StoreError> {
        let worker = self.worker;
        tracing::error!(
            code = error.code,
            "the installation is gone; nothing more is sent"
        );
        let now = self.now();
        worker
            .store
            .halt(&worker.workspace, &error.code, now)
            .await?;
        self.put_back(now, &error.code).await
    }

    /// A notice to each admin, as deliveries of their own.
    async fn notify(&self, now: DateTime<Utc>) -> Result<(), StoreError> {
        let worker = self.worker;
        let organisation = worker.store.organisation(&worker.workspace).await?;
        let people = organisation.map(|it| it.people.clone()).unwrap_or_default();
        let admins = people
            .into_iter()
            .filter(|one| one.admin && one.id.is_slack());
        let notices: Vec<NewDelivery> = admins
            .map(|admin| NewDelivery {
                id: DeliveryId::new(worker.chance.id(now)),
                subject: Subject::Notice(admin.id.clone(), self.delivery.id.clone()),
                target: Target::Person(admin.id),
                due: now,
            })
            .collect();
        if notices.is_empty() {
            tracing::error!(delivery = %self.delivery.id, "no admin can be told");
        }
        worker
            .store
            .enqueue(&worker.workspace, &notices)
            .await
            .map(|_| ())
    }

    fn log(&self, verdict: &Verdict) {
        let delivery = &self.delivery;
        let key = delivery.subject.key();
        match &verdict.settled {
            Settled::Sent { .. } => tracing::info!(delivery = %delivery.id, key, "sent"),
            Settled::Skipped { why } => {
                tracing::info!(delivery = %delivery.id, key, why, "skipped");
            }
            Settled::Retry { due, error } => {
                tracing::info!(delivery = %delivery.id, key, error, %due, "not sent; again later");
            }
            Settled::Unknown { due, error, .. } => {
                tracing::warn!(delivery = %delivery.id, key, error, %due, "outcome unknown");
            }
            Settled::Parked { error } => {
                tracing::error!(delivery = %delivery.id, key, error, "parked; see `headway deliveries`");
            }
            Settled::Failed { error } => {
                tracing::error!(delivery = %delivery.id, key, error, "failed");
            }
        }
    }
}

/// Slack's word for an error, with the scope that would help.
pub fn word(error: &SlackError) -> String {
    match &error.class {
        Class::Misconfigured {
            needed: Some(scope),
        } => format!("{} ({scope})", error.code),
        _ => error.code.clone(),
    }
}

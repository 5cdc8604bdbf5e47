//! Writing a week's digest down for the ledger to send: when its time has come, or when an operator wants it now.

use std::sync::Arc;

use chrono::{DateTime, Utc};

use super::{App, Result, Say};
use crate::crash;
use crate::domain::check_in::Round;
use crate::domain::delivery::{Delivery, NewDelivery};
use crate::domain::organisation::Organisation;
use crate::domain::week::Week;
use crate::words::message::Message;

/// What would be written down for a week's digest, beside what the ledger has.
#[derive(Debug, Clone, PartialEq)]
pub struct DigestPlan {
    /// The week's round.
    pub round: Round,
    /// The posts, where the digest is not out; else the edits of it.
    pub deliveries: Vec<Planned>,
    /// How many messages to subscribers stand, which are edited where they change.
    pub subscribers: usize,
}

/// One delivery of a plan.
#[derive(Debug, Clone, PartialEq)]
pub struct Planned {
    /// What would be written down.
    pub new: NewDelivery,
    /// What the ledger has of it already.
    pub there: Option<Delivery>,
    /// For an edit: the message that it would change.
    pub of: Option<Delivery>,
    /// For an edit: what it would say, and by its fingerprint what stands there, where that is known.
    pub says: Option<(Message, Option<String>)>,
}

impl App {
    /// Notes that the digest of a week was composed, and enqueues it; false, and nothing, when it was already.
    ///
    /// # Errors
    /// When the store does not answer.
    pub(super) async fn write_digest(
        &self,
        org: &Arc<Organisation>,
        week: Week,
        now: DateTime<Utc>,
    ) -> Result<bool> {
        self.begin_telling(org, week, now).await?;
        crash::point("subscribers' pages noted, no digest");
        let (facts, thread) = self.thread(org, week).await?;
        Ok(self
            .store
            .tell_week(&self.workspace, week, now, &facts, &thread)
            .await?)
    }

    /// What [`App::post_digest`] would do; none where nobody has been asked about the week.
    ///
    /// # Errors
    /// When the store does not answer, or no company was imported.
    pub async fn plan_digest(&self, week: Week) -> Result<Option<DigestPlan>> {
        let org = self.organisation().await?;
        let Some(round) = self.store.round(&self.workspace, week).await? else {
            return Ok(None);
        };
        let new = if round.digested.is_some() {
            self.digest_edits(week, &org.teams).await?
        } else {
            self.thread(&org, week).await?.1
        };
        let mut deliveries = Vec::new();
        for new in new {
            let (store, workspace) = (&self.store, &self.workspace);
            let there = store.delivery_of(workspace, &new.subject).await?;
            let of = match new.subject.belongs_to() {
                Some(of) => store.delivery_of(workspace, &of).await?,
                None => None,
            };
            let says = match &of {
                Some(of) => self.would_say(&new, of, there.as_ref()).await?,
                None => None,
            };
            deliveries.push(Planned {
                new,
                there,
                of,
                says,
            });
        }
        let subscribers = self.store.posts_to_subscribers(&self.workspace, week);
        Ok(Some(DigestPlan {
            round,
            deliveries,
            subscribers: subscribers.await?,
        }))
    }

    /// What an edit would say now, beside what its message says.
    async fn would_say(
        &self,
        new: &NewDelivery,
        of: &Delivery,
        there: Option<&Delivery>,
    ) -> Result<Option<(Message, Option<String>)>> {
        let (store, workspace) = (&self.store, &self.workspace);
        let edit = Delivery {
            subject: new.subject.clone(),
            ..of.clone()
        };
        let Say::Post(message) = self.say(&edit, self.clock.now()).await? else {
            return Ok(None);
        };
        let stands = match there {
            Some(edit) => store.said(workspace, &edit.id).await?,
            None => store.said_first(workspace, &of.id).await?,
        };
        Ok(Some((message, stands)))
    }

    /// Writes down a week's digest now, or, where it is out, the edits of it. The plan says which; where another
    /// process was faster, nothing is written down a second time.
    ///
    /// # Errors
    /// When the store does not answer, or no company was imported.
    pub async fn post_digest(&self, plan: &DigestPlan) -> Result<()> {
        let org = self.organisation().await?;
        let week = plan.round.week;
        if plan.round.digested.is_none() {
            self.write_digest(&org, week, self.clock.now()).await?;
        } else {
            let edits = self.digest_edits(week, &org.teams).await?;
            self.store.enqueue(&self.workspace, &edits).await?;
        }
        self.enqueued.notify_one();
        Ok(())
    }
}

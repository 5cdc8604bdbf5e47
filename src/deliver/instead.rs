//! What Slack refuses for good is said in another place: an edit of the digest in one reply of its thread, and a team's
//! reply below the digest's table.

use std::collections::HashSet;

use chrono::{DateTime, TimeDelta, Utc};

use super::job::Job;
use crate::crash;
use crate::domain::delivery::{NewDelivery, Subject, Target};
use crate::domain::digest::shared_by;
use crate::domain::id::{DeliveryId, TeamId};
use crate::store::StoreError;

impl Job<'_> {
    /// Where Slack refuses an edit of the digest, one reply in its thread says what came late; the receipts of what
    /// did say when.
    pub async fn say_instead(&self, now: DateTime<Utc>) -> Result<(), StoreError> {
        let (worker, workspace) = (self.worker, &self.worker.workspace);
        let Some((week, instead)) = self.delivery.subject.instead() else {
            return Ok(());
        };
        let new = |subject, target| NewDelivery {
            id: DeliveryId::new(worker.chance.id(now)),
            subject,
            target,
            due: now,
        };
        let instead = instead.map(|subject| new(subject, self.delivery.target.clone()));
        let mut deliveries = Vec::from(instead);
        let round = worker.store.round(workspace, week).await?;
        let open = round.filter(|round| round.closed.is_none());
        if let Some(digested) = open.and_then(|round| round.digested) {
            let answers = worker.store.check_ins(workspace, week).await?;
            let late = answers.into_iter().filter(|it| it.sent > digested);
            deliveries
                .extend(late.map(|it| new(Subject::AskEdit(it.ask), Target::Person(it.person))));
        }
        worker.store.enqueue(workspace, &deliveries).await?;
        crash::point("said instead, not settled");
        Ok(())
    }

    /// Where Slack refuses a team's reply, the table tells it, and the teams with which it shares objectives tell what it
    /// was to tell of them: each is edited once the reply counts as refused.
    pub async fn say_elsewhere(&self, now: DateTime<Utc>) -> Result<(), StoreError> {
        let (worker, workspace) = (self.worker, &self.worker.workspace);
        let Subject::DigestReply(week, team) = &self.delivery.subject else {
            return Ok(());
        };
        let company = worker.store.organisation(workspace).await?;
        let shared = company.iter().flat_map(|org| shared_by(team, org));
        let sharing: HashSet<&TeamId> = shared.flat_map(|it| &it.teams).collect();
        let told = |post: &Subject| match post {
            Subject::DigestTable(..) => true,
            Subject::DigestReply(_, other) => other != team && sharing.contains(other),
            _ => false,
        };
        let posts = worker.store.digest_posts(workspace, *week).await?;
        let posts = posts.into_iter().filter(|(post, _)| told(post));
        let edits = posts.filter_map(|(post, target)| {
            Some(NewDelivery {
                id: DeliveryId::new(worker.chance.id(now)),
                subject: post.edited()?,
                target,
                due: now + TimeDelta::seconds(1),
            })
        });
        let edits: Vec<NewDelivery> = edits.collect();
        worker.store.enqueue(workspace, &edits).await
    }
}

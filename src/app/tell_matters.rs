//! What is posted of questions and decisions: a question in the team's channel, and on a decision's day what its
//! number did, in the thread of the digest on which it was recorded.
//!
//! The day is computed whenever it is asked, and the ledger knows what was told: after downtime it is told once.

use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, Utc};

use super::say::Say;
use super::{App, Result};
use crate::domain::decision::told_at;
use crate::domain::delivery::{Subject, Target};
use crate::domain::digest::Effect;
use crate::domain::id::{ChannelId, DecisionId, QuestionId};
use crate::domain::organisation::Organisation;
use crate::domain::question::Question;
use crate::words::matters;

/// A link is worth waiting for so long; without it the question says the same.
const PATIENCE: Duration = Duration::from_secs(3);

impl App {
    /// A question, in the team's channel.
    pub(super) async fn say_question(
        &self,
        org: &Arc<Organisation>,
        id: &QuestionId,
        edit: bool,
    ) -> Result<Say> {
        let Some(question) = self.store.question(&self.workspace, id).await? else {
            return Ok(Say::NotWanted("the question is gone"));
        };
        if org.team(&question.team).is_none() {
            return Ok(Say::NotWanted("the team is gone"));
        }
        if question.ended.is_some() && !edit {
            return Ok(Say::NotWanted("answered or withdrawn"));
        }
        let link = self.link_to(&question).await?;
        Ok(Say::Post(matters::question(
            &question,
            org,
            link.as_deref(),
        )))
    }

    /// Where the team's reply stands; none where Slack gives no address.
    async fn link_to(&self, question: &Question) -> Result<Option<String>> {
        let reply = Subject::DigestReply(question.week, question.team.clone());
        let Some((channel, ts)) = self.store.message_of(&self.workspace, &reply).await? else {
            return Ok(None);
        };
        let link = tokio::time::timeout(PATIENCE, self.slack.permalink(&channel, &ts)).await;
        Ok(match link {
            Ok(Ok(link)) => Some(link),
            Ok(Err(error)) => {
                tracing::info!(code = error.code, "a question goes without its link");
                None
            }
            Err(_) => None,
        })
    }

    /// What the number of a decision did.
    pub(super) async fn say_decision(
        &self,
        org: &Arc<Organisation>,
        id: &DecisionId,
    ) -> Result<Say> {
        let decision = self.store.decision(&self.workspace, id).await?;
        let Some(decision) = decision.filter(|it| it.withdrawn.is_none()) else {
            return Ok(Say::NotWanted("the decision was withdrawn"));
        };
        if org.team(&decision.team).is_none() {
            return Ok(Say::NotWanted("the team is gone"));
        }
        let did = self.what_moved(org, &decision, decision.until).await?;
        Ok(Say::Post(matters::decision(&Effect { decision, did }, org)))
    }

    /// Enqueues what is to be said of decisions whose day has come; how many there were.
    pub(super) async fn tell_decisions(
        &self,
        org: &Organisation,
        now: DateTime<Utc>,
    ) -> Result<usize> {
        let zone = org.settings.time_zone;
        let today = now.with_timezone(&zone).date_naive();
        let untold = self.store.untold_decisions(&self.workspace, today).await?;
        let due = untold
            .into_iter()
            .filter(|it| told_at(it.until, zone) <= now);
        let leadership = || ChannelId::new(org.settings.leadership_channel.as_str());
        let posts: Vec<_> = due
            .map(|it| {
                let target = Target::Channel(leadership());
                self.delivery(Subject::Decision(it.week, it.id), target)
            })
            .collect();
        self.store.enqueue(&self.workspace, &posts).await?;
        if !posts.is_empty() {
            crate::crash::point("decision due, not told");
        }
        Ok(posts.len())
    }

    /// The next instant after another at which a decision is told.
    pub(super) async fn next_decision(
        &self,
        org: &Organisation,
        after: DateTime<Utc>,
    ) -> Result<Option<DateTime<Utc>>> {
        let zone = org.settings.time_zone;
        let today = after.with_timezone(&zone).date_naive();
        // Today's nine o'clock may be over.
        for from in [Some(today), today.succ_opt()].into_iter().flatten() {
            let day = self.store.next_decision_day(&self.workspace, from).await?;
            let at = day.map(|day| told_at(day, zone));
            if at.is_none_or(|at| at > after) {
                return Ok(at);
            }
        }
        Ok(None)
    }
}

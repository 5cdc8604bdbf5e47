//! The digest's thread: its head, the teams as a table on one page or several, a reply for each team of which
//! something is worth saying.
//!
//! Which teams have a reply, and how many pages there are, is decided once, with the digest; from then on the ledger
//! knows it. A team that gets something to say only by a late answer is told by an edit of the pages: nothing is
//! posted again. An answer that comes between the decision and the ledger's commit is told there, too.

use std::collections::HashSet;
use std::sync::Arc;

use super::say::Say;
use super::tell_more::{in_pages, nth};
use super::{App, Result};
use crate::domain::delivery::{NewDelivery, State, Subject, Target};
use crate::domain::digest::{
    Digest, Facts, TeamPart, Thread, digest, facts, shared_by, team_part, thread, thread_as_posted,
    told_once,
};
use crate::domain::id::{ChannelId, DeliveryId, TeamId, WorkspaceId};
use crate::domain::organisation::{Organisation, Team};
use crate::domain::week::Week;
use crate::store::{Store, StoreError};
use crate::words;
use crate::words::thread::{empty_page, pages};

impl App {
    /// What each team's own channel is told first; then the digest's thread, in the order in which it is read; then
    /// what subscribers read of it; and the facts that all this says.
    pub(super) async fn thread(
        &self,
        org: &Arc<Organisation>,
        week: Week,
    ) -> Result<(Facts, Vec<NewDelivery>)> {
        let rows = self.week_rows(org, week).await?;
        let digest = digest(&rows.sources());
        let told = thread(&digest, org);
        let pages = 1..=count(pages(&told, week, org, &[], None).len());
        let tables = pages.map(|page| Subject::DigestTable(week, page));
        let replied: HashSet<&TeamId> = told.told().map(|part| &part.team).collect();
        let replies = told.told().flat_map(|part| {
            let reply = Subject::DigestReply(week, part.team.clone());
            let part = told_once(part, org, |team| replied.contains(team));
            in_pages(reply, words::digest::replies(&part, org, None).len())
        });
        let subjects = std::iter::once(Subject::DigestHead(week))
            .chain(tables)
            .chain(replies);
        let mut thread = self.team_parts(org, &digest);
        thread.extend(subjects.map(|subject| self.delivery(subject, leadership(org))));
        thread.extend(self.subscriber_posts(org, week).await?);
        // What is due at one instant is sent in the order of its ids.
        let mut ids: Vec<DeliveryId> = thread.iter().map(|delivery| delivery.id.clone()).collect();
        ids.sort();
        for (delivery, id) in thread.iter_mut().zip(ids) {
            delivery.id = id;
        }
        Ok((facts(&rows.sources(), week), thread))
    }

    /// The edits that let a digest that is out, and the channels of these teams, say how things stand now.
    pub(super) async fn digest_edits(
        &self,
        week: Week,
        teams: impl IntoIterator<Item = &Team>,
    ) -> Result<Vec<NewDelivery>> {
        let teams: HashSet<&TeamId> = teams.into_iter().map(|team| &team.id).collect();
        let new = |subject, target| self.delivery(subject, target);
        let told = |team: &TeamId| teams.contains(team);
        Ok(edits_of_digest(&self.store, &self.workspace, week, told, new).await?)
    }

    pub(super) async fn say_table(
        &self,
        org: &Arc<Organisation>,
        week: Week,
        page: u32,
    ) -> Result<Say> {
        let rows = self.week_rows(org, week).await?;
        let digest: Digest = digest(&rows.sources());
        let posted = self.store.thread_of(&self.workspace, week).await?;
        let replies: HashSet<&TeamId> = posted.iter().filter_map(replied).collect();
        let told: Thread<'_> = thread_as_posted(&digest, org, &replies);
        let late = told.told().filter(|part| !replies.contains(&part.team));
        let once = |part| told_once(part, org, |team| replies.contains(team));
        let late: Vec<TeamPart> = late.map(once).collect();
        let late: Vec<&TeamPart> = late.iter().collect();
        let pages_posted = posted.len() - replies.len();
        let mut pages = pages(&told, week, org, &late, Some(pages_posted)).into_iter();
        let at = usize::try_from(page)
            .unwrap_or(usize::MAX)
            .saturating_sub(1);
        Ok(Say::Post(pages.nth(at).unwrap_or_else(|| empty_page(week))))
    }

    /// One of the messages of a team's reply, from 1 on.
    pub(super) async fn say_reply(
        &self,
        org: &Arc<Organisation>,
        week: Week,
        team: &TeamId,
        number: u32,
    ) -> Result<Say> {
        let Some(team) = org.team(team) else {
            return Ok(Say::NotWanted("the team is gone"));
        };
        let rows = self.week_rows_of(org, week, team).await?;
        let part = team_part(&rows.sources(), team);
        let holders = self.holders(org, week, team).await?;
        let part = told_once(&part, org, |team| holders.contains(team));
        let reply = Subject::DigestReply(week, team.id.clone());
        let posted = self.messages_of(&reply).await?;
        let mut replies = words::digest::replies(&part, org, Some(posted));
        if let Some(last) = replies.last_mut() {
            last.parts.push(words::matters::buttons(week, &team.id));
        }
        Ok(nth(replies, number))
    }

    /// The first team of each objective which this one shares that has a reply in a week's thread.
    async fn holders(
        &self,
        org: &Organisation,
        week: Week,
        team: &Team,
    ) -> Result<HashSet<TeamId>> {
        let mut holders = HashSet::new();
        for objective in shared_by(&team.id, org) {
            for other in &objective.teams {
                let reply = Subject::DigestReply(week, other.clone());
                let there = self.store.delivery_of(&self.workspace, &reply).await?;
                let never = [State::Skipped, State::Failed];
                if there.is_some_and(|reply| !never.contains(&reply.state)) {
                    holders.insert(other.clone());
                    break;
                }
            }
        }
        Ok(holders)
    }
}

/// The edits of all that was posted of a week's digest: of the head, its pages, and of what only teams read that are
/// told anew. Each goes where its post went.
pub(super) async fn edits_of_digest(
    store: &Store,
    workspace: &WorkspaceId,
    week: Week,
    told_anew: impl Fn(&TeamId) -> bool,
    new: impl Fn(Subject, Target) -> NewDelivery,
) -> std::result::Result<Vec<NewDelivery>, StoreError> {
    let posts = store.digest_posts(workspace, week).await?.into_iter();
    let edits = posts.filter_map(|(post, target)| {
        let anew = post.team().is_none_or(&told_anew);
        Some(new(post.edited().filter(|_| anew)?, target))
    });
    Ok(edits.collect())
}

pub(super) fn leadership(org: &Organisation) -> Target {
    Target::Channel(ChannelId::new(org.settings.leadership_channel.as_str()))
}

fn replied(subject: &Subject) -> Option<&TeamId> {
    match subject {
        Subject::DigestReply(_, team) => Some(team),
        _ => None,
    }
}

fn count(pages: usize) -> u32 {
    u32::try_from(pages).unwrap_or(u32::MAX)
}

//! A team's own part of the digest, in the team's own channel: there before leadership reads it, and edited in
//! place as late answers come.

use std::sync::Arc;

use super::say::Say;
use super::tell_more::{in_pages, nth};
use super::{App, Result};
use crate::domain::delivery::{NewDelivery, Subject, Target};
use crate::domain::digest::{Digest, team_part};
use crate::domain::id::{ChannelId, TeamId};
use crate::domain::organisation::{Organisation, Team};
use crate::domain::week::Week;
use crate::words;

impl App {
    /// The posts that tell the teams, in the order in which the teams were declared.
    pub(super) fn team_parts(&self, org: &Organisation, digest: &Digest) -> Vec<NewDelivery> {
        let told = digest.teams.iter().filter_map(|part| {
            let channel = channel_of(org, org.team(&part.team)?)?;
            let first = Subject::TeamPart(digest.week, part.team.clone());
            let pages = words::digest::team_parts(part, org, digest.week, None).len();
            Some((Target::Channel(channel.clone()), in_pages(first, pages)))
        });
        let posts = told.flat_map(|(target, subjects)| {
            let each = subjects.into_iter();
            each.map(move |subject| self.delivery(subject, target.clone()))
        });
        posts.collect()
    }

    /// What the team reads in its channel, in one of its messages from 1 on: what the digest says of it, and what
    /// becomes of that.
    pub(super) async fn say_team_part(
        &self,
        org: &Arc<Organisation>,
        week: Week,
        team: &TeamId,
        number: u32,
    ) -> Result<Say> {
        let Some(team) = org.team(team) else {
            return Ok(Say::NotWanted("the team is gone"));
        };
        if channel_of(org, team).is_none() {
            return Ok(Say::NotWanted("the team's channel is not told"));
        }
        let rows = self.week_rows_of(org, week, team).await?;
        let part = team_part(&rows.sources(), team);
        let first = Subject::TeamPart(week, team.id.clone());
        let posted = self.messages_of(&first).await?;
        let parts = words::digest::team_parts(&part, org, week, Some(posted));
        Ok(nth(parts, number))
    }
}

/// Where a team is told. In the leadership channel it would stand twice.
pub(super) fn channel_of<'a>(org: &Organisation, team: &'a Team) -> Option<&'a ChannelId> {
    team.told_channel()
        .filter(|channel| **channel != org.settings.leadership_channel)
}

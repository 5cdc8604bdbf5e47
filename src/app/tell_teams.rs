//! A team's own part of the digest, in the team's own channel: there before leadership reads it, and edited in
//! place as late answers come.

use std::sync::Arc;

use super::say::Say;
use super::{App, Result};
use crate::domain::delivery::{NewDelivery, Subject, Target};
use crate::domain::digest::team_part;
use crate::domain::id::{ChannelId, TeamId};
use crate::domain::organisation::{Organisation, Team};
use crate::domain::week::Week;
use crate::words;

impl App {
    /// The posts that tell the teams, in the order in which the teams were declared.
    pub(super) fn team_parts(&self, org: &Organisation, week: Week) -> Vec<NewDelivery> {
        org.teams
            .iter()
            .filter_map(|team| self.team_part(org, team, |team| Subject::TeamPart(week, team)))
            .collect()
    }

    /// The edit of a team's part, where it has one.
    pub(super) fn team_part_edit(
        &self,
        org: &Organisation,
        week: Week,
        team: &Team,
    ) -> Option<NewDelivery> {
        self.team_part(org, team, |team| Subject::TeamPartEdit(week, team))
    }

    fn team_part(
        &self,
        org: &Organisation,
        team: &Team,
        subject: impl Fn(TeamId) -> Subject,
    ) -> Option<NewDelivery> {
        let channel = channel_of(org, team)?;
        Some(self.delivery(subject(team.id.clone()), Target::Channel(channel.clone())))
    }

    /// What the team reads in its channel: what the digest says of it, and what becomes of that.
    pub(super) async fn say_team_part(
        &self,
        org: &Arc<Organisation>,
        week: Week,
        team: &TeamId,
    ) -> Result<Say> {
        let Some(team) = org.team(team) else {
            return Ok(Say::NotWanted("the team is gone"));
        };
        if channel_of(org, team).is_none() {
            return Ok(Say::NotWanted("the team's channel is not told"));
        }
        let rows = self.week_rows_of(org, week, team).await?;
        let part = team_part(&rows.sources(), team);
        Ok(Say::Post(words::digest::team_part(&part, org, week)))
    }
}

/// Where a team is told. In the leadership channel it would stand twice.
pub(super) fn channel_of<'a>(org: &Organisation, team: &'a Team) -> Option<&'a ChannelId> {
    team.told_channel()
        .filter(|channel| **channel != org.settings.leadership_channel)
}

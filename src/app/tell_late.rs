//! What came late, in one reply of the digest's thread, where Slack does not let the digest be edited any more.

use std::collections::HashSet;
use std::sync::Arc;

use super::say::Say;
use super::{App, Result};
use crate::domain::digest::{facts, late_news, team_part};
use crate::domain::id::TeamId;
use crate::domain::organisation::Organisation;
use crate::domain::week::Week;
use crate::words;

impl App {
    /// What came after a digest went out: how many answers, what they made of the week's numbers, and what is said
    /// now of the teams whose answers they are.
    pub(super) async fn say_late(&self, org: &Arc<Organisation>, week: Week) -> Result<Say> {
        let round = self.store.round(&self.workspace, week).await?;
        let Some(digested) = round.as_ref().and_then(|round| round.digested) else {
            return Ok(Say::NotWanted("the digest has not gone out"));
        };
        let rows = self.week_rows(org, week).await?;
        let sources = rows.sources();
        let told = self.store.told(&self.workspace, week).await?;
        let news = told.and_then(|told| {
            late_news(week, &told, &facts(&sources, week), |code| org.tells(code))
        });
        let came = self.updated(&rows, digested).await?;
        let closed = round.is_some_and(|round| round.closed.is_some());
        if closed && news.is_none() && came.is_none() {
            return Ok(Say::NotWanted("nothing came late"));
        }
        let late = rows.check_ins.iter().filter(|it| it.sent > digested);
        let late: HashSet<&TeamId> = late.map(|check_in| &check_in.team).collect();
        let teams = org.teams.iter().filter(|team| late.contains(&team.id));
        let parts: Vec<_> = teams.map(|team| team_part(&sources, team)).collect();
        let parts: Vec<_> = parts.iter().collect();
        let message = words::digest::late(week, came.as_deref(), news.as_ref(), &parts, org);
        Ok(Say::Post(message))
    }
}

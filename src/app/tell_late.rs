//! What came late, in one reply of the digest's thread, where Slack does not let the digest be edited any more.

use std::collections::HashSet;
use std::sync::Arc;

use chrono::{DateTime, Utc};

use super::load::WeekRows;
use super::say::Say;
use super::{App, Result};
use crate::domain::delivery::Subject;
use crate::domain::digest::{
    CameLate, SaidLater, came_late, facts, late_news, team_part, told_once,
};
use crate::domain::id::TeamId;
use crate::domain::organisation::Organisation;
use crate::domain::week::Week;
use crate::words::{self, figures};

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
            let now = facts(&sources, week);
            late_news(week, (&told, &now), &rows.iterations, |code| {
                org.tells(code)
            })
        });
        let came = self.came_late(&rows, digested).await?;
        let closed = round.is_some_and(|round| round.closed.is_some());
        if closed && news.is_none() && came.is_none() {
            return Ok(Say::NotWanted("nothing came late"));
        }
        let late = teams_of(&rows, digested, came.as_ref());
        let teams = org.teams.iter().filter(|team| late.contains(&team.id));
        let once = |part| told_once(&part, org, |team| late.contains(team));
        let parts: Vec<_> = teams.map(|team| once(team_part(&sources, team))).collect();
        let parts: Vec<_> = parts.iter().collect();
        let came = came.map(|came| in_words(org, &came));
        let message = words::digest::late(week, came.as_deref(), news.as_ref(), &parts, org);
        Ok(Say::Post(message))
    }

    /// Whether Slack refused an edit of a week's digest, so that its thread tells at the close what came late.
    pub(super) async fn edits_refused(&self, week: Week) -> Result<bool> {
        let reply = Subject::DigestLate(week);
        let there = self.store.delivery_of(&self.workspace, &reply).await?;
        Ok(there.is_some())
    }

    /// What came after the digest: "Monday 10:12, one late answer and two edits". It names the close only where that
    /// moved numbers, and no team: which one it was, its own reply says.
    pub(super) async fn updated(
        &self,
        rows: &WeekRows,
        digested: DateTime<Utc>,
    ) -> Result<Option<String>> {
        let came = self.came_late(rows, digested).await?;
        Ok(came.map(|came| in_words(&rows.org, &came)))
    }

    async fn came_late(
        &self,
        rows: &WeekRows,
        digested: DateTime<Utc>,
    ) -> Result<Option<CameLate>> {
        let (store, workspace) = (&self.store, &self.workspace);
        let mut said = SaidLater {
            readings: store.read_since(workspace, rows.week, digested).await?,
            tellings: store.told_since(workspace, digested).await?,
            moved: store.moved_since(workspace, rows.week, digested).await?,
            ..SaidLater::default()
        };
        for check_in in rows.check_ins.iter().filter(|it| it.sent > digested) {
            let mut revisions = match check_in.revision {
                1 => Vec::new(),
                _ => store.revisions(workspace, &check_in.ask).await?,
            };
            if revisions.is_empty() {
                revisions.push(check_in.clone());
            }
            said.answers.push(revisions);
        }
        Ok(came_late(&rows.sources(), digested, &said))
    }
}

fn in_words(org: &Organisation, came: &CameLate) -> String {
    let at = figures::day_and_time(came.last, org.settings.time_zone);
    words::digest::updated(&at, came)
}

/// The teams of which something came late.
fn teams_of<'a>(
    rows: &'a WeekRows,
    digested: DateTime<Utc>,
    came: Option<&'a CameLate>,
) -> HashSet<&'a TeamId> {
    let late = rows.check_ins.iter().filter(|it| it.sent > digested);
    let mut teams: HashSet<&TeamId> = late.map(|check_in| &check_in.team).collect();
    let Some(came) = came else {
        return teams;
    };
    for code in &came.readings {
        let read = rows.org.key_result(code);
        teams.extend(read.iter().flat_map(|(objective, _)| &objective.teams));
    }
    let told = rows.iterations.iter();
    let told = told.filter(|it| came.results.contains(&it.id));
    teams.extend(told.map(|it| &it.team));
    teams.extend(came.moved.iter().map(|it| &it.team));
    teams
}

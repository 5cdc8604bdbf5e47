//! `/checkin open`: what lies open between teams and leadership, for leaders all of it, for whoever speaks for a team
//! what is the team's.

use chrono::{NaiveDate, TimeDelta};

use super::{App, Result};
use crate::domain::decision::Decision;
use crate::domain::id::PersonId;
use crate::domain::matters::{Matters, is_leader, may_see, speaks_for};
use crate::domain::organisation::Organisation;
use crate::words::matters;
use crate::words::message::Message;

/// What was settled within this time is listed behind what is open.
const SETTLED: TimeDelta = TimeDelta::days(28);

impl App {
    /// One page of what a person may see, or who may see it.
    pub(super) async fn list_open(
        &self,
        org: &Organisation,
        person: &PersonId,
        page: usize,
    ) -> Result<Message> {
        let leads = |team: &crate::domain::organisation::Team| speaks_for(org, person, &team.id);
        if !is_leader(org, person) && !org.teams.iter().any(leads) {
            return Ok(matters::refused(
                org,
                "and those who lead a team see what lies open between the two",
            ));
        }
        let since = self.clock.now() - SETTLED;
        let all = self.store.matters(&self.workspace, since).await?;
        let (mut theirs, today) = (seen_by(org, person, all), self.company_day(org));
        self.as_told(org, &mut theirs.decisions, today).await?;
        let rows = matters::rows(&theirs, org, person, today);
        Ok(matters::open(&rows, page, is_leader(org, person)))
    }

    /// Where the numbers of decisions that hold stood then, as everything else that tells of them reads it: not what
    /// was kept, if the week of then was corrected since.
    async fn as_told(
        &self,
        org: &Organisation,
        decisions: &mut [Decision],
        today: NaiveDate,
    ) -> Result<()> {
        let hold = |it: &&mut Decision| it.withdrawn.is_none() && it.until >= today;
        for decision in decisions.iter_mut().filter(hold) {
            let did = self.what_moved(org, decision, today).await?;
            if let Some(moved) = &mut decision.number {
                moved.before = did.before;
            }
        }
        Ok(())
    }
}

fn seen_by(org: &Organisation, person: &PersonId, mut all: Matters) -> Matters {
    all.requests.retain(|it| may_see(org, person, &it.team));
    all.questions.retain(|it| may_see(org, person, &it.team));
    all.decisions.retain(|it| may_see(org, person, &it.team));
    all
}

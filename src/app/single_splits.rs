//! A single answer is read by whoever gave it, and by the team's lead where the team says so; never by anybody else.

use super::{App, Result};
use crate::domain::id::{PersonId, TeamId};
use crate::domain::organisation::{Answers, Organisation, Team};
use crate::domain::week::Week;
use crate::words::message::Part;
use crate::words::single_splits;

impl App {
    /// What a person may read of single answers for some teams, the newest week of each: their own, and as the lead
    /// those of the team, where it allows that. For their eyes alone: this is never shared.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn single_splits(
        &self,
        org: &Organisation,
        person: &PersonId,
        teams: &[TeamId],
    ) -> Result<Vec<Part>> {
        let mut parts = Vec::new();
        let today = self.clock.now().with_timezone(&org.settings.time_zone);
        let after = Week::of(today.date_naive()).next();
        for team in teams.iter().filter_map(|id| org.team(id)) {
            let (store, workspace) = (&self.store, &self.workspace);
            let own = store
                .last_check_in(workspace, &team.id, Some(person), after)
                .await?;
            // A lead's estimate is the team's split, which everybody reads.
            let own = own.filter(|own| !own.estimate);
            parts.extend(own.map(|own| single_splits::own(org, team, &own)));
            if may_read(team, person) {
                let answers = store.answers_for_lead(workspace, &team.id).await?;
                parts.extend(single_splits::of_team(org, team, &answers));
            }
        }
        Ok(parts)
    }
}

/// Whether the store is asked at all; it knows since when the team allows it.
fn may_read(team: &Team, person: &PersonId) -> bool {
    team.answers == Answers::Everyone
        && team.lead_sees_answers
        && team.lead().is_some_and(|lead| lead.person == *person)
}

//! `/okr`: a person's teams' objectives and key results, as they stand today.

use super::{App, Result};
use crate::domain::id::PersonId;
use crate::domain::okr::{Objective, standing};
use crate::domain::week::Quarter;
use crate::words::message::Message;
use crate::words::{check_in_command, okr};

impl App {
    /// Answers `/okr` with the text behind it.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn show_okrs(&self, person: &PersonId, text: &str) -> Result<Message> {
        let word = text.trim();
        if word.eq_ignore_ascii_case("help") {
            return Ok(okr::help(None));
        }
        let org = self.organisation().await?;
        if let Some(refusal) = self.refusal(&org, person).await {
            return Ok(refusal);
        }
        if !word.is_empty() {
            return Ok(okr::help(Some(word)));
        }
        let today = self
            .clock
            .now()
            .with_timezone(&org.settings.time_zone)
            .date_naive();
        let teams: Vec<_> = org.teams_of(person).collect();
        let theirs = |objective: &&Objective| {
            objective.quarter == Quarter::of(today)
                && (objective.accountable == *person
                    || objective
                        .key_results
                        .iter()
                        .any(|key_result| key_result.owner == *person)
                    || teams.iter().any(|team| objective.teams.contains(&team.id)))
        };
        let objectives: Vec<&Objective> = org.objectives.iter().filter(theirs).collect();
        if teams.is_empty() && objectives.is_empty() {
            return Ok(check_in_command::in_no_team(&self.admins(&org)));
        }
        let codes: Vec<_> = objectives
            .iter()
            .flat_map(|o| {
                o.key_results
                    .iter()
                    .map(|key_result| key_result.code.clone())
            })
            .collect();
        let readings = self.store.readings_of(&self.workspace, &codes).await?;
        let standings: Vec<_> = objectives
            .into_iter()
            .map(|objective| {
                let of = |key_result| {
                    standing(
                        &org.settings.results.judging,
                        key_result,
                        objective.quarter,
                        &readings,
                        today,
                    )
                };
                let lines = objective
                    .key_results
                    .iter()
                    .map(|key_result| (key_result.clone(), of(key_result)));
                (objective.clone(), lines.collect())
            })
            .collect();
        let names: Vec<String> = teams.iter().map(|team| team.name.clone()).collect();
        Ok(okr::list(&org, &names, &standings))
    }
}

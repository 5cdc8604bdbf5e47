//! Which messages follow what becomes of key results: receipts that say what they read, asks that ask for them, and a
//! digest that is out.
//!
//! Accepted race: a receipt or a digest that goes out between the change and its edits tells the change itself.

use std::collections::BTreeSet;

use super::load::is_open;
use super::{App, Result};
use crate::domain::check_in::{Ask, AskOutcome, CheckIn};
use crate::domain::delivery::{NewDelivery, Subject, Target};
use crate::domain::id::{KeyResultCode, PersonId, TeamId};
use crate::domain::okr::{Objective, Reading};
use crate::domain::organisation::{Organisation, Team};
use crate::domain::prompt::Prompt;
use crate::domain::week::{Quarter, Week};

impl App {
    /// The receipts of a week that is open, of the teams that share these objectives: they say what the key results
    /// read.
    pub(super) async fn receipts_showing(
        &self,
        objectives: &[&Objective],
        week: Week,
    ) -> Result<Vec<NewDelivery>> {
        let teams: BTreeSet<&TeamId> = objectives.iter().flat_map(|it| &it.teams).collect();
        if teams.is_empty() {
            return Ok(Vec::new());
        }
        let round = self.store.round(&self.workspace, week).await?;
        if !is_open(round.as_ref()) {
            return Ok(Vec::new());
        }
        let mut edits = Vec::new();
        for team in teams {
            let asks = self.store.asks_of_team(&self.workspace, week, team).await?;
            let answered = asks
                .into_iter()
                .filter(|ask| ask.outcome == Some(AskOutcome::Answered));
            edits.extend(answered.map(|ask| self.ask_edit(&ask)));
        }
        Ok(edits)
    }

    /// A digest that is out and still open says the new reading.
    pub(super) async fn edits_after_reading(
        &self,
        org: &Organisation,
        objective: &Objective,
        week: Week,
    ) -> Result<Vec<NewDelivery>> {
        let round = self.store.round(&self.workspace, week).await?;
        let out = round.is_some_and(|round| round.digested.is_some() && round.closed.is_none());
        if !out || objective.private {
            return Ok(Vec::new());
        }
        let shared = |team: &&Team| objective.teams.contains(&team.id);
        let teams = org.teams.iter().filter(shared);
        self.digest_edits(week, teams).await
    }

    /// What shows an objective in the open rounds, as it was and as it is now: receipts and open asks, of its teams
    /// and of the owners of its key results, and a digest that is out.
    pub(super) async fn edits_after_change(
        &self,
        org: &Organisation,
        now: &Objective,
    ) -> Result<Vec<NewDelivery>> {
        let before = org.objective(&now.code);
        let states: Vec<&Objective> = before.into_iter().chain([now]).collect();
        let teams: BTreeSet<&TeamId> = states.iter().flat_map(|it| &it.teams).collect();
        let key_results = states.iter().flat_map(|it| &it.key_results);
        let owners: BTreeSet<&PersonId> = key_results.map(|it| &it.owner).collect();
        let shows = |ask: &Ask| {
            let stands = matches!(ask.outcome, None | Some(AskOutcome::Answered));
            stands && (teams.contains(&ask.team) || owners.contains(&ask.person))
        };
        let mut edits = Vec::new();
        for round in self.store.live_rounds(&self.workspace).await? {
            let quarter = Quarter::of_week(round.week);
            if states.iter().all(|it| it.quarter != quarter) {
                continue;
            }
            let asks = self.store.asks(&self.workspace, round.week).await?;
            let shown = asks.into_iter().filter(shows);
            edits.extend(shown.map(|ask| self.ask_edit(&ask)));
            edits.extend(self.results_edits(org, round.week, None).await?);
            if round.digested.is_some() && states.iter().any(|it| !it.private) {
                let told = org.teams.iter().filter(|team| teams.contains(&team.id));
                edits.extend(self.digest_edits(round.week, told).await?);
            }
        }
        Ok(edits)
    }

    /// The edit of an ask's own message: what it asks, its receipt, its farewell.
    pub(super) fn ask_edit(&self, ask: &Ask) -> NewDelivery {
        let person = Target::Person(ask.person.clone());
        self.delivery(Subject::AskEdit(ask.id.clone()), person)
    }
}

/// The objectives of which an answer says something else than it did: their key results read otherwise, or no more.
pub(super) fn read_anew<'a>(prompt: &'a Prompt, now: &CheckIn) -> Vec<&'a Objective> {
    let stands = prompt.ask.outcome == Some(AskOutcome::Answered);
    let given = prompt.given.as_ref().filter(|_| stands);
    let before = given.map_or(&[][..], |given| &given.readings);
    let said = |readings: &[Reading], code: &KeyResultCode| {
        let said = readings.iter().find(|it| it.key_result == *code);
        said.map(|it| (it.value, it.confidence, it.note.clone()))
    };
    let anew = |code: &KeyResultCode| said(before, code) != said(&now.readings, code);
    let noted = given.is_some_and(|given| given.results_note != now.results_note);
    let both = before.iter().chain(&now.readings);
    let codes: BTreeSet<&KeyResultCode> = both
        .map(|it| &it.key_result)
        .filter(|code| noted || anew(code))
        .collect();
    let objectives = prompt.org.objectives.iter();
    let theirs = objectives.filter(|it| it.key_results.iter().any(|it| codes.contains(&it.code)));
    theirs.collect()
}

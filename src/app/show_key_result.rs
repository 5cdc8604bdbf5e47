//! `/okr PAY-1.2`: one key result with its history.

use chrono::Weekday;

use super::show_okrs::Asking;
use super::{App, Result};
use crate::domain::beside;
use crate::domain::cadence::local;
use crate::domain::calendar;
use crate::domain::id::TeamId;
use crate::domain::iteration::{Iteration, Verdict};
use crate::domain::okr::{
    KeyResult, Objective, Reading, Retired, forecast, may_measure, standing_of,
};
use crate::domain::week::Week;
use crate::words::message::Message;
use crate::words::{self, okr};

impl App {
    /// One key result, whole.
    pub(super) async fn key_result(
        &self,
        asking: &Asking<'_>,
        objective: &Objective,
        it: &KeyResult,
        retired: Option<&Retired>,
    ) -> Result<Message> {
        let (store, workspace) = (&self.store, &self.workspace);
        let readings = store
            .readings_of(workspace, std::slice::from_ref(&it.code))
            .await?;
        let revisions = store.reading_revisions(workspace, &it.code).await?;
        let iterations = store.iterations_of_key_result(workspace, &it.code).await?;
        let validated = iterations.iter().filter(|it| {
            let told = it.outcome.as_ref();
            told.is_some_and(|told| told.verdict == Verdict::Validated)
        });
        let running = iterations.iter().filter(|it| it.outcome.is_none());
        let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        let judging = &asking.org.settings.results.judging;
        let own: Vec<&Reading> = readings.iter().collect();
        // What was retired stands as it stood then.
        let day = retired.map_or(asking.today, |gone| {
            let left = local(asking.org.settings.time_zone, gone.at);
            asking.today.min(left.date_naive())
        });
        let expected = |reading: &Reading| {
            let day = reading.week.day(Weekday::Thu);
            standing_of(judging, it, objective.quarter, &[], day).expected_value
        };
        let view = okr::KeyResultView {
            objective,
            key_result: it,
            standing: standing_of(judging, it, objective.quarter, &own, day),
            forecast: forecast(it, objective.quarter, &own, day),
            expected: readings.iter().map(expected).collect(),
            revisions,
            beside: self
                .beside(asking, &objective.teams, &[it], &readings, &iterations)
                .await?,
            iterations: (
                count(iterations.len()),
                count(validated.count()),
                count(running.count()),
            ),
            day,
            today: asking.today,
            retired,
            may_measure: may_measure(asking.org, objective, it, asking.person),
            readings,
        };
        Ok(okr::key_result(asking.org, &view))
    }

    /// Where the time of teams went in the last weeks that are told, beside what moved in them.
    pub(super) async fn beside(
        &self,
        asking: &Asking<'_>,
        teams: &[TeamId],
        key_results: &[&KeyResult],
        readings: &[Reading],
        iterations: &[Iteration],
    ) -> Result<Option<String>> {
        let org = asking.org;
        // The week that runs is told with its digest.
        let week = Week::of(asking.today);
        let told = calendar::digest_at(org, week) <= self.clock.now();
        let to = if told { week } else { week.previous() };
        let mut rows = Vec::new();
        for team in teams {
            let from = to.back(beside::WEEKS - 1);
            let store = &self.store;
            rows.extend(
                store
                    .rollups_of_team(&self.workspace, team, from, to)
                    .await?,
            );
        }
        let found = beside::beside(org, &rows, key_results, readings, iterations, to);
        let names = beside::names(org, teams);
        Ok(found.map(|found| words::beside::beside(&found, &names, org)))
    }
}

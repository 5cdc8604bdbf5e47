//! Reading what several use cases start from: the company, one ask's prompt, a week's sources.

use std::collections::BTreeSet;
use std::sync::Arc;

use chrono::{DateTime, NaiveDate, Utc};

use super::read_iterations::told_to_all_at;
use super::{App, Failure, Result};
use crate::domain::allocation::History;
use crate::domain::assignment::{AskedFor, asks_for, key_results_of};
use crate::domain::calendar;
use crate::domain::carried::Carried;
use crate::domain::check_in::{Ask, AskOutcome, CheckIn, Round};
use crate::domain::decision::Decision;
use crate::domain::digest::{Facts, Sources, decisions_due};
use crate::domain::id::{KeyResultCode, PersonId, TeamId, WorkspaceId};
use crate::domain::iteration::Iteration;
use crate::domain::matters::Matters;
use crate::domain::meanwhile::Seen;
use crate::domain::okr::{Reading, first_week_read, standing};
use crate::domain::organisation::{Organisation, Team};
use crate::domain::prompt::{AskedResult, Prompt};
use crate::domain::week::{Quarter, Week};
use crate::store::Store;

/// Patterns look back so many weeks: one that has lasted for longer is as old as this.
const WEEKS_OF_HISTORY: u32 = 104;

/// Rows of one week, owned, so that a digest can be computed from them.
#[derive(Debug)]
pub(super) struct WeekRows {
    pub org: Arc<Organisation>,
    pub week: Week,
    pub day: NaiveDate,
    /// The instant as of which it is told: what changes later changes no message of it.
    pub at: DateTime<Utc>,
    pub history: History,
    pub asks: Vec<Ask>,
    pub check_ins: Vec<CheckIn>,
    pub readings: Vec<Reading>,
    pub decided: Vec<Reading>,
    pub iterations: Vec<Iteration>,
    pub told_before: Option<Facts>,
    pub matters: Matters,
}

impl WeekRows {
    pub fn sources(&self) -> Sources<'_> {
        Sources {
            org: &self.org,
            week: self.week,
            day: self.day,
            history: &self.history,
            asks: &self.asks,
            check_ins: &self.check_ins,
            readings: &self.readings,
            decided: &self.decided,
            iterations: &self.iterations,
            told_before: self.told_before.as_ref(),
            matters: &self.matters,
        }
    }
}

impl App {
    /// The company as it was imported last.
    ///
    /// # Errors
    /// When the store does not answer, or nothing was imported.
    pub async fn organisation(&self) -> Result<Arc<Organisation>> {
        let org = self.store.organisation(&self.workspace).await?;
        org.ok_or(Failure::NoCompany)
    }

    /// All that one ask shows.
    pub(super) async fn prompt(
        &self,
        org: &Arc<Organisation>,
        ask: &Ask,
        team: &Team,
    ) -> Result<Prompt> {
        let who = (!ask.estimate).then_some(&ask.person);
        let last = self
            .store
            .last_check_in(&self.workspace, &ask.team, who, ask.week)
            .await?;
        let first = last.is_none()
            && !self
                .store
                .was_asked_before(&self.workspace, &ask.person, ask.week)
                .await?;
        let prompt = self.answering(org, ask, team).await?;
        Ok(Prompt {
            carried: self.carried(ask, team).await?,
            last,
            first,
            ..prompt
        })
    }

    /// What an answer is read against: the prompt without the weeks before, because somebody waits for it.
    pub(super) async fn answering(
        &self,
        org: &Arc<Organisation>,
        ask: &Ask,
        team: &Team,
    ) -> Result<Prompt> {
        let zone = org.zone_of(&ask.person, Some(team));
        let day = self.clock.now().with_timezone(&zone).date_naive();
        let given = self.store.check_in(&self.workspace, &ask.id).await?;
        let key_results = self.asked_results(org, ask, day).await?;
        let (iterations, nothing_runs) = self.asked_iterations(org, ask, team).await?;
        Ok(Prompt {
            org: org.clone(),
            team: team.clone(),
            ask: ask.clone(),
            last: None,
            given,
            key_results,
            iterations,
            nothing_runs,
            carried: Carried::default(),
            seen: Seen::default(),
            first: false,
            zone,
            day,
            digest: calendar::digest_at(org, ask.week),
            close: calendar::close_at(org, ask.week),
        })
    }

    async fn asked_results(
        &self,
        org: &Arc<Organisation>,
        ask: &Ask,
        day: NaiveDate,
    ) -> Result<Vec<AskedResult>> {
        let away = self.away(ask.week).await?;
        let everybody = everybody_asked(org, ask.week, &away);
        let me = AskedFor {
            team: ask.team.clone(),
            person: ask.person.clone(),
        };
        let alone_away = self.alone_away(org, ask.week).await?;
        let carried = key_results_of(org, ask.week, &everybody, &alone_away, &me);
        let codes: Vec<_> = carried
            .iter()
            .map(|(_, key_result)| key_result.code.clone())
            .collect();
        let mut readings = self.store.readings_of(&self.workspace, &codes).await?;
        let recorded: Vec<Reading> = readings
            .iter()
            .filter(|reading| reading.week == ask.week)
            .cloned()
            .collect();
        readings.retain(|reading| reading.week < ask.week);
        Ok(carried
            .into_iter()
            .map(|(objective, key_result)| AskedResult {
                standing: standing(
                    &org.settings.results.judging,
                    key_result,
                    objective.quarter,
                    &readings,
                    day,
                ),
                recorded: recorded
                    .iter()
                    .find(|reading| reading.key_result == key_result.code)
                    .cloned(),
                objective: objective.clone(),
                key_result: key_result.clone(),
            })
            .collect())
    }

    /// The iterations that an ask asks about, and whether it asks what could be begun: of whoever answers for a team
    /// that has nothing running.
    async fn asked_iterations(
        &self,
        org: &Organisation,
        ask: &Ask,
        team: &Team,
    ) -> Result<(Vec<Iteration>, bool)> {
        let all = self
            .store
            .iterations_to_ask(&self.workspace, &team.id, ask.week.monday())
            .await?;
        let away = self.away(ask.week).await?;
        let everybody = everybody_asked(org, ask.week, &away);
        let me = AskedFor {
            team: ask.team.clone(),
            person: ask.person.clone(),
        };
        let runs = all.iter().any(|it| it.outcome.is_none());
        let leads = team.lead().is_some_and(|lead| lead.person == ask.person);
        let aims = org.objectives.iter().any(|objective| {
            objective.quarter == Quarter::of_week(ask.week) && objective.teams.contains(&team.id)
        });
        let theirs = |it: &Iteration| {
            let told = it
                .outcome
                .as_ref()
                .is_some_and(|told| Week::of(told.day) == ask.week);
            // What aims at a private key result is its owner's alone.
            let stands_in =
                || org.tells(&it.key_result) && asks_for(org, &everybody, &away, &me, &it.owner);
            (it.owner == ask.person || stands_in()) && (it.asked_in(ask.week) || told)
        };
        let nothing_runs = !runs && aims && (ask.estimate || leads);
        let mut asked: Vec<Iteration> = all.into_iter().filter(theirs).collect();
        asked.sort_by_key(|it| (it.outcome.is_some(), it.measure_by, it.number));
        Ok((asked, nothing_runs))
    }

    /// Who has said that they are away in a week, and for which team.
    pub(super) async fn away(&self, week: Week) -> Result<BTreeSet<(TeamId, PersonId)>> {
        Ok(self
            .store
            .away(&self.workspace, week)
            .await?
            .into_iter()
            .collect())
    }

    /// See [`week_rows`].
    pub(super) async fn read_week(&self, org: &Arc<Organisation>, week: Week) -> Result<WeekRows> {
        let now = self.clock.now();
        week_rows(&self.store, &self.workspace, org, week, now).await
    }

    /// The same for what is said of one team: its own rows, so that a thousand teams are not read a thousand times.
    pub(super) async fn week_rows_of(
        &self,
        org: &Arc<Organisation>,
        week: Week,
        team: &Team,
    ) -> Result<WeekRows> {
        let (store, workspace, id) = (&self.store, &self.workspace, &team.id);
        let now = self.clock.now();
        let at = told_as_of(org, week, now);
        let from = week.back(WEEKS_OF_HISTORY);
        let quarter = Quarter::of_week(week);
        let first = first_week_read(quarter);
        let theirs = org
            .objectives
            .iter()
            .filter(|objective| objective.quarter == quarter && objective.teams.contains(&team.id));
        let codes: Vec<KeyResultCode> = theirs
            .flat_map(|objective| &objective.key_results)
            .map(|key_result| key_result.code.clone())
            .collect();
        let mut readings = store.readings_of(workspace, &codes).await?;
        readings.retain(|reading| (first..=week).contains(&reading.week));
        let rows = store.rollups_of_team(workspace, id, from, week).await?;
        let before = calendar::digest_at(org, week.previous());
        let matters = store.matters_of(workspace, id, before).await?.as_of(at);
        Ok(WeekRows {
            org: org.clone(),
            week,
            day: day_of(org, week, now),
            at,
            history: History::new(rows),
            asks: store.asks_of_team(workspace, week, id).await?,
            check_ins: store.check_ins_of_team(workspace, week, id).await?,
            readings,
            decided: decided(store, workspace, org, week, &matters).await?,
            iterations: told_to_all_at(
                store,
                workspace,
                store.iterations_of_team(workspace, id).await?,
                (at, now),
                org.settings.time_zone,
            )
            .await?,
            told_before: None,
            matters,
        })
    }
}

/// All that a week's digest is computed from, as it stands on the day of the digest, or today where that is still to
/// come.
pub(super) async fn week_rows(
    store: &Store,
    workspace: &WorkspaceId,
    org: &Arc<Organisation>,
    week: Week,
    now: DateTime<Utc>,
) -> Result<WeekRows> {
    let from = week.back(WEEKS_OF_HISTORY);
    let first = first_week_read(Quarter::of_week(week));
    let at = told_as_of(org, week, now);
    // All at once: each is a read of its own anyway, and of a large company they are long.
    let (rollups, asks, check_ins, readings, iterations) = tokio::try_join!(
        store.rollups(workspace, from, week),
        store.asks(workspace, week),
        store.check_ins(workspace, week),
        store.readings(workspace, first, week),
        // The week before too: what was told in it after its digest is told by this one.
        store.iterations_since(workspace, week.previous().monday(), at),
    )?;
    let before = calendar::digest_at(org, week.previous());
    let matters = store.matters(workspace, before).await?.as_of(at);
    Ok(WeekRows {
        org: org.clone(),
        week,
        day: day_of(org, week, now),
        at,
        history: History::new(rollups),
        asks,
        check_ins,
        readings,
        decided: decided(store, workspace, org, week, &matters).await?,
        iterations: told_to_all_at(
            store,
            workspace,
            iterations,
            (at, now),
            org.settings.time_zone,
        )
        .await?,
        told_before: store.told(workspace, week.previous()).await?,
        matters,
    })
}

/// The readings of which decisions speak whose day came.
async fn decided(
    store: &Store,
    workspace: &WorkspaceId,
    org: &Organisation,
    week: Week,
    matters: &Matters,
) -> Result<Vec<Reading>> {
    let due = decisions_due(&matters.decisions, org, week);
    let codes: Vec<KeyResultCode> = due.filter_map(Decision::key_result).cloned().collect();
    Ok(store.readings_of(workspace, &codes).await?)
}

/// The instant as of which a week is told: until its close what comes late edits the digest.
fn told_as_of(org: &Organisation, week: Week, now: DateTime<Utc>) -> DateTime<Utc> {
    calendar::close_at(org, week).min(now)
}

/// The day of a week's digest, or today where that is still to come.
fn day_of(org: &Organisation, week: Week, now: DateTime<Utc>) -> NaiveDate {
    calendar::digest_at(org, week)
        .min(now)
        .with_timezone(&org.settings.time_zone)
        .date_naive()
}

/// Who is away, as the asks say.
pub(super) fn away_in(asks: &[Ask]) -> BTreeSet<(TeamId, PersonId)> {
    asks.iter()
        .filter(|ask| ask.outcome == Some(AskOutcome::Away))
        .map(|ask| (ask.team.clone(), ask.person.clone()))
        .collect()
}

fn everybody_asked(
    org: &Organisation,
    week: Week,
    away: &BTreeSet<(TeamId, PersonId)>,
) -> Vec<AskedFor> {
    org.teams
        .iter()
        .flat_map(|team| {
            let away: BTreeSet<PersonId> = away
                .iter()
                .filter(|(id, _)| *id == team.id)
                .map(|(_, person)| person.clone())
                .collect();
            calendar::asked(team, org.ask_day(team, week), &away)
                .into_iter()
                .map(|asked| AskedFor {
                    team: team.id.clone(),
                    person: asked.person.clone(),
                })
        })
        .collect()
}

/// Whether a round still takes answers.
pub(super) fn is_open(round: Option<&Round>) -> bool {
    round.is_some_and(|round| round.closed.is_none())
}

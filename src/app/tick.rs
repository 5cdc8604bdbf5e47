//! The heartbeat: compares the calendar with what the ledger says was done, and does what is due.
//!
//! Nothing is remembered between two ticks; each due thing is inserted under its natural key, so that a missed
//! minute, a restart or a second instance comes out right.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use chrono::{DateTime, Utc};

use super::load::away_in;
use super::{App, Failure, Result};
use crate::crash;
use crate::domain::calendar::{self, Done, Due, Planned};
use crate::domain::check_in::{Ask, Round};
use crate::domain::delivery::{NewDelivery, Subject, Target};
use crate::domain::id::{AskId, TeamId};
use crate::domain::organisation::Organisation;
use crate::domain::week::Week;

/// What a tick did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Ticked {
    /// How many things were due.
    pub done: usize,
}

impl App {
    /// Does all that is due at an instant. Asking again at the same instant does nothing.
    ///
    /// # Errors
    /// When the store does not answer; what was done until then stays done.
    pub async fn tick(&self, now: DateTime<Utc>) -> Result<Ticked> {
        let org = match self.organisation().await {
            Ok(org) => org,
            Err(Failure::NoCompany) => return Ok(Ticked::default()),
            Err(failure) => return Err(failure),
        };
        if self.store.halted(&self.workspace).await?.is_some() {
            return Ok(Ticked::default());
        }
        let mut ticked = Ticked::default();
        for week in self.weeks(&org, now).await? {
            // An *Away* that is noted while this runs is seen a minute later.
            let (planned, done) = self.calendar_of(&org, week).await?;
            for due in calendar::due(now, &planned, &done) {
                if is_off(&org, &due, now) {
                    continue;
                }
                ticked.done += usize::from(self.carry_out(&org, due, now).await?);
            }
            ticked.done += self.catch_up_subscribers(&org, week, now).await?;
        }
        ticked.done += self.tell_reviews(&org, now).await?;
        ticked.done += self.tell_decisions(&org, now).await?;
        self.fold_answers(&org, now).await?;
        if ticked.done > 0 {
            self.enqueued.notify_one();
        }
        Ok(ticked)
    }

    /// The next instant after another at which the calendar plans something.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn next_planned(&self, after: DateTime<Utc>) -> Result<Option<DateTime<Utc>>> {
        let org = match self.organisation().await {
            Ok(org) => org,
            Err(Failure::NoCompany) => return Ok(None),
            Err(failure) => return Err(failure),
        };
        let mut next = self.next_decision(&org, after).await?;
        next = [next, calendar::next_review(after, &org)]
            .into_iter()
            .flatten()
            .min();
        for week in self.weeks(&org, after).await? {
            let away = self.away(week).await?;
            let of_week = calendar::next_instant(after, &calendar::plan(&org, week, &away));
            next = [next, of_week].into_iter().flatten().min();
        }
        Ok(next)
    }

    async fn weeks(&self, org: &Organisation, now: DateTime<Utc>) -> Result<BTreeSet<Week>> {
        let live = self.store.live_rounds(&self.workspace).await?;
        let near = calendar::weeks_to_look_at(now, org);
        Ok(live
            .into_iter()
            .map(|round| round.week)
            .chain(near)
            .collect())
    }

    async fn calendar_of(&self, org: &Organisation, week: Week) -> Result<(Vec<Planned>, Done)> {
        let (store, workspace) = (&self.store, &self.workspace);
        let asks = store.asks(workspace, week).await?;
        let round = store.round(workspace, week).await?;
        let mut planned = calendar::plan(org, week, &away_in(&asks));
        // A week goes on as it was begun: who answers for a team changes with its next asks.
        let begun: HashMap<&TeamId, bool> = asks.iter().map(|it| (&it.team, it.estimate)).collect();
        planned.retain(|it| {
            let estimate = it.team.as_ref().and_then(|team| begun.get(team));
            estimate.is_none_or(|estimate| *estimate == it.estimate)
        });
        let asking = |ask: &Ask| (week, ask.team.clone(), ask.person.clone());
        let reminded = store.reminders(workspace, week).await?;
        let reminders = asks.iter().flat_map(|ask| {
            let numbers = reminded
                .iter()
                .filter(|(id, _)| *id == ask.id)
                .map(|(_, number)| *number);
            numbers
                .map(|number| (asking(ask), number))
                .collect::<Vec<_>>()
        });
        let in_round = |is: fn(&Round) -> bool| {
            round
                .iter()
                .filter(|round| is(round))
                .map(|round| round.week)
                .collect()
        };
        Ok((
            planned,
            Done {
                since: store.imported_at(workspace).await?,
                teams_since: self.teams_since(org, week).await?,
                reminders: reminders.collect(),
                results: self.asked_for_results(org, week).await?,
                results_wait: self.waits_for_results(org, week).await?,
                results_reminders: self.results_reminders(org, week).await?,
                asks: asks
                    .iter()
                    .map(|ask| (asking(ask), (ask.due, ask.outcome)))
                    .collect(),
                digested: in_round(|round| round.digested.is_some()),
                closed: in_round(|round| round.closed.is_some()),
            },
        ))
    }

    /// The teams that came after a week's digest was planned.
    async fn teams_since(
        &self,
        org: &Organisation,
        week: Week,
    ) -> Result<BTreeMap<TeamId, DateTime<Utc>>> {
        let digest = calendar::digest_at(org, week);
        let teams = self.store.teams_known_only_since(&self.workspace, digest);
        Ok(teams.await?.into_iter().collect())
    }

    async fn carry_out(
        &self,
        org: &Arc<Organisation>,
        due: Due,
        now: DateTime<Utc>,
    ) -> Result<bool> {
        match due {
            Due::Ask {
                asking: (week, team, person),
                estimate,
            } => {
                self.open_round(week, now).await?;
                crash::point("round opened, nobody asked");
                let id = AskId::new(self.chance.id(now));
                let delivery =
                    self.delivery(Subject::Ask(id.clone()), Target::Person(person.clone()));
                let ask = Ask {
                    id,
                    week,
                    team,
                    person,
                    due: now,
                    estimate,
                    outcome: None,
                    message: None,
                };
                let added = self
                    .store
                    .add_asks(&self.workspace, &[ask], &[delivery])
                    .await?;
                crash::point("asked, not sent");
                Ok(!added.is_empty())
            }
            Due::Results(week, person) => {
                self.open_round(week, now).await?;
                self.ask_for_results(week, person, now).await?;
                crash::point("asked for results, not sent");
                Ok(true)
            }
            Due::ResultsReminder(week, person, number) => {
                self.remind_of_results(week, person, number).await?;
                crash::point("reminder of results due, not sent");
                Ok(true)
            }
            Due::Reminder {
                asking: (week, team, person),
                number,
            } => {
                let asks = self.store.asks(&self.workspace, week).await?;
                let Some(ask) = asks
                    .iter()
                    .find(|ask| ask.team == team && ask.person == person)
                else {
                    return Ok(false);
                };
                let reminder = self.delivery(
                    Subject::Reminder(ask.id.clone(), number),
                    Target::Person(person),
                );
                self.store.enqueue(&self.workspace, &[reminder]).await?;
                crash::point("reminder due, not sent");
                Ok(true)
            }
            Due::Digest(week) => {
                self.open_round(week, now).await?;
                crash::point("round opened, no digest");
                let digested = self.write_digest(org, week, now).await?;
                crash::point("digest due, not sent");
                Ok(digested)
            }
            Due::Close(week) => {
                let asks = self.store.asks(&self.workspace, week).await?;
                let farewells = self.farewells(org, week, &asks).await?;
                let closed = self
                    .store
                    .close_round(&self.workspace, week, now, &farewells)
                    .await?;
                crash::point("round closed, nobody told");
                Ok(closed)
            }
        }
    }

    async fn open_round(&self, week: Week, now: DateTime<Utc>) -> Result<()> {
        let round = Round {
            week,
            opened: now,
            digested: None,
            closed: None,
        };
        Ok(self.store.open_round(&self.workspace, &round).await?)
    }

    /// At the close every ask's message loses its buttons, and the digest says which answers never came.
    async fn farewells(
        &self,
        org: &Organisation,
        week: Week,
        asks: &[Ask],
    ) -> Result<Vec<NewDelivery>> {
        let mut edits: Vec<NewDelivery> = asks.iter().map(|ask| self.ask_edit(ask)).collect();
        edits.extend(self.results_edits(org, week, None).await?);
        // Of a team that answers by everyone the close publishes what waited for a second answer.
        let told_anew = org.teams.iter().filter(|team| {
            asks.iter()
                .any(|ask| ask.team == team.id && (ask.outcome.is_none() || !ask.estimate))
        });
        edits.extend(self.digest_edits(week, told_anew).await?);
        Ok(edits)
    }
}

/// Whether a person has the day off: after downtime an ask waits for the next day, and a reminder is given up.
fn is_off(org: &Organisation, due: &Due, now: DateTime<Utc>) -> bool {
    let (team, person) = match due {
        Due::Ask { asking, .. } | Due::Reminder { asking, .. } => (org.team(&asking.1), &asking.2),
        Due::Results(_, person) | Due::ResultsReminder(_, person, _) => (None, person),
        Due::Digest(_) | Due::Close(_) => return false,
    };
    let day = now.with_timezone(&org.zone_of(person, team)).date_naive();
    org.person(person)
        .is_some_and(|person| person.days_off.contains(&day))
}

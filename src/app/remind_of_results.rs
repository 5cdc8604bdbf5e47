//! Whoever is asked for key results alone is reminded as everybody is, and may be away: then the leads of the teams
//! that share them are asked, and no reminder comes.
//!
//! Accepted race: a lead whose form is open while somebody says *Away* sees what it asks for when it is opened again.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chrono::{DateTime, Utc};

use super::ask_for_results::Alone;
use super::say::Say;
use super::show_okrs::Asking;
use super::{App, Result};
use crate::domain::assignment::asked_alone;
use crate::domain::calendar::{self, PlannedKind};
use crate::domain::delivery::{NewDelivery, Subject, Target};
use crate::domain::id::PersonId;
use crate::domain::organisation::Organisation;
use crate::domain::week::Week;
use crate::words::message::Message;
use crate::words::okr;

impl App {
    /// Who is away of those who are asked alone.
    pub(super) async fn alone_away(
        &self,
        org: &Organisation,
        week: Week,
    ) -> Result<BTreeSet<PersonId>> {
        if asked_alone(org, week).is_empty() {
            return Ok(BTreeSet::new());
        }
        let asked = self.store.asked_alone(&self.workspace, week).await?;
        let away = asked.into_iter().filter(|it| it.away);
        Ok(away.map(|it| it.person).collect())
    }

    /// Who is there and has recorded nothing, and since when they were asked.
    pub(super) async fn waits_for_results(
        &self,
        org: &Organisation,
        week: Week,
    ) -> Result<BTreeMap<(Week, PersonId), DateTime<Utc>>> {
        let mut waiting = BTreeMap::new();
        if asked_alone(org, week).is_empty() {
            return Ok(waiting);
        }
        for asked in self.store.asked_alone(&self.workspace, week).await? {
            if !asked.away && !self.alone(org, week, &asked.person).await?.recorded() {
                waiting.insert((week, asked.person), asked.made);
            }
        }
        Ok(waiting)
    }

    /// The reminders that were made.
    pub(super) async fn results_reminders(
        &self,
        org: &Organisation,
        week: Week,
    ) -> Result<BTreeSet<((Week, PersonId), u8)>> {
        let subjects: Vec<Subject> = asked_alone(org, week)
            .into_iter()
            .flat_map(|person| [1, 2].map(|at| Subject::ResultsReminder(week, person.clone(), at)))
            .collect();
        if subjects.is_empty() {
            return Ok(BTreeSet::new());
        }
        let found = self.store.enqueued(&self.workspace, &subjects).await?;
        let made = found.into_iter().filter_map(|subject| match subject {
            Subject::ResultsReminder(week, person, number) => Some(((week, person), number)),
            _ => None,
        });
        Ok(made.collect())
    }

    /// Enqueues a reminder.
    pub(super) async fn remind_of_results(
        &self,
        week: Week,
        person: PersonId,
        number: u8,
    ) -> Result<()> {
        let subject = Subject::ResultsReminder(week, person.clone(), number);
        let reminder = self.delivery(subject, Target::Person(person));
        Ok(self.store.enqueue(&self.workspace, &[reminder]).await?)
    }

    /// What a reminder says now.
    pub(super) async fn say_results_reminder(
        &self,
        org: &Arc<Organisation>,
        (week, person, number): (Week, &PersonId, u8),
        now: DateTime<Utc>,
    ) -> Result<Say> {
        let alone = self.alone(org, week, person).await?;
        let digested = self.store.round(&self.workspace, week).await?;
        let digested = digested.is_some_and(|round| round.digested.is_some());
        if alone.key_results.is_empty() || !alone.until.open {
            return Ok(Say::NotWanted("there is nothing to ask for any more"));
        }
        if alone.recorded() {
            return Ok(Say::NotWanted("answered"));
        }
        if self.alone_away(org, week).await?.contains(person) {
            return Ok(Say::NotWanted("away"));
        }
        if digested || now >= alone.until.digest {
            return Ok(Say::NotWanted("the digest has gone out"));
        }
        Ok(match reminder_ends(org, week, person, number) {
            Some(until) if now < until => {
                let key_results = alone.key_results.iter().map(|(_, it, _)| *it);
                let key_results: Vec<_> = key_results.collect();
                Say::Post(okr::alone_reminder(&alone.until, &key_results))
            }
            _ => Say::NotWanted("too late"),
        })
    }

    /// `/okr away 2026-W47` and `/okr back 2026-W47`, which stand behind the buttons of the message; without a week
    /// the newest in which somebody was asked.
    pub(super) async fn away_alone(
        &self,
        asking: &Asking<'_>,
        week: Option<&str>,
        away: bool,
    ) -> Result<Message> {
        let (org, person) = (asking.org, asking.person);
        let Some(week) = self.asked_week(asking, week).await? else {
            return Ok(okr::not_asked_alone());
        };
        let alone = self.alone(org, week, person).await?;
        let mut edits = self.results_edits(org, week, Some(person)).await?;
        edits.extend(self.ask_edits(org, week, &alone).await?);
        let now = self.clock.now();
        let noted = self
            .store
            .mark_alone_away(&self.workspace, (week, person), away, now, &edits)
            .await?;
        if noted {
            self.enqueued.notify_one();
        }
        Ok(match (alone.until.open, away) {
            (false, _) => okr::alone_closed(&alone.until),
            (true, true) => okr::alone_away(&alone.until, &self.leads_instead(org, &alone)),
            (true, false) => okr::alone_back(&alone.until),
        })
    }

    async fn asked_week(&self, asking: &Asking<'_>, typed: Option<&str>) -> Result<Option<Week>> {
        let weeks: Vec<Week> = match typed.map(str::parse) {
            Some(Ok(week)) => vec![week],
            Some(Err(_)) => return Ok(None),
            None => {
                let live = self.store.live_rounds(&self.workspace).await?;
                let mut weeks: Vec<Week> = live.into_iter().map(|round| round.week).collect();
                weeks.sort();
                weeks.into_iter().rev().collect()
            }
        };
        for week in weeks {
            let asked = self.asked_for_results(asking.org, week).await?;
            if asked.contains(&(week, asking.person.clone())) {
                return Ok(Some(week));
            }
        }
        Ok(None)
    }

    /// The messages of those who are asked instead, or were: what they are asked for changes.
    async fn ask_edits(
        &self,
        org: &Organisation,
        week: Week,
        alone: &Alone<'_>,
    ) -> Result<Vec<NewDelivery>> {
        let leads = leads(org, alone);
        let asks = self.store.asks(&self.workspace, week).await?;
        Ok(asks
            .into_iter()
            .filter(|ask| ask.outcome.is_none() && (ask.estimate || leads.contains(&&ask.person)))
            .map(|ask| self.ask_edit(&ask))
            .collect())
    }

    /// The names of those who are asked instead.
    pub(super) fn leads_instead(&self, org: &Organisation, alone: &Alone<'_>) -> Vec<String> {
        let leads = leads(org, alone);
        leads
            .into_iter()
            .map(|person| org.name_of(person).to_owned())
            .collect()
    }
}

/// For each key result the first lead of the teams that share it.
fn leads<'a>(org: &'a Organisation, alone: &Alone<'_>) -> Vec<&'a PersonId> {
    let mut leads: Vec<&PersonId> = Vec::new();
    for (objective, ..) in &alone.key_results {
        let lead = |team| org.team(team)?.lead();
        if let Some(lead) = objective.teams.iter().find_map(lead)
            && !leads.contains(&&lead.person)
        {
            leads.push(&lead.person);
        }
    }
    leads
}

/// Until when a reminder is wanted: the next one, or four hours.
fn reminder_ends(
    org: &Organisation,
    week: Week,
    person: &PersonId,
    number: u8,
) -> Option<DateTime<Utc>> {
    let plan = calendar::plan(org, week, &BTreeSet::new());
    let at = |wanted: u8| {
        plan.iter().find(|planned| {
            planned.kind == PlannedKind::Reminder(wanted)
                && planned.team.is_none()
                && planned.person.as_ref() == Some(person)
        })
    };
    let keeps = at(number)?.at + calendar::REMINDER_KEEPS;
    Some(at(number + 1).map_or(keeps, |next| next.at.min(keeps)))
}

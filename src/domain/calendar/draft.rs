//! How a week's plan comes to be: team by team, person by person, with a note of what it leaves to be wished for.

use std::collections::{BTreeSet, HashMap};

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;

use super::ask_time::{AskTime, ENOUGH, PersonWeek};
use super::asked::asked;
use super::plan::{Planned, PlannedKind, close_at, digest_at};
use super::warning::Warning;
use crate::domain::assignment::asked_alone;
use crate::domain::cadence::Moment;
use crate::domain::id::{PersonId, TeamId};
use crate::domain::organisation::{Answers, Organisation, Person, Role, Team};
use crate::domain::week::Week;

/// For those who have none.
static NO_DAYS_OFF: BTreeSet<NaiveDate> = BTreeSet::new();

/// Plans week after week of one organisation.
#[derive(Debug)]
pub(super) struct Planner<'a> {
    org: &'a Organisation,
    /// A company has thousands of people, and every one is looked up every week.
    people: HashMap<&'a PersonId, &'a Person>,
}

/// A week's plan, and what it leaves to be wished for.
#[derive(Debug, Default)]
pub(super) struct WeekPlan {
    pub(super) planned: Vec<Planned>,
    pub(super) warnings: Vec<Warning>,
}

/// When somebody is asked and reminded.
#[derive(Debug, Clone)]
struct Times {
    ask: AskTime,
    reminders: Vec<DateTime<Utc>>,
}

/// A week's plan in the making.
struct Draft<'p, 'a> {
    planner: &'p Planner<'a>,
    week: Week,
    digest: DateTime<Utc>,
    away: &'p BTreeSet<(TeamId, PersonId)>,
    /// What holds for everybody who shares zone and moments and has no day off.
    usual: HashMap<(Tz, Moment, &'a [Moment]), Option<Times>>,
    plan: WeekPlan,
}

impl<'a> Planner<'a> {
    pub(super) fn new(org: &'a Organisation) -> Self {
        let people = org.people.iter().map(|it| (&it.id, it)).collect();
        Self { org, people }
    }

    pub(super) fn org(&self) -> &'a Organisation {
        self.org
    }

    pub(super) fn week(&self, week: Week, away: &BTreeSet<(TeamId, PersonId)>) -> WeekPlan {
        let digest = digest_at(self.org, week);
        let mut draft = Draft {
            planner: self,
            week,
            digest,
            away,
            usual: HashMap::new(),
            plan: WeekPlan::default(),
        };
        for team in &self.org.teams {
            draft.add_team(team);
        }
        for person in asked_alone(self.org, week) {
            draft.add_results(person);
        }
        draft.add_workspace(PlannedKind::Digest, digest);
        draft.add_workspace(PlannedKind::Close, close_at(self.org, week));
        let mut plan = draft.plan;
        plan.planned.sort_by_key(|it| (it.at, it.kind));
        plan
    }

    /// As [`Organisation::zone_of`] has it, without looking through everybody.
    fn zone_of(&self, person: &PersonId, team: &Team) -> Tz {
        self.people
            .get(person)
            .and_then(|person| person.time_zone)
            .or(team.time_zone)
            .unwrap_or(self.org.settings.time_zone)
    }

    fn moments(&self, team: &'a Team) -> (Moment, &'a [Moment]) {
        let usual = &self.org.settings.cadence;
        let reminders = team.cadence.reminders.as_ref().unwrap_or(&usual.reminders);
        (team.cadence.ask.unwrap_or(usual.ask), reminders)
    }
}

/// Whom a team's ask may go to: everybody who works in it on the day, or the lead and then the deputies.
fn candidates(team: &Team, day: NaiveDate) -> Vec<&PersonId> {
    let of = |role| team.workers().filter(move |it| it.role == role);
    let members: Vec<_> = match team.answers {
        Answers::Everyone => team.workers().collect(),
        Answers::Lead => of(Role::Lead).chain(of(Role::Deputy)).collect(),
    };
    let here = members.into_iter().filter(|it| it.is_in_on(day));
    here.map(|it| &it.person).collect()
}

impl<'a> Draft<'_, 'a> {
    fn add_team(&mut self, team: &'a Team) {
        if team.answers == Answers::Lead && team.lead().is_none() {
            let team = team.id.clone();
            self.plan.warnings.push(Warning::NoLead { team });
        }
        let mut times = HashMap::new();
        let mut away = BTreeSet::new();
        let day = self.planner.org.ask_day(team, self.week);
        for person in candidates(team, day) {
            match self.times(team, person) {
                Some(found) => {
                    times.insert(person, found);
                    if team.answers == Answers::Lead {
                        break;
                    }
                }
                None => {
                    away.insert(person.clone());
                }
            }
        }
        for it in asked(team, day, &away) {
            if let Some(times) = times.get(it.person) {
                self.warn_of_days_off(team, it.person, times.ask);
                self.add_asks(team, it.person, it.estimate, times);
            }
        }
    }

    /// None for somebody who is away, or whose days leave no time to be asked in.
    fn times(&mut self, team: &'a Team, person: &'a PersonId) -> Option<Times> {
        let away = self.away;
        if !away.is_empty() && away.contains(&(team.id.clone(), person.clone())) {
            return None;
        }
        let zone = self.planner.zone_of(person, team);
        let (ask, reminders) = self.planner.moments(team);
        let usual = self.usual(zone, ask, reminders);
        let days_off = self.days_off(person);
        if days_off.is_empty() {
            return usual;
        }
        self.compute(zone, days_off, ask, reminders)
    }

    fn usual(&mut self, zone: Tz, ask: Moment, reminders: &'a [Moment]) -> Option<Times> {
        let key = (zone, ask, reminders);
        if let Some(known) = self.usual.get(&key) {
            return known.clone();
        }
        let times = self.compute(zone, &NO_DAYS_OFF, ask, reminders);
        let asked = times.as_ref().map(|times| times.ask);
        if let Some(warning) = self.warning_of_zone(zone, ask, asked) {
            self.plan.warnings.push(warning);
        }
        self.usual.insert(key, times.clone());
        times
    }

    fn compute(
        &self,
        zone: Tz,
        days_off: &BTreeSet<NaiveDate>,
        moment: Moment,
        reminders: &[Moment],
    ) -> Option<Times> {
        let person = PersonWeek {
            week: self.week,
            zone,
            days_off,
            digest: self.digest,
        };
        let ask = person.ask(moment)?;
        let reminders = person.reminders(moment, ask, reminders);
        Some(Times { ask, reminders })
    }

    fn days_off(&self, person: &PersonId) -> &'a BTreeSet<NaiveDate> {
        let person = self.planner.people.get(person);
        person.map_or(&NO_DAYS_OFF, |person| &person.days_off)
    }

    fn warning_of_zone(&self, zone: Tz, ask: Moment, asked: Option<AskTime>) -> Option<Warning> {
        let week = self.week;
        let digest = self.planner.org.settings.cadence.digest;
        let digest_zone = self.planner.org.settings.time_zone;
        match asked {
            Some(it) if it.leaves == ENOUGH && it.at == ask.in_week(week, zone) => None,
            _ => Some(Warning::Zone {
                zone,
                week,
                ask,
                asked,
                digest,
                digest_zone,
            }),
        }
    }

    fn warn_of_days_off(&mut self, team: &'a Team, person: &PersonId, asked: AskTime) {
        let zone = self.planner.zone_of(person, team);
        let (ask, reminders) = self.planner.moments(team);
        let usual = self.usual(zone, ask, reminders);
        if usual.is_some_and(|usual| usual.ask.leaves > asked.leaves) {
            self.plan.warnings.push(Warning::DaysOff {
                week: self.week,
                team: team.id.clone(),
                person: person.clone(),
                leaves: asked.leaves,
            });
        }
    }

    fn add_asks(&mut self, team: &Team, person: &PersonId, estimate: bool, times: &Times) {
        let zone = self.planner.zone_of(person, team);
        let reminders = (1..)
            .map(PlannedKind::Reminder)
            .zip(times.reminders.iter().copied());
        for (kind, at) in std::iter::once((PlannedKind::Ask, times.ask.at)).chain(reminders) {
            self.plan.planned.push(Planned {
                at,
                zone,
                kind,
                week: self.week,
                team: Some(team.id.clone()),
                person: Some(person.clone()),
                estimate,
            });
        }
    }

    /// Somebody in no team, by the workspace's moments in their own zone.
    fn add_results(&mut self, person: &'a PersonId) {
        let known = self.planner.people.get(person);
        let zone = known
            .and_then(|person| person.time_zone)
            .unwrap_or(self.planner.org.settings.time_zone);
        let usual = &self.planner.org.settings.cadence;
        let reminders = &usual.reminders;
        let Some(times) = self.compute(zone, self.days_off(person), usual.ask, reminders) else {
            return;
        };
        let reminders = (1..)
            .map(PlannedKind::Reminder)
            .zip(times.reminders.iter().copied());
        for (kind, at) in std::iter::once((PlannedKind::Results, times.ask.at)).chain(reminders) {
            self.plan.planned.push(Planned {
                at,
                zone,
                kind,
                week: self.week,
                team: None,
                person: Some(person.clone()),
                estimate: false,
            });
        }
    }

    fn add_workspace(&mut self, kind: PlannedKind, at: DateTime<Utc>) {
        self.plan.planned.push(Planned {
            at,
            zone: self.planner.org.settings.time_zone,
            kind,
            week: self.week,
            team: None,
            person: None,
            estimate: false,
        });
    }
}

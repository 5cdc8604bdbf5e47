//! Somebody who owns key results and is in no team: asked once a week for these alone, in a message that follows
//! the readings. It is no check-in: there is no split to give.

use std::collections::BTreeSet;
use std::sync::Arc;

use chrono::{DateTime, Utc};

use super::load::is_open;
use super::say::Say;
use super::{App, Result};
use crate::domain::assignment::{asked_alone, of_owner};
use crate::domain::calendar;
use crate::domain::delivery::{NewDelivery, Subject, Target};
use crate::domain::id::{KeyResultCode, PersonId};
use crate::domain::okr::{KeyResult, Objective, Reading, Standing, own, standing_of};
use crate::domain::organisation::Organisation;
use crate::domain::week::Week;
use crate::words::okr;

/// What one person is asked for alone, as it stands.
pub(super) struct Alone<'a> {
    pub until: okr::Until,
    pub key_results: Vec<(&'a Objective, &'a KeyResult, Standing)>,
}

impl Alone<'_> {
    /// Whether a week's reading is there of any of them.
    pub fn recorded(&self) -> bool {
        let this_week = |standing: &Standing| {
            let latest = standing.latest.as_ref();
            latest.is_some_and(|reading| reading.week == self.until.week)
        };
        self.key_results.iter().any(|(_, _, it)| this_week(it))
    }
}

impl App {
    /// Enqueues the message.
    pub(super) async fn ask_for_results(
        &self,
        week: Week,
        person: PersonId,
        now: DateTime<Utc>,
    ) -> Result<()> {
        let subject = Subject::Results(week, person.clone());
        let ask = self.delivery(subject, Target::Person(person.clone()));
        let asked = (week, &person);
        Ok(self
            .store
            .ask_alone(&self.workspace, asked, now, &[ask])
            .await?)
    }

    /// Who has been asked so in a week.
    pub(super) async fn asked_for_results(
        &self,
        org: &Organisation,
        week: Week,
    ) -> Result<BTreeSet<(Week, PersonId)>> {
        let subjects: Vec<Subject> = asked_alone(org, week)
            .into_iter()
            .map(|person| Subject::Results(week, person.clone()))
            .collect();
        if subjects.is_empty() {
            return Ok(BTreeSet::new());
        }
        let found = self.store.enqueued(&self.workspace, &subjects).await?;
        let asked = found.into_iter().filter_map(|subject| match subject {
            Subject::Results(week, person) => Some((week, person)),
            _ => None,
        });
        Ok(asked.collect())
    }

    /// The edits of these messages: one person's, or all of a week's.
    pub(super) async fn results_edits(
        &self,
        org: &Organisation,
        week: Week,
        of: Option<&PersonId>,
    ) -> Result<Vec<NewDelivery>> {
        let asked = self.asked_for_results(org, week).await?;
        let edits = asked
            .into_iter()
            .filter(|(_, person)| of.is_none_or(|one| one == person))
            .map(|(week, person)| {
                let target = Target::Person(person.clone());
                self.delivery(Subject::ResultsEdit(week, person), target)
            });
        Ok(edits.collect())
    }

    /// What the message says now.
    pub(super) async fn say_results(
        &self,
        org: &Arc<Organisation>,
        week: Week,
        person: &PersonId,
        edit: bool,
    ) -> Result<Say> {
        let alone = self.alone(org, week, person).await?;
        if !edit && (alone.key_results.is_empty() || !alone.until.open) {
            return Ok(Say::NotWanted("there is nothing to ask for any more"));
        }
        if self.alone_away(org, week).await?.contains(person) {
            let leads = self.leads_instead(org, &alone);
            return Ok(Say::Post(okr::alone_away(&alone.until, &leads)));
        }
        let lines: Vec<_> = alone
            .key_results
            .iter()
            .map(|(_, it, standing)| (*it, standing.clone()))
            .collect();
        Ok(Say::Post(okr::alone(&alone.until, &lines)))
    }

    /// What somebody is asked for, as its readings stand, and how long it counts.
    pub(super) async fn alone<'a>(
        &self,
        org: &'a Organisation,
        week: Week,
        person: &'a PersonId,
    ) -> Result<Alone<'a>> {
        let asked: Vec<_> = of_owner(org, week, person).collect();
        let round = self.store.round(&self.workspace, week).await?;
        let codes: Vec<KeyResultCode> = asked.iter().map(|(_, it)| it.code.clone()).collect();
        let mut readings = self.store.readings_of(&self.workspace, &codes).await?;
        readings.retain(|reading| reading.week <= week);
        let judging = &org.settings.results.judging;
        let day = self.today(org, person).min(week.sunday());
        let key_results = asked
            .into_iter()
            .map(|(objective, it)| {
                let own: Vec<&Reading> = own(&readings, &it.code);
                let standing = standing_of(judging, it, objective.quarter, &own, day);
                (objective, it, standing)
            })
            .collect();
        let until = okr::Until {
            week,
            open: is_open(round.as_ref()),
            digest: calendar::digest_at(org, week),
            close: calendar::close_at(org, week),
            zone: org.zone_of(person, None),
            company: org.settings.time_zone,
            day: self.today(org, person),
        };
        Ok(Alone { until, key_results })
    }
}

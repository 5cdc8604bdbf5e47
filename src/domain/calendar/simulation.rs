//! Every send that is planned between two days, in order of time, nobody having answered.

use std::collections::{BTreeSet, VecDeque};

use chrono::{NaiveDate, NaiveTime, TimeDelta};

use super::draft::Planner;
use super::plan::Planned;
use super::review;
use super::warning::Warning;
use crate::domain::cadence::local;
use crate::domain::organisation::Organisation;
use crate::domain::week::Week;

/// Zones differ by little more than a day between them, and a week's plan begins on its Monday somewhere.
const ZONES_APART: TimeDelta = TimeDelta::days(2);

/// A round is over at the latest this many weeks after its own: ask, digest and close are less than a week apart
/// each, and a gap can delay one by a day; a review comes up to three days after.
const LONGEST_ROUND: u32 = 4;

/// The sends between two days, as an iterator that holds a few weeks at a time.
#[derive(Debug)]
pub struct Simulation<'a> {
    planner: Planner<'a>,
    from: NaiveDate,
    to: NaiveDate,
    next_week: Option<Week>,
    ahead: VecDeque<Planned>,
    warned: Vec<Warning>,
    fresh: Vec<Warning>,
}

/// The planned sends whose date lies between two days, both included. The date is that in the zone by which the send
/// is planned: an ask's in the person's, a digest's in the workspace's.
#[must_use]
pub fn simulate(org: &Organisation, from: NaiveDate, to: NaiveDate) -> Simulation<'_> {
    Simulation {
        planner: Planner::new(org),
        from,
        to,
        next_week: Some(Week::of(from).back(LONGEST_ROUND)),
        ahead: VecDeque::new(),
        warned: Vec::new(),
        fresh: Vec::new(),
    }
}

impl Simulation<'_> {
    /// What became known since the last call about the weeks that lie between the two days. Each zone is warned of
    /// once for each cadence.
    pub fn take_warnings(&mut self) -> Vec<Warning> {
        std::mem::take(&mut self.fresh)
    }

    fn plan_next_week(&mut self, week: Week) {
        let plan = self.planner.week(week, &BTreeSet::new());
        if week.sunday() >= self.from && week.monday() <= self.to {
            plan.warnings.into_iter().for_each(|it| self.warn(it));
        }
        let (from, to) = (self.from, self.to);
        let wanted = |it: &Planned| (from..=to).contains(&local(it.zone, it.at).date_naive());
        let review = review::planned(self.planner.org(), week);
        let planned = plan.planned.into_iter().chain(review);
        self.ahead.extend(planned.filter(wanted));
        // Stable, so that each week keeps its order; the weeks were added in theirs.
        self.ahead.make_contiguous().sort_by_key(|it| it.at);
        let next = week.next();
        let over = next == week || next.monday() > self.to + ZONES_APART;
        self.next_week = (!over).then_some(next);
    }

    fn warn(&mut self, warning: Warning) {
        if !self.warned.iter().any(|it| warning.repeats(it)) {
            self.warned.push(warning.clone());
            self.fresh.push(warning);
        }
    }
}

impl Iterator for Simulation<'_> {
    type Item = Planned;

    fn next(&mut self) -> Option<Planned> {
        while let Some(week) = self.next_week {
            let begins = week.monday().and_time(NaiveTime::MIN).and_utc() - ZONES_APART;
            if self.ahead.front().is_some_and(|it| it.at < begins) {
                break;
            }
            self.plan_next_week(week);
        }
        self.ahead.pop_front()
    }
}

//! The review of a month or a quarter as data: what was agreed, what became of it, what to talk about next. Of teams
//! alone, and only of what is published; private objectives are in none of it. No sentence is made here.

mod align;
pub mod asked;
mod decisions;
mod iterations;
mod later;
mod prioritise;
mod results;
mod section;
mod stands_on;
#[cfg(test)]
mod tests;
mod time;

pub use align::{Align, Outcomes, TeamAgreement};
pub use decisions::{DecisionLine, NumberLine};
pub use iterations::{Iterations, StageLine};
pub use later::{Later, LaterMonth};
pub use prioritise::{Chronic, Prioritise};
pub use results::{Closed, OpenObjective, Results};
pub use section::Section;
pub use stands_on::StandsOn;
pub use time::{Part, Time};

use chrono::{DateTime, NaiveDate, Utc};

use super::allocation::History;
use super::cadence::local;
use super::decision::Decision;
use super::iteration::Iteration;
use super::okr::{Objective, Reading};
use super::organisation::Organisation;
use super::period::{Month, Period};
use super::week::Week;

/// So many months before a period are beside it where later months are compared with earlier ones.
pub const MONTHS_BEFORE: u32 = 6;

/// An objective, and the day from which it is declared no more, where there is one.
#[derive(Debug, Clone, PartialEq)]
pub struct Declared {
    /// The objective as it was declared last, with all key results that it had then.
    pub objective: Objective,
    /// The day on which it was retired.
    pub retired: Option<NaiveDate>,
}

/// All that a review is computed from.
#[derive(Debug, Clone, Copy)]
pub struct Sources<'a> {
    /// The company.
    pub org: &'a Organisation,
    /// What it looks back on.
    pub period: Period,
    /// The day as of which it is told: the period's last, or today where that is still to come.
    pub day: NaiveDate,
    /// The day on which it is read, which may be long after.
    pub today: NaiveDate,
    /// The weeks of the period in which anybody was asked, in order.
    pub rounds: &'a [Week],
    /// Roll-ups of the period and of the months before.
    pub history: &'a History,
    /// Objectives of the period's quarter, and those that were closed in the period.
    pub objectives: &'a [Declared],
    /// Readings of the quarter up to the period's last week.
    pub readings: &'a [Reading],
    /// Decisions whose day is in the period or after it.
    pub decisions: &'a [Decision],
    /// Iterations that began or were told in these months, and older ones that are open or wait.
    pub iterations: &'a [Iteration],
}

impl<'a> Sources<'a> {
    /// The last week that it can speak of.
    #[must_use]
    pub fn last_week(&self) -> Week {
        Week::of(self.day).min(self.period.last_week())
    }

    /// Objectives that may be told: private ones stay with their own people.
    fn told(&self) -> impl Iterator<Item = &'a Declared> {
        let all = self.objectives.iter();
        all.filter(|declared| !declared.objective.private)
    }
}

/// The day as of which a period is told at an instant: its last one, that of its last week where this ends earlier,
/// or today.
#[must_use]
pub fn day_of(org: &Organisation, period: Period, now: DateTime<Utc>) -> NaiveDate {
    let today = local(org.settings.time_zone, now).date_naive();
    let last = period.last_week().sunday().min(period.last_day());
    today.min(last)
}

/// The first of the weeks that a review of a period needs roll-ups of.
#[must_use]
pub fn first_week_needed(period: Period) -> Week {
    let mut month = Month::of_week(period.last_week());
    for _ in 0..=MONTHS_BEFORE {
        month = month.previous();
    }
    let before = period.previous().first_week();
    Period::Month(month).first_week().min(before)
}

/// A month or a quarter, told.
#[derive(Debug, Clone, PartialEq)]
pub struct Review {
    /// Which.
    pub period: Period,
    /// As of which day.
    pub day: NaiveDate,
    /// Whether all of its rounds are closed; else it is told so far.
    pub over: bool,
    /// What was agreed.
    pub align: Align,
    /// Where the time went.
    pub time: Time,
    /// What became of objectives.
    pub results: Results,
    /// What became of iterations.
    pub iterations: Iterations,
    /// What leadership decided, and what the numbers did: for its own eyes.
    pub decisions: Vec<DecisionLine>,
    /// Tune-ups beside what came a month later.
    pub later: Later,
    /// What to talk about.
    pub prioritise: Prioritise,
    /// What the numbers stand on.
    pub stands_on: StandsOn,
}

/// Tells a month or a quarter; `over` says whether all of its rounds are closed.
#[must_use]
pub fn review(sources: &Sources<'_>, over: bool) -> Review {
    let time = time::time(sources);
    let results = results::results(sources);
    let iterations = iterations::iterations(sources);
    Review {
        period: sources.period,
        day: sources.day,
        over,
        align: align::align(sources),
        decisions: decisions::decisions(sources),
        later: later::later(sources),
        prioritise: prioritise::prioritise(sources, &time, &results),
        stands_on: stands_on::stands_on(sources),
        time,
        results,
        iterations,
    }
}
